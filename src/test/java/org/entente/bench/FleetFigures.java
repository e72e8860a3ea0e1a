package org.entente.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A hundred thousand series in one hub: a few observations of each are appended and scored; what that holds in memory and on disk. */
final class FleetFigures {
    private static final int SERIES = 100_000;
    private static final int A_CALL = 1_000;
    private static final int OBSERVATIONS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final double MEGA = 1024.0 * 1024;
    private static final String APPEND = """
            mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) {
                appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) { counts { kind count } } }
            """;

    private final Hub hub;
    private final Figures figures;
    private final Database database;
    private final UUID dataset = UUID.randomUUID();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));

    private FleetFigures(Hub hub, Figures figures) {
        this.hub = hub;
        this.figures = figures;
        this.database = new Database(hub);
    }

    static void measure(Hub hub, Figures figures) throws Exception {
        new FleetFigures(hub, figures).measure();
    }

    private void measure() throws Exception {
        figures.progress("%,d series".formatted(SERIES));
        var series = database.insertSeries(dataset, SERIES);
        long began = System.nanoTime();
        append(series);
        database.awaitScored(LIMIT);
        figures.add(
                "%,d live series, %d observations each, appended and scored".formatted(SERIES, OBSERVATIONS),
                "%.0f s".formatted((System.nanoTime() - began) / 1e9),
                "");
        collect();
        figures.add(
                "… the hub's heap, after a collection",
                "%.0f MB".formatted(MemoryFigures.heapUsed(hub.text("/q/metrics")) / MEGA),
                "≤ 1,536 MB");
        figures.add(
                "… their states, positions and scores in the database", "%d MB".formatted(database.number("""
                        select (pg_total_relation_size('series') + pg_total_relation_size('series_progress')
                            + pg_total_relation_size('series_scoring') + (
                                select sum(pg_total_relation_size(inhrelid)) from pg_inherits
                                where inhparent in ('observation'::regclass, 'score'::regclass))) / 1048576
                        """)), "");
    }

    private void append(List<String> ids) {
        var token = hub.token("steward-ville", null);
        for (int from = 0; from < ids.size(); from += A_CALL) {
            var batch = ids.subList(from, from + A_CALL).stream()
                    .map(id -> Map.of("series", id, "at", instants(), "values", List.of(50, 51, 49)))
                    .toList();
            var answer = hub.ask(
                    token,
                    APPEND,
                    Map.of(
                            "dataset",
                            dataset.toString(),
                            "series",
                            batch,
                            "key",
                            UUID.randomUUID().toString()));
            if (answer.has("errors")) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    private List<Long> instants() {
        return IntStream.range(0, OBSERVATIONS)
                .mapToObj(n -> begin.plus(Duration.ofMinutes(10L * n)).toEpochMilli())
                .toList();
    }

    /** So that what is no longer used is not counted. */
    private void collect() throws Exception {
        new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd",
                        Long.toString(hub.process().pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
