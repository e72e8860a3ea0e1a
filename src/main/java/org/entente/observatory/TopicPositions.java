package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition was taken, as this replica last knew it. A position is moved in the transaction that stores what it stands for,
 * and only from where this replica believed it to be: one that lost the partition to another meanwhile stores nothing.
 */
final class TopicPositions {
    private static final String READ = """
            select topic, partition, position from topic_position
            join unnest(?::text[], ?::int[]) as asked (topic, partition) using (topic, partition)
            """;
    private static final String MOVE = """
            insert into topic_position as known (topic, partition, position) values (?, ?, ?)
            on conflict (topic, partition) do update set position = excluded.position where known.position = ?
            """;

    /** Another replica has the partition. */
    static final class MovedException extends SQLException {
        private static final long serialVersionUID = 1;

        MovedException(TopicPartition partition) {
            super("another replica took of " + partition);
        }
    }

    private final Map<TopicPartition, Long> known = new HashMap<>();

    /** Null before anything was taken. */
    Long of(TopicPartition partition) {
        return known.get(partition);
    }

    void read(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        known.clear();
        try (var select = connection.prepareStatement(READ)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            partitions.stream().map(TopicPartition::topic).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "int",
                            partitions.stream().map(TopicPartition::partition).toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    known.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
    }

    /** In the running transaction, after which {@link #moved} is to be called. */
    void move(Connection connection, Map<TopicPartition, Long> next) throws SQLException {
        try (var upsert = connection.prepareStatement(MOVE)) {
            for (var each : next.entrySet()) {
                upsert.setString(1, each.getKey().topic());
                upsert.setInt(2, each.getKey().partition());
                upsert.setLong(3, each.getValue());
                upsert.setObject(4, known.get(each.getKey()), Types.BIGINT);
                if (upsert.executeUpdate() == 0) {
                    throw new MovedException(each.getKey());
                }
            }
        }
    }

    void moved(Map<TopicPartition, Long> next) {
        known.putAll(next);
    }
}
