package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/** What only the passing of time tells: which series are due to be silent, and which observations nothing will overtake any more. */
final class SilentSeries {
    /** Series whose last call brought nothing of the last day are histories; nobody expects to hear from them. */
    private static final String DUE = """
            select g.series from series_scoring g join series_progress p on p.series = g.series
            where g.silent_from < ? and p.newest = g.scored_until and p.newest > p.appended_at - interval '1 day'
            order by g.silent_from limit 200
            """;
    /** Once as much time has passed since the last call as a late one may take. */
    private static final String SETTLE = """
            with settled as (
                update series_progress p set watermark = newest
                where p.series = any (array(
                    select q.series from series_progress q join series t on t.number = q.series
                    where q.watermark < q.newest and q.appended_at < ?::timestamptz - t.lateness_ms * interval '1 millisecond'
                    order by q.series limit 1000 for update of q skip locked))
                returning p.series)
            insert into scoring_due (series) select array_agg(series) from settled having count(*) > 0
            """;

    private SilentSeries() {}

    static Set<Integer> find(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(DUE)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                var series = new TreeSet<Integer>();
                while (rows.next()) {
                    series.add(rows.getInt(1));
                }
                return series;
            }
        }
    }

    static void settle(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(SETTLE)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }
}
