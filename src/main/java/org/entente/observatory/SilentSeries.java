package org.entente.observatory;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What only the passing of time tells: which series are due to be silent, and which observations nothing will overtake any more. A look
 * reads those that are due alone, and while Kafka is away those whose silence nobody can know of yet.
 */
final class SilentSeries {
    /**
     * Who scores one now will say anew when it is due. What comes by Kafka is due once its partition was read as far as it went then: what
     * was not heard yet may have been said.
     */
    private static final String DUE = """
            select g.series from series_scoring g where g.silent_from < ? and g.streamed = ?
                and not exists (select from scoring_retry r where r.series = g.series)
                and not exists (
                    select from series_progress p
                    left join topic_position t on t.topic = p.topic and t.partition = p.partition
                    where p.series = g.series and p.topic is not null and coalesce(t.heard, '-infinity') < g.silent_from)
            order by g.silent_from limit 200 for update skip locked
            """;
    /**
     * Series whose last call brought nothing of the last day are histories: nobody expects to hear from them. Of those with observations
     * that wait it is said anew when these are scored. A statement of its own: it must see what was appended before the rows were locked.
     */
    private static final String NOT_QUIET = """
            update series_scoring g set silent_from = null from series_progress p
            where g.series = any (?) and p.series = g.series
                and (p.newest is distinct from coalesce(g.streamed_until, g.scored_until) or p.newest <= p.appended_at - interval '1 day')
            returning g.series
            """;

    private static final String SETTLE = """
            with settled as (
                update series_progress p set watermark = newest, settles_at = null
                where p.series = any (array(
                    select series from series_progress where settles_at < ?
                    order by settles_at limit 1000 for update skip locked))
                returning p.series)
            insert into scoring_due (series) select array_agg(series) from settled having count(*) > 0
            """;

    private static final String TOLD =
            "insert into series_silence (series, after, at) values (?, ?, ?) on conflict do nothing";
    private static final String KNOWN = """
            select s.series, s.after, s.at from unnest(?::int[], ?::timestamptz[]) as scored (series, until)
            join series_silence s on s.series = scored.series and s.after > coalesce(scored.until, '-infinity')
            order by s.series, s.after
            """;

    /** @param after the last observation before it */
    record Told(Instant after, Instant at) {}

    private SilentSeries() {}

    /** Their rows are locked. Those that a topology scores, or those that the hub does. */
    static Set<Integer> find(Connection connection, Instant now, boolean streamed) throws SQLException {
        var series = new TreeSet<Integer>();
        try (var select = connection.prepareStatement(DUE)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setBoolean(2, streamed);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    series.add(rows.getInt(1));
                }
            }
        }
        if (!series.isEmpty()) {
            series.removeAll(notQuiet(connection, series));
        }
        return series;
    }

    private static Set<Integer> notQuiet(Connection connection, Set<Integer> series) throws SQLException {
        try (var update = connection.prepareStatement(NOT_QUIET)) {
            update.setArray(1, SeriesStore.numbers(connection, series));
            try (var rows = update.executeQuery()) {
                var others = new TreeSet<Integer>();
                while (rows.next()) {
                    others.add(rows.getInt(1));
                }
                return others;
            }
        }
    }

    static void settle(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(SETTLE)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    /** For those who learn their series anew. */
    static void keep(Connection connection, List<ScoringLane> lanes, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement(TOLD)) {
            for (var lane : lanes) {
                if (!lane.told.isEmpty()) {
                    Reception.bind(
                            insert, lane.series, lane.until().atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Gives lanes that learn their series anew the silences that were told of what they are about to judge. */
    static void read(Connection connection, List<ScoringLane> lanes) throws SQLException {
        var anew = lanes.stream().filter(ScoringLane::isCatchingUp).collect(toMap(lane -> lane.series, identity()));
        if (anew.isEmpty()) {
            return;
        }
        try (var select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, SeriesStore.numbers(connection, anew.keySet()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            anew.values().stream().map(ScoringLane::until).toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    anew.get(rows.getInt(1)).add(new Told(SeriesStore.instant(rows, 2), SeriesStore.instant(rows, 3)));
                }
            }
        }
    }
}
