package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a dataset's units and of its noise, derived of the installation's secret, the dataset and the unit's field. Neither
 * the cube's version nor the snapshot is part of them: what was published before must not come again with other noise.
 */
@ApplicationScoped
class CubeKeys {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final AgroalDataSource database;

    CubeKeys(AgroalDataSource database) {
        this.database = database;
    }

    byte[] ofNoise(UUID dataset, Cube cube) throws SQLException {
        return derived("noise", dataset, cube);
    }

    /** Appends HMAC-SHA-256 of a text, the first 64 bits of it; PostgreSQL has SHA-256 alone. */
    void appendUnit(UUID dataset, Cube cube, String text, BoundSql sql) throws SQLException {
        var key = derived("unit", dataset, cube);
        sql.append("('x' || encode(substr(sha256(")
                .bind(padded(key, OUTER), "bytea")
                .append(" || sha256(")
                .bind(padded(key, INNER), "bytea")
                .append(" || convert_to(" + text + ", 'UTF8'))), 1, 8), 'hex'))::bit(64)::bigint");
    }

    private static byte[] padded(byte[] key, byte pad) {
        var block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }

    private byte[] derived(String use, UUID dataset, Cube cube) throws SQLException {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(), mac.getAlgorithm()));
            var unit = cube.unit() == null ? "" : cube.unit().name();
            return mac.doFinal((use + " " + dataset + " " + unit).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private byte[] secret() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select secret from disclosure_secret");
                var row = select.executeQuery()) {
            row.next();
            return row.getBytes(1);
        }
    }
}
