package org.entente.observatory;

/** What speaks against an observation being ordinary. */
public enum EvidenceKind {
    /** The value, against what is expected at this hour of the week. */
    VALUE,
    /** The mean departure of the last 36 observations. */
    LEVEL,
    /** The departure, against how much this hour of the day usually varies. */
    SPREAD,
    /** The least of the last 36 values. */
    LOWEST,
    /** The greatest of the last 36 values. */
    HIGHEST,
    /** What a network that has learnt the series' course foretold six observations earlier. */
    FORECAST,
    /** The last 24 values are unlike any course seen before. */
    DISCORD,
    /** The value is farther from what is expected than on ordinary days. */
    SIZE,
    /** The level moved and stays where it moved to. */
    SHIFT,
    /** The departure is not that of the neighbours of the same kind. */
    PEERS,
    /** The same value, longer than ever at this hour. */
    STUCK,
    /** No observation arrives any more. */
    SILENCE,
    /** At an event of the calendar, the value is farther from what is expected than at any event before. */
    EVENT,
    /** The level that the owner's own model gives the last values, against those that it usually gives. */
    MODEL;

    /** Whether its strength is reckoned from how many of the past observations were like it. */
    boolean isCounted() {
        return compareTo(DISCORD) <= 0;
    }

    /** Whose evidence it is. */
    DetectorKind detector() {
        if (compareTo(HIGHEST) <= 0) {
            return DetectorKind.RARITY;
        }
        if (this == EVENT) {
            return DetectorKind.SIZE;
        }
        return isCounted() ? DetectorKind.SHAPE : DetectorKind.valueOf(name());
    }
}
