package org.entente.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Measures the packaged hub on this machine and prints one table. It asserts nothing: figures of two runs are comparable only
 * under like load, so each is told with the load average it was taken at.
 */
public final class Bench {
    private static final Path STATE = Path.of("target/bench-state");

    /** What may be asked for; each name is an argument of {@code ./entente bench}. */
    enum Part {
        DECISION,
        OBSERVATORY,
        CITY,
        START,
        HARVEST,
        RECORDS,
        DATASETS,
        AGGREGATE,
        GOVERNANCE,
        DOWNLOAD,
        SERIES,
        FLEET,
        KAFKA,
        MEMORY
    }

    private final Set<Part> parts;
    private final Figures figures = new Figures();

    private Bench(Set<Part> parts) {
        this.parts = parts;
    }

    public static void main(String[] arguments) throws Exception {
        new Bench(parts(arguments)).run();
        // the benchmark harness leaves threads behind
        System.exit(0);
    }

    private static Set<Part> parts(String[] arguments) {
        var parts = EnumSet.noneOf(Part.class);
        for (var name : arguments) {
            try {
                parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                System.err.println("No such part: " + name + "; there are " + Arrays.toString(Part.values()));
                System.exit(2);
            }
        }
        return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
    }

    private void run() throws Exception {
        if (parts.contains(Part.DECISION)) {
            DecisionFigures.measure(figures);
        }
        if (parts.contains(Part.OBSERVATORY)) {
            ObservatoryFigures.measure(figures);
        }
        if (parts.contains(Part.CITY)) {
            ObservatoryFigures.measureLiveCity(figures);
        }
        if (!Set.of(Part.DECISION, Part.OBSERVATORY, Part.CITY, Part.KAFKA).containsAll(parts)) {
            measureHub();
        }
        if (parts.contains(Part.KAFKA)) {
            KafkaFigures.measure(STATE, figures);
        }
        System.out.println(figures.table());
    }

    /** Starts and harvests are first ones only on an empty state; the other parts take what is there. */
    private void measureHub() throws Exception {
        if (parts.contains(Part.START) || parts.contains(Part.HARVEST)) {
            Hub.forget(STATE);
        }
        try (var hub = started()) {
            if (parts.contains(Part.HARVEST) || parts.contains(Part.DATASETS) && !HarvestFigures.isDone(hub)) {
                HarvestFigures.measure(hub, figures);
            }
            if (parts.contains(Part.RECORDS)) {
                RecordsFigures.measure(hub, figures);
            }
            if (parts.contains(Part.DATASETS)) {
                DatasetsFigures.measure(hub, figures);
            }
            if (parts.contains(Part.AGGREGATE)) {
                AggregateFigures.measure(hub, figures);
            }
            if (parts.contains(Part.DOWNLOAD)) {
                DownloadFigures.measure(hub, figures);
            }
            if (parts.contains(Part.SERIES)) {
                SeriesFigures.measure(hub, figures);
            }
            if (parts.contains(Part.FLEET)) {
                FleetFigures.measure(hub, figures);
            }
            // late: it adds ten thousand datasets
            if (parts.contains(Part.GOVERNANCE)) {
                GovernanceFigures.measure(hub, figures);
            }
            if (parts.contains(Part.MEMORY)) {
                MemoryFigures.measure(hub, figures);
            }
        }
    }

    private Hub started() throws Exception {
        if (!parts.contains(Part.START)) {
            var hub = Hub.start(STATE);
            hub.awaitDemo();
            return hub;
        }
        figures.progress("first start");
        try (var first = Hub.start(STATE)) {
            figures.add("First start: ready", "%.1f s".formatted(first.readyAfter()), "≤ 60 s");
            figures.add("First start: demo city filled in", "%.1f s".formatted(first.awaitDemo()), "");
        }
        figures.progress("warm start");
        var warm = Hub.start(STATE);
        figures.add("Warm start: ready", "%.1f s".formatted(warm.readyAfter()), "≤ 25 s");
        return warm;
    }
}
