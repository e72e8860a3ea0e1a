package org.entente.observatory;

/**
 * How people's labels move a series' threshold: each false alarm halves the probability that is told of, each right one doubles it again
 * up to the usual one, an expected event leaves it. At its strictest, after seven more false ones than right ones, a day of eight
 * times the probability of a {@link Severity#CRITICAL critical} one is told still, so that nobody can label such a one away.
 */
final class Strictness {
    static final int MOST = 7;

    private Strictness() {}

    static double threshold(int strictness) {
        return Math.scalb(SeriesScorer.USUAL_THRESHOLD, -strictness);
    }

    /** @param before what the anomaly was said to be before, null where nobody had said anything */
    static int moved(int strictness, AnomalyLabel before, AnomalyLabel now) {
        return Math.clamp((long) strictness + step(now) - step(before), 0, MOST);
    }

    private static int step(AnomalyLabel label) {
        return switch (label) {
            case FALSE -> 1;
            case TRUE -> -1;
            case EXPECTED_EVENT -> 0;
            case null -> 0;
        };
    }
}
