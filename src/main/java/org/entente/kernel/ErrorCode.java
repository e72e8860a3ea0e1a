package org.entente.kernel;

/** The codes that leave the hub as {@code extensions.code}. The constant's name is the wire value and never changes. */
public enum ErrorCode {
    UNAUTHENTICATED("No valid access token came with the request"),
    ACCESS_DENIED("The decision was no; the reasons say why"),
    PURPOSE_REQUIRED("State one purpose: none was stated, or the token holds several"),
    JUSTIFICATION_REQUIRED("State a case number or a reason for this access"),
    NOT_FOUND("It does not exist, or the caller may not know that it does"),
    BAD_INPUT("An argument is malformed; the path says which"),
    MASKED_FIELD_USED("A field that is masked for the caller was filtered, sorted, grouped or aggregated on"),
    CONFLICT("It changed meanwhile; the current version is given"),
    REVOKED("The permit ended while the answer was under way"),
    LIMIT_EXCEEDED("The request is larger than the hub answers"),
    RATE_LIMITED("Too many requests; retry after the time given"),
    POLICY_UNAVAILABLE("No decision could be made; this is not a denial"),
    SEARCH_UNAVAILABLE("Search is down or behind; records and governance still work"),
    STORE_UNAVAILABLE("The database is down"),
    MODELS_UNAVAILABLE("Partners' own models cannot be run here, or not now; nothing was changed"),
    HARVEST_FAILED("A source could not be read to its end; nothing was changed"),
    INTERNAL("The hub failed; the reference is in its log");

    private final String meaning;

    ErrorCode(String meaning) {
        this.meaning = meaning;
    }

    /** One line for the documentation. */
    public String meaning() {
        return meaning;
    }
}
