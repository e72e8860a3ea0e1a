package org.entente.policy;

/** What is done to a value that may not be shown as it is. */
public enum MaskMethod {
    REMOVE,
    HASH,
    GENERALISE,
    TRUNCATE
}
