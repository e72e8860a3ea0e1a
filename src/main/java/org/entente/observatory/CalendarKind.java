package org.entente.observatory;

/** What the periods of a calendar do to what is ordinary. */
public enum CalendarKind {
    /** Their hours have expectations of their own. */
    SCHOOL_HOLIDAYS,
    /** They account for what departs. */
    EVENT
}
