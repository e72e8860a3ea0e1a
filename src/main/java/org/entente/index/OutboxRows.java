package org.entente.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The statements on the table {@code outbox}. All times are the database's, so that replicas' clocks do not matter. */
final class OutboxRows {
    record Row(long position, UUID entity, boolean visibility) {}

    private OutboxRows() {}

    static void add(Connection connection, String projection, Collection<UUID> entities, boolean visibility)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into outbox (projection, entity, visibility) select ?, unnest(?), ?")) {
            insert.setString(1, projection);
            insert.setArray(2, uuids(connection, entities));
            insert.setBoolean(3, visibility);
            insert.executeUpdate();
        }
    }

    /**
     * What waits, changes of visibility first: searches wait for these, and since the projection reads current states, the order
     * between entities does not matter.
     *
     * @param without entities that Elasticsearch refused already
     */
    static List<Row> pending(Connection connection, String projection, Collection<UUID> without, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select position, entity, visibility from outbox
                where projection = ? and delivered_at is null and entity <> all (?)
                order by visibility desc, position limit ?""")) {
            select.setString(1, projection);
            select.setArray(2, uuids(connection, without));
            select.setInt(3, limit);
            return rows(select);
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        try (var found = select.executeQuery()) {
            var rows = new ArrayList<Row>();
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getObject(2, UUID.class), found.getBoolean(3)));
            }
            return rows;
        }
    }

    static void markDelivered(Connection connection, Collection<Row> rows) throws SQLException {
        try (var update = connection.prepareStatement(
                "update outbox set delivered_at = clock_timestamp() where position = any (?)")) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::position).toArray()));
            update.executeUpdate();
        }
    }

    /** Entities delivered since this instant, in order. */
    static Set<UUID> deliveredSince(Connection connection, String projection, OffsetDateTime since)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select entity from outbox where projection = ? and delivered_at >= ?
                order by delivered_at, position""")) {
            select.setString(1, projection);
            select.setObject(2, since);
            try (var found = select.executeQuery()) {
                var entities = new LinkedHashSet<UUID>();
                while (found.next()) {
                    entities.add(found.getObject(1, UUID.class));
                }
                return entities;
            }
        }
    }

    static OffsetDateTime now(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select clock_timestamp()");
                var found = select.executeQuery()) {
            found.next();
            return found.getObject(1, OffsetDateTime.class);
        }
    }

    static long pendingCount(Connection connection, String projection) throws SQLException {
        try (var select = connection.prepareStatement(
                "select count(*) from outbox where projection = ? and delivered_at is null")) {
            select.setString(1, projection);
            try (var found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    static boolean visibilityPending(Connection connection, String projection) throws SQLException {
        try (var select = connection.prepareStatement(
                "select 1 from outbox where projection = ? and visibility and delivered_at is null limit 1")) {
            select.setString(1, projection);
            try (var found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    static void purge(Connection connection, String projection, Duration retention) throws SQLException {
        try (var delete = connection.prepareStatement("""
                delete from outbox
                where projection = ? and delivered_at < clock_timestamp() - make_interval(secs => ?)""")) {
            delete.setString(1, projection);
            delete.setDouble(2, retention.toMillis() / 1000.0);
            delete.executeUpdate();
        }
    }

    private static java.sql.Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
