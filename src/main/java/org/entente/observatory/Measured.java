package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An observation beside what was expected of it. */
record Measured(Observation observation, double expected, double band) {
    /** Evidence is reckoned against a decayed past of about so many observations. */
    static final long MOST_REMEMBERED = 14_427;

    private static final long MILLIS_OF_DAY = 86_400_000;
    private static final double NEVER = 3;
    private static final int EASE = 10;

    /** Of a silence. */
    static Measured nothing(Instant at) {
        return new Measured(new Observation(at, Double.NaN), Double.NaN, Double.NaN);
    }

    /** In usual distances. */
    double departure() {
        return band == 0 ? 0 : (observation.value() - expected) / band;
    }

    long day() {
        return Math.floorDiv(observation.at().toEpochMilli(), MILLIS_OF_DAY);
    }

    Judgement judgement(Suspicion suspicion, Optional<Anomaly> anomaly) {
        return new Judgement(suspicion.probability(), expected, band, departure(), anomaly);
    }

    Anomaly anomaly(Suspicion suspicion, long observations, List<PastEpisode> similar) {
        var kind = suspicion.evidence().strongest();
        long remembered = Math.min(observations, MOST_REMEMBERED);
        return new Anomaly(
                kind,
                observation.at(),
                observation.value(),
                expected,
                band,
                suspicion.probability(),
                suspicion.evidence(),
                remembered,
                oneIn(suspicion.evidence().strength(kind), remembered),
                similar);
    }

    /** The inverse of how a {@link DecayedHistogram} reckons evidence. */
    private static long oneIn(double strength, long observations) {
        return strength >= NEVER ? observations + 1 : Math.round(StrictMath.pow(observations + EASE, strength / NEVER));
    }
}
