package org.entente.observatory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When the hub was able to receive observations: while some replica reaches the database. Who could not be heard was not silent, so a
 * silence is measured from the last observation, or from when the hub was able to receive again, whichever is later. That a network in
 * between was down is not known here; what comes by Kafka has a {@link TopicReception} as well.
 */
final class Reception {
    /** Looks may be late, and one may fail. */
    private static final int LOOKS = 3;

    private static final String LOCK = "select since, seen from reception for update skip locked";
    private static final String FIRST =
            "insert into reception (since, seen) values ('-infinity', '-infinity') on conflict (single) do nothing";
    private static final String SEEN = "update reception set seen = greatest(seen, ?)";
    private static final String AGAIN = "update reception set since = ?, seen = ?";
    /** What was due before the hub went away stays due. In the order in which rounds lock them. */
    private static final String LATER = """
            update series_scoring g set silent_from = g.silent_from + (?::timestamptz - greatest(g.scored_until, ?::timestamptz, (
                select t.since from series_progress p join topic_position t on t.topic = p.topic and t.partition = p.partition
                where p.series = g.series)))
            where g.series = any (array(
                select series from series_scoring
                where silent_from >= ?::timestamptz and scored_until < ?::timestamptz order by series for update))
            """;

    private Reception() {}

    /**
     * At each look, in its transaction; after a time without any, silences are due later.
     *
     * @param interval between two looks
     */
    static void look(Connection connection, Instant now, Duration interval) throws SQLException {
        execute(connection, FIRST);
        try (var lock = connection.prepareStatement(LOCK);
                var row = lock.executeQuery()) {
            if (!row.next()) {
                // another replica looks now, and says so
                return;
            }
            var since = row.getObject(1, OffsetDateTime.class);
            var seen = row.getObject(2, OffsetDateTime.class);
            var at = now.atOffset(ZoneOffset.UTC);
            if (seen.isAfter(at.minus(interval.multipliedBy(LOOKS)))) {
                execute(connection, SEEN, at);
            } else {
                execute(connection, LATER, at, since, seen, at);
                execute(connection, AGAIN, at, at);
            }
        }
    }

    static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
