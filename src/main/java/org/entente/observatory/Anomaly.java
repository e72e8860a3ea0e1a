package org.entente.observatory;

import java.time.Instant;
import java.util.List;

/**
 * An episode that is not ordinary, told once, with everything that explains it.
 *
 * @param kind the evidence that speaks most against it
 * @param value what was measured; not a number in a silence
 * @param expected what was expected instead, and {@code band} the usual distance from it
 * @param probability that an ordinary day of this series would have given this alarm; not a number where a rule told it
 * @param observations how many observations it is compared with
 * @param oneIn how rarely the evidence is as strong, as one in so many; more than {@code observations} where it never was; of no
 *     meaning for a kind that is not counted
 * @param similar past episodes of the series with like evidence, the likest first
 */
public record Anomaly(
        EvidenceKind kind,
        Instant at,
        double value,
        double expected,
        double band,
        double probability,
        Evidence evidence,
        long observations,
        long oneIn,
        List<PastEpisode> similar) {

    /** A rule of its own told it; there is no probability. */
    public boolean isByRule() {
        return Double.isNaN(probability);
    }

    public Severity severity() {
        return Severity.of(probability);
    }
}
