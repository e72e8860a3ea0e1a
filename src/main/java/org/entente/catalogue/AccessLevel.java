package org.entente.catalogue;

/** Who may know of a dataset and read it without a grant. */
public enum AccessLevel {
    /** Anyone may read it. */
    OPEN,
    /** Anyone sees that it exists; its records need a grant. */
    DISCOVERABLE,
    /** Unknown to whoever has no grant. */
    HIDDEN
}
