package org.entente.observatory;

import java.util.Arrays;
import java.util.List;

/** The strength of each kind of evidence: 0 is common, 3 was never seen within the usual range, up to 5 is far outside of it. */
public final class Evidence {
    static final Evidence NONE = new Evidence(EvidenceKind.VALUE, 0);

    private static final List<EvidenceKind> KINDS = List.of(EvidenceKind.values());
    private static final double FADING = 0.3;

    private final EvidenceKind first;
    private final double[] strengths;

    /** Of kinds that follow one another. */
    Evidence(EvidenceKind first, double... strengths) {
        this.first = first;
        this.strengths = strengths;
    }

    public double strength(EvidenceKind kind) {
        int at = kind.ordinal() - first.ordinal();
        return at < 0 || at >= strengths.length ? 0 : strengths[at];
    }

    public EvidenceKind strongest() {
        int strongest = 0;
        for (int i = 1; i < strengths.length; i++) {
            strongest = strengths[i] > strengths[strongest] ? i : strongest;
        }
        return KINDS.get(first.ordinal() + strongest);
    }

    /** The kth strongest counts 0.3 to the power of k, so that several weak ones add little to a strong one. */
    double combined() {
        var sorted = strengths.clone();
        Arrays.sort(sorted);
        double combined = 0;
        for (double strength : sorted) {
            combined = strength + combined * FADING;
        }
        return combined;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence evidence
                && evidence.first == first
                && Arrays.equals(evidence.strengths, strengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(strengths);
    }

    @Override
    public String toString() {
        return first + Arrays.toString(strengths);
    }
}
