package org.entente.observatory;

/**
 * What one of a scorer's statistics says.
 *
 * @param probability of an ordinary day saying as much; not a number where a rule tells, whatever is probable
 */
record Suspicion(double probability, Evidence evidence) {
    private static final double CERTAIN = 3;

    static Suspicion byRule(EvidenceKind kind) {
        return new Suspicion(Double.NaN, new Evidence(kind, CERTAIN));
    }

    /** As if there were nothing to it: of a detector that is suspended. */
    Suspicion withoutWeight() {
        return new Suspicion(1, evidence);
    }

    Suspicion or(Suspicion other) {
        return other.probability < probability ? other : this;
    }
}
