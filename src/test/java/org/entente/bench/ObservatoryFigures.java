package org.entente.bench;

import org.entente.observatory.ObservatoryBenchmark;

/** The scoring of series, without any server: its quality on the Numenta corpus and on made series, and its cost. */
final class ObservatoryFigures {
    private ObservatoryFigures() {}

    static void measure(Figures figures) {
        figures.progress("the observatory's scoring");
        ObservatoryBenchmark.measure(line -> figures.add(line.figure(), line.measured(), line.goal()));
    }

    static void measureLiveCity(Figures figures) {
        figures.progress("the simulated city, as it is scored live");
        ObservatoryBenchmark.measureLiveCity(line -> figures.add(line.figure(), line.measured(), line.goal()));
    }
}
