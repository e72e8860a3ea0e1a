package org.entente.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Lists without holes. GraphQL's own word for that would make the optional ones required, so that a null can be written in them. */
public final class WholeLists {
    private static final String HOLE = "A list cannot contain null";

    private WholeLists() {}

    /**
     * @param lists that were read already; null ones were left out
     * @throws HubException BAD_INPUT at the path
     */
    public static void require(String path, List<?>... lists) {
        if (Arrays.stream(lists).filter(Objects::nonNull).flatMap(List::stream).anyMatch(Objects::isNull)) {
            throw HubException.badInput(path, HOLE);
        }
    }

    /**
     * @param said an input as it was sent
     * @throws HubException BAD_INPUT at the null
     */
    public static void require(JsonNode said, String path) {
        for (int i = 0; said.isArray() && i < said.size(); i++) {
            var at = path + "[" + i + "]";
            if (said.get(i).isNull()) {
                throw HubException.badInput(at, HOLE);
            }
            require(said.get(i), at);
        }
        said.properties().forEach(member -> require(member.getValue(), path + "." + member.getKey()));
    }
}
