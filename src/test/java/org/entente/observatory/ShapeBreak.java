package org.entente.observatory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made series whose course breaks once, for two periods, within its usual range: the period is 17 to 61 samples, the course a sum
 * of three harmonics, with noise of a twentieth of its deviation. The break lies in the second half.
 */
record ShapeBreak(Kind kind, List<Observation> observations, int first, int last) {
    enum Kind {
        FLAT,
        SLIPPED,
        DOUBLED,
        REVERSED,
        HARMONICS
    }

    private static final int SERIES = 200;
    private static final int SIZE = 4_000;
    private static final int HARMONICS = 3;
    private static final double NOISE = 0.05;
    private static final int PERIODS = 2;
    private static final int SHORTEST = 17;
    private static final int LONGEST = 61;

    /** As many of each kind. */
    static List<ShapeBreak> all(long seed) {
        return IntStream.range(0, SERIES)
                .mapToObj(i -> made(Kind.values()[i % Kind.values().length], new Random(seed + i)))
                .toList();
    }

    private static ShapeBreak made(Kind kind, Random random) {
        int period = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
        var course = new Course(random);
        int first = SIZE / 2 + random.nextInt(SIZE / 2 - 4 * period);
        int last = first + PERIODS * period - 1;
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < SIZE; i++) {
            double phase = i / (double) period;
            double value =
                    i < first || i > last ? course.at(phase) : course.broken(kind, phase, first / (double) period);
            observations.add(SampleSeries.at(i, value + NOISE * random.nextGaussian()));
        }
        return new ShapeBreak(kind, observations, first, last);
    }

    /** Whether an alert there is one of the break; its end is seen a little later. */
    boolean contains(int row) {
        return row >= first && row <= last + (last - first) / PERIODS;
    }

    /** A periodic function of deviation 1; phases count in periods. */
    private static final class Course {
        private final double[] strength = new double[HARMONICS];
        private final double[] shift = new double[HARMONICS];

        Course(Random random) {
            double power = 0;
            for (int i = 0; i < HARMONICS; i++) {
                strength[i] = (0.3 + random.nextDouble()) / (i + 1);
                shift[i] = random.nextDouble();
                power += strength[i] * strength[i] / 2;
            }
            for (int i = 0; i < HARMONICS; i++) {
                strength[i] /= Math.sqrt(power);
            }
        }

        double at(double phase) {
            double value = 0;
            for (int i = 0; i < HARMONICS; i++) {
                value += strength[i] * Math.sin(2 * Math.PI * ((i + 1) * phase + shift[i]));
            }
            return value;
        }

        double broken(Kind kind, double phase, double begin) {
            return switch (kind) {
                case FLAT -> at(begin);
                case SLIPPED -> at(phase + 0.3);
                case DOUBLED -> at(begin + 2 * (phase - begin));
                case REVERSED -> at(2 * begin - phase);
                case HARMONICS -> 0.8 * at(phase) + 0.5 * Math.sin(2 * Math.PI * 5 * phase);
            };
        }
    }
}
