package org.entente.catalogue;

/** The law that governs the personal data in a dataset. */
public enum Regime {
    /** Regulation (EU) 2016/679. */
    GDPR,
    /** Directive (EU) 2016/680, law enforcement. */
    LED,
    /** No personal data. */
    NONE
}
