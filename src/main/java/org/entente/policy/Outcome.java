package org.entente.policy;

/** What a decision comes to. */
public enum Outcome {
    PERMIT,
    DENY
}
