package org.entente.observatory;

/** Where a release stands. */
public enum ReleaseState {
    /** By one steward; decides nothing. */
    PROPOSED,
    /** By another one: in force. */
    CONFIRMED,
    /** By a later one of the same result. */
    REPLACED,
    /** An agreement that its sources were shared under ended: the result is governed by its sources again, until a new release. */
    FROZEN
}
