package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Only one replica works on a harvest or a load. A lease is an advisory lock of a database session: it ends with the process that
 * held it, so that another can tell work that is under way from work that was killed.
 */
@ApplicationScoped
public class Leases {
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended(?, 2))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended(?, 2))";

    private final AgroalDataSource database;

    Leases(AgroalDataSource database) {
        this.database = database;
    }

    /** Empty while someone else holds it; never within a transaction, which would end before it. */
    public Optional<Held> take(UUID work) throws SQLException {
        var connection = database.getConnection();
        boolean held = false;
        try {
            held = ask(connection, LOCK, work);
            return held ? Optional.of(new Held(connection, work)) : Optional.empty();
        } finally {
            if (!held) {
                connection.close();
            }
        }
    }

    public record Held(Connection connection, UUID work) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try (connection) {
                ask(connection, UNLOCK, work);
            }
        }
    }

    private static boolean ask(Connection connection, String sql, UUID work) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, work.toString());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
