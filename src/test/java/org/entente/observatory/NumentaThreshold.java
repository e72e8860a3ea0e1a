package org.entente.observatory;

import java.util.List;

/**
 * A threshold to be carried over to series not seen yet: the best one of a score smoothed over the thresholds near it (Gaussian,
 * deviation 0.1), as the very best one is that of a few lucky alerts. Chosen by halvings within half A.
 */
final class NumentaThreshold {
    private static final double LOWEST = 1;
    private static final double STEP = 0.05;
    private static final int STEPS = 91;
    private static final double DEVIATION = 0.1;

    private NumentaThreshold() {}

    static double carried(List<NumentaResult.Scored> corpus, NumentaProfile profile) {
        var scores = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            scores[i] = NumentaResult.at(threshold(i), corpus, profile).score();
        }
        int best = 0;
        for (int i = 1; i < STEPS; i++) {
            best = smoothed(scores, i) > smoothed(scores, best) ? i : best;
        }
        return threshold(best);
    }

    private static double threshold(int step) {
        return LOWEST + step * STEP;
    }

    private static double smoothed(double[] scores, int centre) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < STEPS; i++) {
            double distance = (i - centre) * STEP / DEVIATION;
            double weight = Math.exp(-distance * distance / 2);
            sum += weight * scores[i];
            weights += weight;
        }
        return sum / weights;
    }
}
