package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entente.policy.Decision;

/** Whether a decision is the one that was recorded: all of it but how long it could be used, which depends on when it was asked for first. */
public final class RecordedAs {
    private static final String VALID_UNTIL = "validUntil";

    private RecordedAs() {}

    public static boolean same(Decision decision, JsonNode recorded) {
        return withoutValidity(AuditEvents.json(decision)).equals(RecordedAs::compare, withoutValidity(recorded));
    }

    /** The database writes numbers in another way. */
    private static int compare(JsonNode one, JsonNode other) {
        boolean same = one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
        return same ? 0 : 1;
    }

    private static JsonNode withoutValidity(JsonNode decision) {
        return decision instanceof ObjectNode object ? object.deepCopy().without(VALID_UNTIL) : decision;
    }
}
