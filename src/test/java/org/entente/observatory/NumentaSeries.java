package org.entente.observatory;

import java.util.List;

/** A file of the Numenta corpus with the windows of its anomalies; positions are row numbers, both ends included. */
record NumentaSeries(String name, List<Observation> observations, List<Window> windows) {
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;

    record Window(int first, int last) {
        int width() {
            return last - first + 1;
        }

        boolean contains(int row) {
            return row >= first && row <= last;
        }
    }

    /** Rows at the beginning that are not judged. */
    int probation() {
        return (int) Math.min(Math.floor(PROBATION * observations.size()), LONGEST_PROBATION);
    }
}
