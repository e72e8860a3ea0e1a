package org.entente.observatory;

import java.util.Arrays;

/**
 * How unlike the last 24 samples are to any course kept: the distance to the nearest of 256 courses, one kept every 8 samples (the
 * discord of Keogh, Lin and Fu 2005, over a bounded past). 256 · 24 multiplications, 25 KB. The courses lie lag by lag, so that the
 * machine compares several of them at once.
 */
final class Discord implements Stateful {
    private static final int LENGTH = 24;
    private static final int KEPT = 256;
    private static final int EVERY = 8;

    private final float[] course = new float[LENGTH];
    private final float[][] kept = new float[LENGTH][KEPT];
    private final float[] squares = new float[KEPT];
    private long samples;

    void add(double value) {
        System.arraycopy(course, 1, course, 0, LENGTH - 1);
        course[LENGTH - 1] = (float) value;
        samples++;
    }

    /** 0 while none is kept. */
    double distance() {
        Arrays.fill(squares, 0);
        for (int lag = 0; lag < LENGTH; lag++) {
            addSquares(course[lag], kept[lag], squares);
        }
        int size = (int) Math.min(KEPT, samples / EVERY);
        float least = size == 0 ? 0 : squares[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, squares[i]);
        }
        return Math.sqrt(least);
    }

    private static void addSquares(float value, float[] others, float[] squares) {
        for (int i = 0; i < KEPT; i++) {
            float difference = value - others[i];
            squares[i] += difference * difference;
        }
    }

    /** After the distance was asked for, as a course is no other than itself. */
    void keep() {
        if (samples % EVERY == 0) {
            int at = (int) ((samples / EVERY - 1) % KEPT);
            for (int lag = 0; lag < LENGTH; lag++) {
                kept[lag][at] = course[lag];
            }
        }
    }

    @Override
    public void exchange(StateExchange state) {
        state.sparse(course);
        for (var lag : kept) {
            state.sparse(lag);
        }
        samples = state.whole(samples);
    }
}
