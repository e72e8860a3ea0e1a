package org.entente.policy;

/** What a caller wants to do with a dataset. */
public enum Action {
    DISCOVER,
    READ,
    AGGREGATE,
    EXPORT,
    SUBSCRIBE
}
