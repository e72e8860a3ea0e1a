package org.entente.observatory;

import java.util.Arrays;

/**
 * Makes one probability of several statistics: each against its own ordinary days, and the least of these probabilities against
 * its own ordinary days again. So nothing need be known of how the statistics depend on one another.
 */
final class Suspicions implements Stateful {
    private static final double LEAST_PROBABILITY = 1e-30;

    private final DailyPeaks[] peaks =
            Arrays.stream(Statistic.values()).map(Statistic::peaks).toArray(DailyPeaks[]::new);
    private boolean withModel;

    /** Of one that was not asked so far: what is ordinary of it is learnt from here on. */
    void beginModel() {
        withModel = true;
        peaks[Statistic.MODEL.ordinal()] = Statistic.MODEL.peaks();
    }

    void endModel() {
        withModel = false;
    }

    Suspicion of(Statistic statistic, long day, double level, Evidence evidence) {
        return new Suspicion(peaks[statistic.ordinal()].probability(day, level), evidence);
    }

    /** The least of all so far, as the probability of an ordinary day having one so small. */
    Suspicion calibrated(long day, Suspicion least) {
        double rarity = -StrictMath.log10(Math.max(LEAST_PROBABILITY, least.probability()));
        return of(Statistic.LEAST, day, rarity, least.evidence());
    }

    /** Whether it alarms far more often than it promised; told once, and watched anew. */
    boolean tellsDeparture(Statistic statistic) {
        boolean departs = peaks[statistic.ordinal()].departs();
        if (departs) {
            forgive(statistic);
        }
        return departs;
    }

    void forgive(Statistic statistic) {
        peaks[statistic.ordinal()].forgive();
    }

    @Override
    public void exchange(StateExchange state) {
        withModel = state.whole(withModel ? 1 : 0) == 1;
        for (var statistic : Statistic.values()) {
            if (statistic != Statistic.MODEL || withModel) {
                peaks[statistic.ordinal()].exchange(state);
            }
        }
    }
}
