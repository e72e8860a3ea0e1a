package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;

/**
 * Until when each partition was heard: all that it had then was taken. A series that comes by Kafka is not silent before it was due within
 * that time; after a break, in which Kafka was away or the reader behind, silences are due later, as {@link Reception} has it for the hub.
 */
@ApplicationScoped
class TopicReception {
    private static final String ASKED =
            "join unnest(?::text[], ?::int[]) as asked (topic, partition) using (topic, partition)";
    private static final String LOCK = """
            select from topic_position t %s order by topic, partition for update of t
            """.formatted(ASKED);
    /** In the order in which rounds lock them. What was due before the break stays due. */
    private static final String LATER = """
            update series_scoring g set silent_from = g.silent_from
                + (?::timestamptz - greatest(g.scored_until, t.since, (select since from reception)))
            from series_progress p join topic_position t on t.topic = p.topic and t.partition = p.partition
            where p.series = g.series and g.series = any (array(
                select g.series from topic_position t %s
                join series_progress p on p.topic = t.topic and p.partition = t.partition
                join series_scoring g on g.series = p.series
                where t.heard < ? and g.silent_from >= t.heard and g.scored_until < ? order by g.series for update of g))
            """.formatted(ASKED);

    private static final String HEARD = """
            update topic_position t set since = case when t.heard < ? then ? else t.since end, heard = greatest(t.heard, ?)
            from unnest(?::text[], ?::int[]) as asked (topic, partition)
            where t.topic = asked.topic and t.partition = asked.partition
            """;
    private static final String CAME = """
            update series_progress p set topic = came.topic, partition = came.partition
            from unnest(?::int[], ?::text[], ?::int[]) as came (series, topic, partition)
            where p.series = came.series and (p.topic, p.partition) is distinct from (came.topic, came.partition)
            """;
    private static final String CALLED =
            "update series_progress set topic = null, partition = null where series = any (?) and topic is not null";

    private final AgroalDataSource database;

    TopicReception(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @param heard the partitions by the instant
     * @param longest what is no break yet
     */
    void heard(Map<TopicPartition, Instant> heard, Duration longest) throws Exception {
        var partitions = new TreeMap<Instant, List<TopicPartition>>();
        for (var each : heard.entrySet()) {
            partitions
                    .computeIfAbsent(each.getValue(), none -> new ArrayList<>())
                    .add(each.getKey());
        }
        for (var each : partitions.entrySet()) {
            Callable<Void> all = () -> {
                try (var connection = database.getConnection()) {
                    heard(connection, each.getValue(), each.getKey(), longest);
                    return null;
                }
            };
            QuarkusTransaction.requiringNew().call(all);
        }
    }

    private static void heard(Connection connection, List<TopicPartition> partitions, Instant at, Duration longest)
            throws SQLException {
        var topics = connection.createArrayOf(
                "text", partitions.stream().map(TopicPartition::topic).toArray());
        var numbers = connection.createArrayOf(
                "int", partitions.stream().map(TopicPartition::partition).toArray());
        var now = at.atOffset(ZoneOffset.UTC);
        var least = at.minus(longest).atOffset(ZoneOffset.UTC);
        try (var lock = connection.prepareStatement(LOCK)) {
            Reception.bind(lock, topics, numbers);
            lock.executeQuery().close();
        }
        Reception.execute(connection, LATER, now, topics, numbers, least, now);
        Reception.execute(connection, HEARD, least, now, now, topics, numbers);
    }

    /** In the running transaction: by which partition each series' observations came. */
    static void came(Connection connection, Map<Integer, TopicPartition> series) throws SQLException {
        if (!series.isEmpty()) {
            Reception.execute(
                    connection,
                    CAME,
                    SeriesStore.numbers(connection, series.keySet()),
                    connection.createArrayOf(
                            "text",
                            series.values().stream().map(TopicPartition::topic).toArray()),
                    SeriesStore.numbers(
                            connection,
                            series.values().stream()
                                    .map(TopicPartition::partition)
                                    .toList()));
        }
    }

    /** In the running transaction: these came by a call. */
    static void called(Connection connection, List<Integer> series) throws SQLException {
        Reception.execute(connection, CALLED, SeriesStore.numbers(connection, series));
    }
}
