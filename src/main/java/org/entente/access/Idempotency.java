package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.entente.identity.Caller;

/** Remembers what a creating mutation made for a caller's key, so that sending it again makes nothing twice. */
@ApplicationScoped
public class Idempotency {
    private final AgroalDataSource database;

    Idempotency(AgroalDataSource database) {
        this.database = database;
    }

    /** What was made with this key; in the running transaction, which then holds the key against a second one at once. */
    public Optional<UUID> find(String operation, Caller caller, String key) throws SQLException {
        try (var connection = database.getConnection();
                var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))");
                var select = connection.prepareStatement(
                        "select result from idempotency where operation = ? and caller = ? and key = ?")) {
            lock.setString(1, operation + caller.subject() + key);
            lock.execute();
            select.setString(1, operation);
            select.setString(2, caller.subject());
            select.setString(3, key);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    public void keep(String operation, Caller caller, String key, UUID result) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into idempotency (operation, caller, key, result) values (?, ?, ?, ?)")) {
            insert.setString(1, operation);
            insert.setString(2, caller.subject());
            insert.setString(3, key);
            insert.setObject(4, result);
            insert.executeUpdate();
        }
    }
}
