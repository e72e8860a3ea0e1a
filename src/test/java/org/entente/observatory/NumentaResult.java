package org.entente.observatory;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A score of the benchmark, normalised so that a detector that says nothing has 0 and a perfect one 100.
 *
 * @param threshold alerts below it do not count
 */
record NumentaResult(double score, double threshold, int windowsFound, int falseAlerts) {
    /** A series with the alert scores that a detector gave its rows. */
    record Scored(NumentaSeries series, double[] scores) {}

    /** At the one threshold that is best for these series. */
    static NumentaResult best(List<Scored> corpus, NumentaProfile profile) {
        return new Sweep(corpus, profile).run(Double.NEGATIVE_INFINITY, true);
    }

    static NumentaResult at(double threshold, List<Scored> corpus, NumentaProfile profile) {
        return new Sweep(corpus, profile).run(threshold, false);
    }

    /** Lowers the threshold alert by alert. */
    private static final class Sweep {
        private final NumentaProfile profile;
        private final List<NumentaAlert> alerts;
        private final int windows;
        private final IdentityHashMap<NumentaSeries.Window, Double> found = new IdentityHashMap<>();
        private double total;
        private int falseAlerts;

        Sweep(List<Scored> corpus, NumentaProfile profile) {
            this.profile = profile;
            alerts = corpus.stream()
                    .flatMap(scored -> NumentaAlert.judge(scored.series, scored.scores).stream())
                    .sorted(Comparator.comparingDouble(NumentaAlert::score).reversed())
                    .toList();
            windows = corpus.stream()
                    .mapToInt(scored -> scored.series.windows().size())
                    .sum();
        }

        NumentaResult run(double threshold, boolean best) {
            var result = result(Double.POSITIVE_INFINITY);
            for (int i = 0; i < alerts.size() && alerts.get(i).score() >= threshold; i++) {
                take(alerts.get(i));
                double score = alerts.get(i).score();
                boolean last = i + 1 == alerts.size() || alerts.get(i + 1).score() != score;
                var now = result(score);
                result = last && (!best || now.score() > result.score()) ? now : result;
            }
            return result;
        }

        private void take(NumentaAlert alert) {
            if (alert.window() == null) {
                falseAlerts++;
                total += profile.falsePositive * alert.gain();
            } else {
                double before = found.getOrDefault(alert.window(), -profile.falseNegative);
                double now = Math.max(before, alert.gain());
                found.put(alert.window(), now);
                total += now - before;
            }
        }

        private NumentaResult result(double threshold) {
            double perfect = windows * (1 + profile.falseNegative);
            return new NumentaResult(100 * total / perfect, threshold, found.size(), falseAlerts);
        }
    }
}
