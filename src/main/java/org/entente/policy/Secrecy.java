package org.entente.policy;

/** A secrecy of the law, which neither a consent nor a rule lifts. */
public enum Secrecy {
    MEDICAL,
    JUDICIAL,
    STATISTICAL,
    NONE;

    /** It can only be made stricter: whom it protects must not depend on one steward alone. */
    public boolean mayBecome(Secrecy next) {
        return next == this || this == NONE || this == STATISTICAL && next != NONE;
    }
}
