package org.entente.bench;

import java.util.Collection;
import org.entente.access.CachedDecisionBenchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A decision inside a JVM of its own, taken anew and from the cache. */
final class DecisionFigures {
    private static final int MEDIAN = 50;

    private DecisionFigures() {}

    static void measure(Figures figures) throws RunnerException {
        figures.progress("a decision with 20 facts");
        figures.add("Decision with 20 facts, median", microseconds(run(DecisionBenchmark.class)), "≤ 300 µs");
        figures.progress("a decision from the cache");
        figures.add("Decision from the cache, median", microseconds(run(CachedDecisionBenchmark.class)), "≤ 10 µs");
    }

    private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(4))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.seconds(4))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static String microseconds(Collection<RunResult> results) {
        var median =
                results.iterator().next().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
        return "%.2f µs".formatted(median);
    }
}
