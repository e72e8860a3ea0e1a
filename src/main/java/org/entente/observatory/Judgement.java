package org.entente.observatory;

import java.util.Optional;

/**
 * What a {@link SeriesScorer} says of an observation.
 *
 * @param probability that an ordinary day of this series gives as much evidence: small is unusual
 * @param departure from what was expected, in usual distances: what neighbours are compared by
 * @param anomaly the episode that this observation opened
 */
public record Judgement(double probability, double expected, double band, double departure, Optional<Anomaly> anomaly) {
    static final Judgement SKIPPED = new Judgement(1, Double.NaN, Double.NaN, Double.NaN, Optional.empty());
}
