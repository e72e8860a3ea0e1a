package org.entente.observatory;

import java.util.ArrayList;
import java.util.List;

/**
 * An alert as the Numenta benchmark judges it (Lavin and Ahmad 2015, section III): inside a window the earlier the better, by a
 * scaled sigmoid; outside the worse the farther behind the last window.
 *
 * @param gain up to 1 inside a window; down to -1, before the profile's weight, outside
 * @param window its window, or null
 */
record NumentaAlert(double score, double gain, NumentaSeries.Window window) {
    private static final double FARTHEST = 3;
    private static final double STEEPNESS = 5;
    private static final double GREATEST = sigmoid(-1);

    static List<NumentaAlert> judge(NumentaSeries series, double[] scores) {
        var alerts = new ArrayList<NumentaAlert>();
        for (int row = series.probation(); row < scores.length; row++) {
            if (scores[row] > 0) {
                alerts.add(judge(series, row, scores[row]));
            }
        }
        return alerts;
    }

    private static NumentaAlert judge(NumentaSeries series, int row, double score) {
        NumentaSeries.Window before = null;
        for (var window : series.windows()) {
            if (window.contains(row)) {
                double position = -(window.last() - row + 1) / (double) window.width();
                return new NumentaAlert(score, sigmoid(position) / GREATEST, window);
            }
            before = window.last() < row ? window : before;
        }
        double position = before == null ? FARTHEST : (row - before.last()) / (before.width() - 1.0);
        return new NumentaAlert(score, sigmoid(position), null);
    }

    private static double sigmoid(double position) {
        return position >= FARTHEST ? -1 : 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
    }
}
