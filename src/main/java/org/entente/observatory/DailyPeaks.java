package org.entente.observatory;

/**
 * How probable it is that an ordinary day of this series reaches a level: the daily peaks' distribution is taken for a Gumbel one
 * (that of maxima, Gumbel 1958), fitted by its moments, which fade with the last 60 days; a prior counts as five days, and the first seven days, on which the
 * detectors know no week yet, count for nothing.
 *
 * <p>What is promised: were the series' days exchangeable and their peaks so distributed, a share of p of its ordinary days would
 * reach what has the probability p. docs/decisions/0020 tells what share does. A peak counts at most three deviations above the
 * mean, so that incidents do not become ordinary by themselves. O(1), 88 bytes.
 *
 * <p>Whether that promise is kept is watched day by day by a cumulative sum (Page, Continuous inspection schemes, Biometrika 41, 1954;
 * with the rate known, the test of Page and Hinkley): of days that reach the probability of 0.05, 0.15 a day are let pass, and the
 * excess of six such days is a departure. What is promised at 0.05 is kept to 0.07 (docs/decisions/0020), so that a series that keeps
 * it is told of once in more than a hundred years, one whose every day alarms on the eighth. No incident of a week is a departure.
 */
final class DailyPeaks implements Stateful {
    private static final int DAYS = 60;
    private static final int PRIOR = 5;
    private static final int WARM_UP = 7;
    private static final double CLIP = 3;
    private static final double LEAST_DEVIATION = 0.05;
    private static final double EULER = 0.5772156649015329;
    private static final double DEVIATION_TO_SCALE = Math.sqrt(6) / Math.PI;
    private static final int RELIABLE = PRIOR + 14;
    private static final double WATCHED = 0.05;
    private static final double LET_PASS = 0.15;
    private static final double DEPARTURE = 6;
    private static final long NONE = Long.MIN_VALUE;

    private long day = NONE;
    private double peak;
    private long days = PRIOR - WARM_UP;
    private double mean;
    private double variance;
    private double excess;

    DailyPeaks(double priorMean, double priorDeviation) {
        mean = priorMean;
        variance = priorDeviation * priorDeviation;
    }

    /** The probability that an ordinary day reaches the level; the day so far is not yet one of those it is compared with. */
    double probability(long today, double level) {
        if (today != day) {
            learn();
            day = today;
            peak = 0;
        }
        peak = Math.max(peak, level);
        return reaching(level);
    }

    private double reaching(double level) {
        double scale = DEVIATION_TO_SCALE * deviation();
        double location = mean - EULER * scale;
        return -StrictMath.expm1(-StrictMath.exp(-(level - location) / scale));
    }

    private double deviation() {
        return Math.max(LEAST_DEVIATION, Math.sqrt(variance));
    }

    private void learn() {
        if (day == NONE) {
            return;
        }
        days = Math.min(DAYS, days + 1);
        if (days <= PRIOR) {
            return;
        }
        if (days > RELIABLE) {
            excess = Math.max(0, excess + (reaching(peak) <= WATCHED ? 1 : 0) - LET_PASS);
        }
        double departure = Math.min(peak - mean, CLIP * deviation());
        mean += departure / days;
        variance += ((1 - 1.0 / days) * departure * departure - variance) / days;
    }

    /** Whether days have been alarming far more often than promised, up to yesterday. */
    boolean departs() {
        return excess > DEPARTURE;
    }

    /** Begins to watch anew. */
    void forgive() {
        excess = 0;
    }

    @Override
    public void exchange(StateExchange state) {
        day = state.whole(day);
        peak = state.real(peak);
        days = state.whole(days);
        mean = state.real(mean);
        variance = state.real(variance);
        excess = state.real(excess);
    }
}
