package org.entente.policy;

/** A secrecy of the law, which neither a consent nor a rule lifts. */
public enum Secrecy {
    MEDICAL,
    JUDICIAL,
    STATISTICAL,
    NONE
}
