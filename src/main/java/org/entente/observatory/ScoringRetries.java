package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

/** The table {@code scoring_retry}: series that could not be scored are left for a while by all replicas, whether or not they live on. */
final class ScoringRetries {
    /** Whoever set it aside for longer knew more. */
    private static final String LEAVE = """
            insert into scoring_retry as known (series, at) select unnest(?::int[]), ?
            on conflict (series) do update set at = greatest(known.at, excluded.at)
            """;
    /** Each waits alone: it may fail again. */
    private static final String TRY_AGAIN = """
            with again as (
                delete from scoring_retry where series = any (array(
                    select series from scoring_retry where at <= ? order by at limit 500 for update skip locked))
                returning series)
            insert into scoring_due (series) select array[series] from again
            """;

    private ScoringRetries() {}

    static void leave(Connection connection, Collection<Integer> series, Instant until) throws SQLException {
        if (series.isEmpty()) {
            return;
        }
        // in one order, for another replica may do the same
        var sorted = series.stream().sorted().toList();
        try (var insert = connection.prepareStatement(LEAVE)) {
            insert.setArray(1, SeriesStore.numbers(connection, sorted));
            insert.setObject(2, until.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Those that were left for long enough wait again. In a transaction of its own: it is at odds with none that holds series' rows. */
    static void tryAgain(Connection connection, Instant now) throws SQLException {
        try (var move = connection.prepareStatement(TRY_AGAIN)) {
            move.setObject(1, now.atOffset(ZoneOffset.UTC));
            move.executeUpdate();
        }
    }
}
