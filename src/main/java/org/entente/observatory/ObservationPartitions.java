package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The months of observations and scores. A month's tables are made when an observation needs them, in a transaction of their own: to
 * attach them waits for nobody who writes into others. Dropping a month leaves its hours' buckets.
 */
@ApplicationScoped
class ObservationPartitions {
    private static final List<String> TABLES = List.of("observation", "score");
    /** For making and dropping, on all replicas. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('entente.observatory.partitions', 0))";

    private static final String MONTHS = """
            select right(relname, 7) from pg_inherits join pg_class on oid = inhrelid
            where inhparent = 'observation'::regclass order by 1
            """;
    private static final String KEEP_HOURS = """
            insert into observation_hour (series, at, count, least, greatest, total)
            select series, date_trunc('hour', at, 'UTC'), count(*), min(value), max(value), sum(value) from %s
            group by 1, 2
            on conflict (series, at) do update set
                count = observation_hour.count + excluded.count,
                least = least(observation_hour.least, excluded.least),
                greatest = greatest(observation_hour.greatest, excluded.greatest),
                total = observation_hour.total + excluded.total
            """;

    private final AgroalDataSource database;
    private final ObservatoryConfig config;
    private final Clock clock;
    private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

    ObservationPartitions(AgroalDataSource database, ObservatoryConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Those that these observations need; not within a transaction. */
    void makeFor(Collection<ObservationReading> readings) throws SQLException {
        make(readings.stream()
                .flatMap(reading -> reading.usable.stream())
                .map(given -> of(given.at()))
                .collect(Collectors.toSet()));
    }

    /** Not within a transaction. */
    void make(Collection<YearMonth> months) throws SQLException {
        var missing = new TreeSet<>(months);
        missing.removeAll(made);
        if (!missing.isEmpty()) {
            inTransaction(connection -> {
                var there = months(connection);
                for (var month : missing) {
                    if (!there.contains(month)) {
                        make(connection, month);
                    }
                }
            });
            made.addAll(missing);
        }
    }

    private static void make(Connection connection, YearMonth month) throws SQLException {
        for (var table : TABLES) {
            var name = name(table, month);
            execute(connection, "create table " + name + " (like " + table + " including all)");
            execute(
                    connection,
                    "alter table " + table + " attach partition " + name + " for values from ('" + start(month)
                            + "') to ('" + start(month.plusMonths(1)) + "')");
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    static YearMonth of(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    private static String name(String table, YearMonth month) {
        return table + "_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    /** From when on single observations are kept, and so taken. */
    Instant oldest() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var taken = now.minus(config.oldest());
        var kept = config.retention().map(now::minus).orElse(taken);
        return start(of((kept.isAfter(taken) ? kept : taken).toInstant()));
    }

    /** Drops the months that are kept no longer, each in a transaction of its own: its locks are held for one month alone. */
    void retire() throws SQLException {
        if (config.retention().isEmpty()) {
            return;
        }
        var first = of(oldest());
        for (var month : months()) {
            if (month.isBefore(first)) {
                inTransaction(connection -> retire(connection, month));
            }
        }
    }

    private void retire(Connection connection, YearMonth month) throws SQLException {
        made.remove(month);
        // another replica may have been faster
        if (months(connection).contains(month)) {
            execute(connection, KEEP_HOURS.formatted(name("observation", month)));
            for (var table : TABLES) {
                execute(connection, "drop table " + name(table, month));
            }
        }
    }

    private List<YearMonth> months() throws SQLException {
        try (var connection = database.getConnection()) {
            return months(connection);
        }
    }

    private static List<YearMonth> months(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(MONTHS);
                var rows = select.executeQuery()) {
            var months = new ArrayList<YearMonth>();
            while (rows.next()) {
                months.add(YearMonth.parse(rows.getString(1).replace('_', '-')));
            }
            return months;
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, LOCK);
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
