package org.entente.policy;

/** What is done to a value that may not be shown as it is; the strictest first. */
public enum MaskMethod {
    /** Nothing is shown. */
    REMOVE,
    /** A keyed hash: equal values can be told to be equal, by one consumer for one purpose. */
    HASH,
    /** A coarse class of the value. */
    GENERALISE,
    /** A finer one. */
    TRUNCATE;

    public MaskMethod strictest(MaskMethod other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public MaskMethod leastStrict(MaskMethod other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
