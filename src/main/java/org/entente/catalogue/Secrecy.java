package org.entente.catalogue;

/** A prohibition by law that no consent or rule lifts. */
public enum Secrecy {
    MEDICAL,
    JUDICIAL,
    STATISTICAL,
    NONE
}
