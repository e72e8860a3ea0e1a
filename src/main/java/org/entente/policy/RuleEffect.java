package org.entente.policy;

/** What an access rule does where it holds. */
public enum RuleEffect {
    /** One more alternative for who holds a consent of the owner. */
    PERMIT,
    /** Overrides every permit. */
    DENY,
    /** Masks fields in every grant. */
    MASK,
    /** Narrows the rows of every grant. */
    FILTER
}
