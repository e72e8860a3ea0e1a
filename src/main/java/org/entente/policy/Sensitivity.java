package org.entente.policy;

/** How sensitive one field of a dataset is. */
public enum Sensitivity {
    PUBLIC,
    INTERNAL,
    PERSONAL,
    SPECIAL_CATEGORY,
    IDENTIFIER
}
