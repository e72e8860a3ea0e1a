package org.entente.portal;

import org.entente.kernel.ErrorCode;

/** What a reader is told when there is no page to show, with its HTTP status. */
public enum Problem {
    NOT_FOUND(404),
    BAD_INPUT(400),
    DENIED(403),
    TOO_MANY(429),
    SEARCH_UNAVAILABLE(503),
    UNAVAILABLE(503),
    INTERNAL(500);

    private final int status;

    Problem(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    static Problem of(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND -> NOT_FOUND;
            case BAD_INPUT, MASKED_FIELD_USED, LIMIT_EXCEEDED, CONFLICT -> BAD_INPUT;
            case UNAUTHENTICATED, ACCESS_DENIED, PURPOSE_REQUIRED, JUSTIFICATION_REQUIRED, REVOKED -> DENIED;
            case RATE_LIMITED -> TOO_MANY;
            case SEARCH_UNAVAILABLE -> SEARCH_UNAVAILABLE;
            case POLICY_UNAVAILABLE, STORE_UNAVAILABLE, MODELS_UNAVAILABLE, HARVEST_FAILED -> UNAVAILABLE;
            case INTERNAL -> INTERNAL;
        };
    }

    /** A client's mistakes that the framework finds by itself, such as a method that a page does not have. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 401, 403 -> DENIED;
            case 429 -> TOO_MANY;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? BAD_INPUT : INTERNAL;
        };
    }
}
