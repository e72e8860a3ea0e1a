package org.entente.observatory;

/**
 * How people's labels move a series' threshold: each false alarm halves the probability that is told of, each right one doubles it again
 * up to the usual one, an expected event leaves it. At its strictest, after seven more false ones than right ones (three of a series that
 * compares, whose usual one is a tenth), a day of eight times the probability of a {@link Severity#CRITICAL critical} one is told still, so that nobody can label such a one away.
 */
final class Strictness {
    static final int MOST = 7;

    private Strictness() {}

    /** @param usual what is told of without any label */
    static double threshold(double usual, int strictness) {
        return Math.scalb(usual, -strictness);
    }

    /** How often it can be halved. */
    static int most(double usual) {
        return Math.getExponent(usual / Math.scalb(SeriesScorer.USUAL_THRESHOLD, -MOST));
    }

    /** @param step what the anomaly's last label did: at either end a label does nothing, and then there is nothing to take back */
    static int without(int most, int strictness, int step) {
        return within(most, (long) strictness - step);
    }

    /** What a label does, from -1 to 1. */
    static int step(int most, int strictness, AnomalyLabel label) {
        int wanted = switch (label) {
            case FALSE -> 1;
            case TRUE -> -1;
            case EXPECTED_EVENT -> 0;
        };
        return within(most, (long) strictness + wanted) - strictness;
    }

    private static int within(int most, long strictness) {
        return Math.clamp(strictness, 0, most);
    }
}
