package org.entente.observatory;

import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs detectors over series, each series with one of its own. */
final class Trials {
    private static final SeasonalContext HOURS = SeasonalContext.hours(ZoneOffset.UTC);

    private Trials() {}

    static double[] alerts(Detector detector, List<Observation> observations) {
        return observations.stream()
                .mapToDouble(observation ->
                        detector.score(observation, HOURS.at(observation.at())).alert())
                .toArray();
    }

    static List<NumentaResult.Scored> alerts(Supplier<Detector> detectors, List<NumentaSeries> corpus) {
        return corpus.stream()
                .map(series -> new NumentaResult.Scored(series, alerts(detectors.get(), series.observations())))
                .toList();
    }

    /** What a scorer tells, by how improbable it is. */
    static List<NumentaResult.Scored> anomalies(List<NumentaSeries> corpus, double threshold) {
        return corpus.stream()
                .map(series -> new NumentaResult.Scored(series, anomalies(series, threshold)))
                .toList();
    }

    private static double[] anomalies(NumentaSeries series, double threshold) {
        var scorer = new SeriesScorer(true);
        scorer.adjust(threshold);
        return series.observations().stream()
                .mapToDouble(observation -> scorer.judge(observation, HOURS.at(observation.at()))
                        .anomaly()
                        .map(anomaly -> anomaly.isByRule() ? 1 / threshold : 1 / anomaly.probability())
                        .orElse(0.0))
                .toArray();
    }

    /** Whether the highest alert of a series is that of its break. */
    static boolean finds(Detector detector, ShapeBreak made) {
        var alerts = alerts(detector, made.observations());
        int highest = 0;
        for (int row = 1; row < alerts.length; row++) {
            highest = alerts[row] > alerts[highest] ? row : highest;
        }
        return alerts[highest] > 0 && made.contains(highest);
    }

    /** Points a second of this thread's own time, which a loaded machine does not lengthen; the best of several turns. */
    static double pointsPerSecond(List<NumentaSeries> corpus, Consumer<List<Observation>> scoring, int turns) {
        double best = 0;
        long points = corpus.stream()
                .mapToLong(series -> series.observations().size())
                .sum();
        for (int turn = 0; turn < turns; turn++) {
            long began = ownTime();
            corpus.forEach(series -> scoring.accept(series.observations()));
            best = Math.max(best, points * 1e9 / (ownTime() - began));
        }
        return best;
    }

    static void score(List<Observation> observations, Detector... detectors) {
        for (var observation : observations) {
            var season = HOURS.at(observation.at());
            for (var detector : detectors) {
                detector.score(observation, season);
            }
        }
    }

    private static long ownTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Of one of many things that were made alike. */
    static double heapBytes(Supplier<?> made, int count) {
        made.get();
        var kept = new ArrayList<Object>();
        long before = used();
        for (int i = 0; i < count; i++) {
            kept.add(made.get());
        }
        return (used() - before) / (double) kept.size();
    }

    static Detector fed(Detector detector, List<Observation> observations) {
        score(observations, detector);
        return detector;
    }

    static SeriesScorer fed(SeriesScorer scorer, List<Observation> observations) {
        observations.forEach(observation -> scorer.judge(observation, HOURS.at(observation.at())));
        return scorer;
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
