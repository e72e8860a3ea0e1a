package org.entente.kernel;

import java.util.Optional;
import java.util.UUID;

/** Ids that leave the hub are random UUIDs: nothing can be told from one about another. */
public final class PublicId {
    private static final int LENGTH = 36;

    private PublicId() {}

    /** @throws HubException NOT_FOUND for what no id looks like: a malformed id is an id that does not exist */
    public static UUID parse(String id) {
        return find(id).orElseThrow(HubException::notFound);
    }

    public static Optional<UUID> find(String id) {
        try {
            return id != null && id.length() == LENGTH ? Optional.of(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
