package org.entente.policy;

/** How much of a dataset is there for everyone. */
public enum AccessLevel {
    /** Anyone may use it. */
    OPEN,
    /** Anyone may know of it; its records need a grant. */
    DISCOVERABLE,
    /** Unknown without a grant. */
    HIDDEN
}
