package org.entente.federation;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Only one replica works on a run. The lease is an advisory lock of a database session: it ends with the process that held it, so
 * that another can tell a run that is under way from one that was killed.
 */
@ApplicationScoped
class HarvestLease {
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended(?, 2))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended(?, 2))";

    private final AgroalDataSource database;

    HarvestLease(AgroalDataSource database) {
        this.database = database;
    }

    /** Empty while someone else holds it. */
    Optional<Held> take(UUID run) throws SQLException {
        var connection = database.getConnection();
        boolean held = false;
        try {
            held = ask(connection, LOCK, run);
            return held ? Optional.of(new Held(connection, run)) : Optional.empty();
        } finally {
            if (!held) {
                connection.close();
            }
        }
    }

    record Held(Connection connection, UUID run) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try (connection) {
                ask(connection, UNLOCK, run);
            }
        }
    }

    private static boolean ask(Connection connection, String sql, UUID run) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, run.toString());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
