package org.entente.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What one replica at a time may do: a PostgreSQL advisory lock on a connection of its own. It ends with the connection, so that
 * a replica that dies holds nothing up.
 */
final class IndexLock implements AutoCloseable {
    private final Connection connection;
    private final String name;

    private IndexLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Held while outbox rows are delivered and while aliases move. */
    static IndexLock delivery(DataSource database, Projection projection) throws SQLException {
        return wait(database, "entente.index.delivery." + projection.name());
    }

    /** Held for a whole rebuild; delivered outbox rows are not purged meanwhile. Taken before {@link #delivery}, never after. */
    static IndexLock rebuild(DataSource database, Projection projection) throws SQLException {
        return wait(database, rebuildName(projection));
    }

    /** Empty while a rebuild runs. */
    static Optional<IndexLock> ifNoRebuild(DataSource database, Projection projection) throws SQLException {
        var lock = new IndexLock(database.getConnection(), rebuildName(projection));
        if (lock.call("pg_try_advisory_lock")) {
            return Optional.of(lock);
        }
        lock.connection.close();
        return Optional.empty();
    }

    private static String rebuildName(Projection projection) {
        return "entente.index.rebuild." + projection.name();
    }

    private static IndexLock wait(DataSource database, String name) throws SQLException {
        var lock = new IndexLock(database.getConnection(), name);
        try {
            lock.call("pg_advisory_lock");
            return lock;
        } catch (SQLException e) {
            lock.connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    private boolean call(String function) throws SQLException {
        try (var select = connection.prepareStatement("select " + function + "(hashtextextended(?, 0))")) {
            select.setString(1, name);
            try (var found = select.executeQuery()) {
                found.next();
                return Boolean.TRUE.equals(found.getObject(1));
            }
        }
    }

    /** A connection that cannot unlock must not go back to the pool with the lock. */
    @Override
    public void close() throws SQLException {
        try {
            call("pg_advisory_unlock");
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        } finally {
            connection.close();
        }
    }
}
