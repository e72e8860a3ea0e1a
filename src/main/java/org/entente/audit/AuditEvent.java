package org.entente.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * What the hub answered or changed, with all that is needed to decide it again.
 *
 * @param caller the user name, beside the token's subject
 * @param decision the decision document, or what was changed
 * @param epoch the governance epoch the decision was taken under
 * @param release the policy release that took it
 * @param queryHash SHA-256 of the query text and its variables, null where there was none
 * @param rowCount rows that left, null where none could
 * @param detail free facts of a change; of an answer, what is needed beside to decide it again
 */
public record AuditEvent(
        UUID id,
        Kind kind,
        Instant at,
        String subject,
        String caller,
        String partner,
        String purpose,
        String justification,
        String action,
        UUID dataset,
        JsonNode decision,
        long epoch,
        String release,
        String queryHash,
        Long rowCount,
        JsonNode detail) {

    /** A change's event is written in the change's own transaction, the others before the answer leaves. */
    public enum Kind {
        READ,
        DENIAL,
        CHANGE
    }
}
