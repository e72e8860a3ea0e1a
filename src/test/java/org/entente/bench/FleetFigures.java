package org.entente.bench;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A hundred thousand series in one hub: a few observations of each are appended and scored; what that holds in memory and on disk. */
final class FleetFigures {
    private static final int SERIES = 100_000;
    private static final int A_CALL = 1_000;
    private static final int OBSERVATIONS = 3;
    private static final double MEGA = 1024.0 * 1024;
    private static final String APPEND = """
            mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) {
                appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) { counts { kind count } } }
            """;

    private final Hub hub;
    private final Figures figures;
    private final UUID dataset = UUID.randomUUID();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));

    private FleetFigures(Hub hub, Figures figures) {
        this.hub = hub;
        this.figures = figures;
    }

    static void measure(Hub hub, Figures figures) throws Exception {
        new FleetFigures(hub, figures).measure();
    }

    private void measure() throws Exception {
        figures.progress("%,d series".formatted(SERIES));
        open();
        long began = System.nanoTime();
        append();
        await();
        figures.add(
                "%,d live series, %d observations each, appended and scored".formatted(SERIES, OBSERVATIONS),
                "%.0f s".formatted((System.nanoTime() - began) / 1e9),
                "");
        collect();
        figures.add(
                "… the hub's heap, after a collection",
                "%.0f MB".formatted(MemoryFigures.heapUsed(hub.text("/q/metrics")) / MEGA),
                "≤ 1,536 MB");
        figures.add("… their states, positions and scores in the database", "%d MB".formatted(number("""
                        select (pg_total_relation_size('series') + pg_total_relation_size('series_progress')
                            + pg_total_relation_size('series_scoring') + (
                                select sum(pg_total_relation_size(inhrelid)) from pg_inherits
                                where inhparent in ('observation'::regclass, 'score'::regclass))) / 1048576
                        """)), "");
    }

    private void open() throws SQLException {
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                select '%1$s', owner, 'OPEN', 'NONE', draft, '', 1, now()
                from dataset where owner = 'ville' and archived_at is null limit 1;
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    select gen_random_uuid(), '%1$s', 'noise ' || n, 600000, 0, '{}', 0, 1000, false, 'bench', now()
                    from generate_series(1, %2$d) n returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made;
                update governance_epoch set epoch = epoch + 1
                """.formatted(dataset, SERIES));
    }

    private void append() throws SQLException {
        var token = hub.token("steward-ville", null);
        var ids = ids();
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

    private void await() throws SQLException, InterruptedException {
        while (number("select count(*) from scoring_due") > 0) {
            Thread.sleep(100);
        }
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

    private List<String> ids() throws SQLException {
        try (var connection = DriverManager.getConnection(hub.database(), "entente", "entente");
                var rows = connection
                        .createStatement()
                        .executeQuery("select id from series where dataset = '" + dataset + "'")) {
            var ids = new ArrayList<String>(SERIES);
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(hub.database(), "entente", "entente");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(hub.database(), "entente", "entente");
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
