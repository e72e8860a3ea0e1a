package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.SQLException;
import org.entente.kernel.SealedCursor;

/** The installation's secret for cursors: made once, kept in the database, the same on all replicas. */
@ApplicationScoped
class CursorSecret {
    private static final int BYTES = 32;

    @Produces
    @Singleton
    SealedCursor cursors(AgroalDataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into installation (cursor_secret) values (?) on conflict do nothing");
                var select = connection.prepareStatement("select cursor_secret from installation")) {
            var secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            insert.setBytes(1, secret);
            insert.executeUpdate();
            try (var row = select.executeQuery()) {
                row.next();
                return new SealedCursor(row.getBytes(1));
            }
        }
    }
}
