package org.entente.policy;

/** The rules that may be asked from outside. */
public enum Entrypoint {
    DECIDE("entente/decision/decide"),
    VISIBILITY("entente/visibility/filter"),
    EXPLAIN("entente/explanation/explain");

    private final String path;

    Entrypoint(String path) {
        this.path = path;
    }

    /** Package and rule, separated by slashes. */
    public String path() {
        return path;
    }
}
