package org.entente.observatory;

/** What a {@link SeriesScorer} looks at, each with its own {@link DailyPeaks}; the priors are those of the simulated city. */
enum Statistic {
    RARITY(2.5, 0.5),
    SHAPE(1.9, 0.5),
    SIZE(1.4, 0.15),
    SHIFT(0.95, 0.35),
    PEERS(0.6, 0.25),
    /** The decimal logarithm of the least probability of the others. */
    LEAST(0.7, 0.35);

    private final double usualPeak;
    private final double deviation;

    Statistic(double usualPeak, double deviation) {
        this.usualPeak = usualPeak;
        this.deviation = deviation;
    }

    DailyPeaks peaks() {
        return new DailyPeaks(usualPeak, deviation);
    }
}
