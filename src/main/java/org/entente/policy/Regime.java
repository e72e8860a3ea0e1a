package org.entente.policy;

/** The law on personal data that a dataset falls under. */
public enum Regime {
    GDPR,
    /** Directive (EU) 2016/680, on law enforcement. */
    LED,
    /** No personal data. */
    NONE
}
