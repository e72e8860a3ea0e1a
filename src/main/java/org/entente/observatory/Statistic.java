package org.entente.observatory;

import java.util.Optional;
import java.util.stream.Stream;

/** What a {@link SeriesScorer} looks at, each with its own {@link DailyPeaks}; the priors are those of the simulated city. */
enum Statistic {
    RARITY(DetectorKind.RARITY, 2.5, 0.5),
    SHAPE(DetectorKind.SHAPE, 1.9, 0.5),
    SIZE(DetectorKind.SIZE, 1.4, 0.15),
    SHIFT(DetectorKind.SHIFT, 0.95, 0.35),
    PEERS(DetectorKind.PEERS, 0.6, 0.25),
    /** Of levels that are as likely as not of one side of a normal distribution, some hundred a day. */
    MODEL(DetectorKind.MODEL, 1.7, 0.35),
    /** The decimal logarithm of the least probability of the others. */
    LEAST(null, 0.7, 0.35);

    private final DetectorKind detector;
    private final double usualPeak;
    private final double deviation;

    Statistic(DetectorKind detector, double usualPeak, double deviation) {
        this.detector = detector;
        this.usualPeak = usualPeak;
        this.deviation = deviation;
    }

    /** The one of a detector; empty where that is a rule. */
    static Optional<Statistic> of(DetectorKind detector) {
        return Stream.of(values()).filter(each -> each.detector == detector).findFirst();
    }

    /** Null of what is made of all others. */
    DetectorKind detector() {
        return detector;
    }

    DailyPeaks peaks() {
        return new DailyPeaks(usualPeak, deviation);
    }
}
