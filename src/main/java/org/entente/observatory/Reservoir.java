package org.entente.observatory;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The fixed random part of an echo-state network (Jaeger 2001): sparse links among tanh units that leak at different rates, scaled
 * to a spectral radius below 1 so that the past fades. Made once from a seed, shared by all series.
 */
final class Reservoir {
    static final int UNITS = 32;
    static final int INPUTS = 3;
    private static final int LINKS = 4;
    private static final double RADIUS = 0.9;
    private static final double LEAK_DECADES = 1.5;
    private static final long SEED = 20150823;

    private static final Reservoir SHARED = new Reservoir(new Random(SEED));

    private final int[] from = new int[UNITS * LINKS];
    private final double[] weight = new double[UNITS * LINKS];
    private final double[] input = new double[UNITS * INPUTS];
    private final double[] leak = new double[UNITS];

    private Reservoir(Random random) {
        for (int link = 0; link < from.length; link++) {
            from[link] = random.nextInt(UNITS);
            weight[link] = 2 * random.nextDouble() - 1;
        }
        for (int i = 0; i < input.length; i++) {
            input[i] = 2 * random.nextDouble() - 1;
        }
        for (int unit = 0; unit < UNITS; unit++) {
            leak[unit] = StrictMath.pow(10, -LEAK_DECADES * random.nextDouble());
        }
        scale(RADIUS / spectralRadius());
    }

    static Reservoir shared() {
        return SHARED;
    }

    private double spectralRadius() {
        var matrix = new DMatrixRMaj(UNITS, UNITS);
        for (int link = 0; link < from.length; link++) {
            matrix.add(link / LINKS, from[link], weight[link]);
        }
        var values = DecompositionFactory_DDRM.eig(UNITS, false);
        values.decompose(matrix);
        double radius = 0;
        for (int i = 0; i < values.getNumberOfEigenvalues(); i++) {
            radius = Math.max(radius, values.getEigenvalue(i).getMagnitude());
        }
        return radius;
    }

    private void scale(double factor) {
        for (int link = 0; link < weight.length; link++) {
            weight[link] *= factor;
        }
    }

    /** The units' next activations, written into {@code next}. */
    void step(double[] activations, double[] inputs, double[] next) {
        for (int unit = 0; unit < UNITS; unit++) {
            double drive = 0;
            for (int i = 0; i < INPUTS; i++) {
                drive += input[unit * INPUTS + i] * inputs[i];
            }
            for (int link = unit * LINKS; link < (unit + 1) * LINKS; link++) {
                drive += weight[link] * activations[from[link]];
            }
            next[unit] = (1 - leak[unit]) * activations[unit] + leak[unit] * tanh(drive);
        }
    }

    /** By the continued fraction up to 7, within 10^-4 up to 4 and then cut: much cheaper than the exact one, and portable. */
    private static double tanh(double x) {
        double square = x * x;
        double value = x
                * (135135 + square * (17325 + square * (378 + square)))
                / (135135 + square * (62370 + square * (3150 + square * 28)));
        return Math.clamp(value, -1, 1);
    }
}
