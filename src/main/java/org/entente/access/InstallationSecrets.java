package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.SQLException;
import org.entente.kernel.SealedCursor;

/** The installation's secrets: made once, kept in the database, the same on all replicas. */
@ApplicationScoped
class InstallationSecrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEEP = """
            insert into installation (cursor_secret, mask_secret) values (?, ?)
            on conflict (only_row) do update set mask_secret = coalesce(installation.mask_secret, excluded.mask_secret)
            returning cursor_secret, mask_secret
            """;

    private record Secrets(byte[] cursors, byte[] masks) {}

    @Produces
    @Singleton
    SealedCursor cursors(AgroalDataSource database) throws SQLException {
        return new SealedCursor(kept(database).cursors);
    }

    @Produces
    @Singleton
    MaskKeys masks(AgroalDataSource database) throws SQLException {
        return new MaskKeys(kept(database).masks);
    }

    /** Whoever comes first makes them; what is there already stays. */
    private static Secrets kept(AgroalDataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setBytes(1, random());
            insert.setBytes(2, random());
            try (var row = insert.executeQuery()) {
                row.next();
                return new Secrets(row.getBytes(1), row.getBytes(2));
            }
        }
    }

    private static byte[] random() {
        var secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }
}
