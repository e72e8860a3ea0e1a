package org.entente.observatory;

/** What judges a series: the statistics, and the rules. People's labels and drift are counted of each by itself. */
public enum DetectorKind {
    RARITY,
    SHAPE,
    SIZE,
    SHIFT,
    PEERS,
    STUCK,
    SILENCE,
    /** A model of the series' owner. */
    MODEL
}
