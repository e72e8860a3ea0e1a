package org.entente.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A hub's own PostgreSQL, for what a measurement prepares and what it waits for. */
final class Database {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final String address;

    Database(Hub hub) {
        address = hub.database();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(address, "entente", "entente");
    }

    void execute(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column. */
    List<String> texts(String query) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Without what is behind its point. */
    long number(String query) throws SQLException {
        return (long) Double.parseDouble(texts(query).getFirst());
    }

    /** Until the query's number is that one. */
    void await(Duration limit, String query, long number) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long found = number(query); found != number; found = number(query)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d, not %d, after %s: %s".formatted(found, number, limit, query));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Until all that was appended is scored. */
    void awaitScored(Duration limit) throws SQLException, InterruptedException {
        await(limit, "select count(*) from scoring_due", 0);
    }

    /** An open dataset of the city's, that no catalogue tells of. */
    void insertDataset(UUID dataset) throws SQLException {
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                select '%s', owner, 'OPEN', 'NONE', draft, '', 1, now()
                from dataset where owner = 'ville' and archived_at is null limit 1;
                update governance_epoch set epoch = epoch + 1
                """.formatted(dataset));
    }

    /** Sensors of such a dataset, that measure every ten minutes; their ids. */
    List<String> insertSeries(UUID dataset, int count) throws SQLException {
        insertDataset(dataset);
        execute("""
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    select gen_random_uuid(), '%s', 'noise ' || n, 600000, 0, '{}', 0, 1000, false, 'bench', now()
                    from generate_series(1, %d) n returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(dataset, count));
        return texts("select id from series where dataset = '" + dataset + "'");
    }
}
