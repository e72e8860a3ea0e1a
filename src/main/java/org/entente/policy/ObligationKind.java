package org.entente.policy;

/** What a decision may ask for besides; the hub knows how to meet each. */
public enum ObligationKind {
    /** Groups of fewer than so many are withheld from aggregates. */
    MINIMUM_GROUP_SIZE,
    /** Told to whoever gets the answer: it may not be passed on. */
    NO_ONWARD_SHARING,
    /** Told to whoever gets the answer: copies go after this ISO 8601 period. */
    DELETE_COPIES_AFTER,
    /** The answer is listed to the owner. */
    NOTIFY_OWNER
}
