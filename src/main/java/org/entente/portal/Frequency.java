package org.entente.portal;

/** The more usual codes of the European Union's vocabulary of update frequencies. */
public enum Frequency {
    CONT,
    UPDATE_CONT,
    HOURLY,
    DAILY,
    WEEKLY,
    BIWEEKLY,
    MONTHLY,
    BIMONTHLY,
    QUARTERLY,
    ANNUAL_2,
    ANNUAL,
    BIENNIAL,
    IRREG,
    AS_NEEDED,
    NEVER,
    UNKNOWN
}
