package org.entente.kernel;

import com.fasterxml.jackson.databind.JsonNode;

/** Lists without holes. GraphQL's own word for that would make the optional ones required, so that a null can be written in them. */
public final class WholeLists {
    private WholeLists() {}

    /**
     * @param said an input as it was sent
     * @throws HubException BAD_INPUT at the null
     */
    public static void require(JsonNode said, String path) {
        for (int i = 0; said.isArray() && i < said.size(); i++) {
            var at = path + "[" + i + "]";
            if (said.get(i).isNull()) {
                throw HubException.badInput(at, "A list cannot contain null");
            }
            require(said.get(i), at);
        }
        said.properties().forEach(member -> require(member.getValue(), path + "." + member.getKey()));
    }
}
