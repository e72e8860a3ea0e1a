package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made series for tests: a daily course with noise, spikes, shifts, gaps and repeated values, every five minutes. */
final class SampleSeries {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int STEP_SECONDS = 300;
    private static final int DAY = 288;

    private SampleSeries() {}

    static List<Observation> of(long seed, int size) {
        var random = new Random(seed);
        var observations = new ArrayList<Observation>();
        double shift = 0;
        double value = 0;
        for (int i = 0; i < size; i++) {
            shift += random.nextInt(700) == 0 ? random.nextGaussian() * 20 : 0;
            double spike = random.nextInt(200) == 0 ? random.nextGaussian() * 60 : 0;
            boolean repeated = random.nextInt(15) == 0;
            value = repeated ? value : 20 * Math.sin(2 * Math.PI * i / DAY) + 3 * random.nextGaussian() + shift + spike;
            observations.add(at(i, value));
        }
        return observations;
    }

    static Observation at(int i, double value) {
        return new Observation(START.plusSeconds((long) STEP_SECONDS * i), value);
    }
}
