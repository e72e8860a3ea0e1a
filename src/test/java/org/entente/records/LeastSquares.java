package org.entente.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an attacker makes of many published sums: the unknown numbers that fit them best, given what is likely beforehand. Solved by
 * conjugate gradients on the normal equations, each unknown scaled by its own weight.
 */
final class LeastSquares {
    private static final int STEPS = 300;
    private static final double SMALL = 1e-12;

    /** @param variance of the sum's noise */
    private record Sum(int[] of, double value, double variance) {}

    private final List<Sum> sums = new ArrayList<>();
    private final double[] likely;
    private final double[] variance;

    LeastSquares(double[] likely, double[] variance) {
        this.likely = likely;
        this.variance = variance;
    }

    void know(int[] of, double value, double variance) {
        sums.add(new Sum(of, value, variance));
    }

    double[] solve() {
        var x = likely.clone();
        var scale = scale();
        var rest = gradient(x);
        var step = scaled(rest, scale);
        double size = dot(rest, step);
        for (int i = 0; i < STEPS && size > SMALL; i++) {
            var applied = normal(step);
            double length = size / dot(step, applied);
            add(x, length, step);
            add(rest, -length, applied);
            var next = scaled(rest, scale);
            double nextSize = dot(rest, next);
            add(next, nextSize / size, step);
            step = next;
            size = nextSize;
        }
        return x;
    }

    private double[] scale() {
        var scale = new double[likely.length];
        Arrays.setAll(scale, i -> 1 / variance[i]);
        for (var sum : sums) {
            for (int i : sum.of) {
                scale[i] += 1 / sum.variance;
            }
        }
        return scale;
    }

    private double[] gradient(double[] x) {
        var gradient = new double[x.length];
        Arrays.setAll(gradient, i -> (likely[i] - x[i]) / variance[i]);
        for (var sum : sums) {
            double off = (sum.value - total(sum, x)) / sum.variance;
            for (int i : sum.of) {
                gradient[i] += off;
            }
        }
        return gradient;
    }

    private double[] normal(double[] x) {
        var applied = new double[x.length];
        Arrays.setAll(applied, i -> x[i] / variance[i]);
        for (var sum : sums) {
            double share = total(sum, x) / sum.variance;
            for (int i : sum.of) {
                applied[i] += share;
            }
        }
        return applied;
    }

    private static double total(Sum sum, double[] x) {
        double total = 0;
        for (int i : sum.of) {
            total += x[i];
        }
        return total;
    }

    private static double[] scaled(double[] x, double[] scale) {
        var scaled = new double[x.length];
        Arrays.setAll(scaled, i -> x[i] / scale[i]);
        return scaled;
    }

    private static double dot(double[] one, double[] other) {
        double dot = 0;
        for (int i = 0; i < one.length; i++) {
            dot += one[i] * other[i];
        }
        return dot;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }
}
