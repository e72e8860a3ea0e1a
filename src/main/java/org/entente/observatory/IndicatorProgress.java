package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.records.IntervalValues.Computation;
import org.entente.records.IntervalValues.Metric;

/**
 * One indicator in one transaction, in which its progress is locked: which of its intervals are open, and what becomes of them. The
 * watermark is the start of the last interval that is over for good.
 */
final class IndicatorProgress {
    /** The intervals of a long history, at once. */
    private static final int MOST = 5_000;

    private static final String LOCK = """
            select p.watermark, t.name, t.row_count
            from series_progress p join record_table t on t.dataset = ? where p.series = ? for update of p
            """;
    private static final String CLEAR = "delete from observation where series = ? and at >= ?";
    private static final String INSERT = """
            insert into observation (series, at, value, late)
            select ?, timestamptz 'epoch' + at * interval '1 millisecond', value, false
            from unnest(?::bigint[], ?::float8[]) as computed (at, value)
            """;
    private static final String PROGRESS = """
            update series_progress set newest = (select max(at) from observation where series = ?), watermark = ?,
                appended_at = ? where series = ?
            """;
    private static final String DONE = "update indicator set records = ?, row_count = ?, over_at = ? where series = ?";

    private final Series series;
    private final Indicator indicator;
    private final Instant watermark;
    private final String table;
    private final long rows;
    private final List<Instant> open;
    private final Instant now;

    private IndicatorProgress(
            Series series, Instant watermark, String table, long rows, List<Instant> open, Instant now) {
        this.series = series;
        this.indicator = series.indicator();
        this.watermark = watermark;
        this.table = table;
        this.rows = rows;
        this.open = open;
        this.now = now;
    }

    /** @param oldest from when on single observations are kept */
    static IndicatorProgress of(
            Connection connection, Series series, Computation computation, Instant oldest, Instant now)
            throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, series.dataset());
            lock.setInt(2, series.number());
            try (var row = lock.executeQuery()) {
                row.next();
                var watermark = SeriesStore.instant(row, 1);
                var table = row.getString(2);
                var open =
                        open(series.indicator(), first(connection, series, computation, watermark, table, oldest), now);
                return new IndicatorProgress(series, watermark, table, row.getLong(3), open, now);
            }
        }
    }

    /** The start of the first open interval; null where there is no record. */
    private static Instant first(
            Connection connection,
            Series series,
            Computation computation,
            Instant watermark,
            String table,
            Instant oldest)
            throws SQLException {
        var indicator = series.indicator();
        if (watermark != null) {
            return indicator.next(watermark);
        }
        var begin = computation.first(connection, table).map(indicator::start).orElse(null);
        return begin != null && begin.isBefore(oldest) ? indicator.next(indicator.start(oldest)) : begin;
    }

    private static List<Instant> open(Indicator indicator, Instant first, Instant now) {
        var open = new ArrayList<Instant>();
        for (var start = first; start != null && !start.isAfter(now) && open.size() < MOST; ) {
            open.add(start);
            start = indicator.next(start);
        }
        return open;
    }

    /** The months that it is written into. */
    Set<YearMonth> months() {
        return open.stream().map(ObservationPartitions::of).collect(Collectors.toSet());
    }

    void compute(Connection connection, Computation computation, IndicatorRecords records) throws SQLException {
        // intervals that start before it are over
        var over = indicator.start(now.minus(series.lateness()));
        if (!open.isEmpty()) {
            var end = indicator.next(open.getLast());
            write(connection, computation.values(connection, table, open.getFirst(), end));
            progress(connection, over, records);
        }
        boolean more = open.size() == MOST;
        done(connection, more ? now : indicator.next(over).plus(series.lateness()));
    }

    private void write(Connection connection, Map<Instant, Double> values) throws SQLException {
        try (var clear = connection.prepareStatement(CLEAR)) {
            clear.setInt(1, series.number());
            clear.setObject(2, open.getFirst().atOffset(ZoneOffset.UTC));
            clear.executeUpdate();
        }
        // a count of nothing is a count; a mean of nothing is none
        var known = open.stream()
                .filter(start -> indicator.metric() == Metric.COUNT || values.containsKey(start))
                .filter(start -> Math.abs(values.getOrDefault(start, 0.0)) <= series.greatest())
                .toList();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, series.number());
            insert.setObject(2, known.stream().mapToLong(Instant::toEpochMilli).toArray());
            insert.setObject(
                    3,
                    known.stream()
                            .mapToDouble(start -> values.getOrDefault(start, 0.0))
                            .toArray());
            insert.executeUpdate();
        }
    }

    private void progress(Connection connection, Instant over, IndicatorRecords records) throws SQLException {
        var reached = open.stream()
                .filter(start -> start.isBefore(over))
                .reduce((before, last) -> last)
                .orElse(watermark);
        try (var update = connection.prepareStatement(PROGRESS)) {
            update.setInt(1, series.number());
            update.setObject(2, reached == null ? null : reached.atOffset(ZoneOffset.UTC));
            update.setObject(3, now.atOffset(ZoneOffset.UTC));
            update.setInt(4, series.number());
            update.executeUpdate();
        }
        if (reached != null && !reached.equals(watermark)) {
            ObservationBook.due(connection, List.of(series.number()), 1);
            records.add(connection, series, watermark);
        }
    }

    private void done(Connection connection, Instant overAt) throws SQLException {
        try (var update = connection.prepareStatement(DONE)) {
            update.setString(1, table);
            update.setLong(2, rows);
            update.setObject(3, overAt.atOffset(ZoneOffset.UTC));
            update.setInt(4, series.number());
            update.executeUpdate();
        }
    }
}
