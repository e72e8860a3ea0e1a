package org.entente.observatory;

/**
 * How probable it is that an ordinary day of this series reaches a level: the daily peaks' distribution is taken for a Gumbel one
 * (that of maxima, Gumbel 1958), fitted by its moments, which fade with the last 60 days; a prior counts as five days, and the first seven days, on which the
 * detectors know no week yet, count for nothing.
 *
 * <p>What is promised: were the series' days exchangeable and their peaks so distributed, a share of p of its ordinary days would
 * reach what has the probability p. docs/decisions/0020 tells what share does. A peak counts at most three deviations above the
 * mean, so that incidents do not become ordinary by themselves. O(1), 80 bytes.
 */
final class DailyPeaks implements Stateful {
    private static final int DAYS = 60;
    private static final int PRIOR = 5;
    private static final int WARM_UP = 7;
    private static final double CLIP = 3;
    private static final double LEAST_DEVIATION = 0.05;
    private static final double EULER = 0.5772156649015329;
    private static final double DEVIATION_TO_SCALE = Math.sqrt(6) / Math.PI;
    private static final long NONE = Long.MIN_VALUE;

    private long day = NONE;
    private double peak;
    private long days = PRIOR - WARM_UP;
    private double mean;
    private double variance;

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
        double departure = Math.min(peak - mean, CLIP * deviation());
        mean += departure / days;
        variance += ((1 - 1.0 / days) * departure * departure - variance) / days;
    }

    @Override
    public void exchange(StateExchange state) {
        day = state.whole(day);
        peak = state.real(peak);
        days = state.whole(days);
        mean = state.real(mean);
        variance = state.real(variance);
    }
}
