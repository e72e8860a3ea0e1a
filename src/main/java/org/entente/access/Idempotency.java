package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;

/** Remembers what a creating mutation made for a caller's key, so that sending it again makes nothing twice. */
@ApplicationScoped
public class Idempotency {
    private static final String FORGET = "delete from idempotency where created_at < ?";

    private final AgroalDataSource database;
    private final IdempotencyConfig config;
    private final Clock clock;

    Idempotency(AgroalDataSource database, IdempotencyConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** One use of a key by a caller. */
    public record Use(String operation, Caller caller, String key, JsonNode input) {
        private String inputHash() {
            return Sha256.hex(input.toString());
        }
    }

    /**
     * What was made with this key; in the running transaction, which then holds the key against a second one at once.
     *
     * @throws HubException CONFLICT when the key was used for another input
     */
    public Optional<UUID> find(Use use) throws SQLException {
        try (var connection = database.getConnection();
                var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))");
                var select = connection.prepareStatement(
                        "select result, input from idempotency where operation = ? and caller = ? and key = ?")) {
            lock.setString(1, use.operation + use.caller.subject() + use.key);
            lock.execute();
            select.setString(1, use.operation);
            select.setString(2, use.caller.subject());
            select.setString(3, use.key);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(made(use, row)) : Optional.empty();
            }
        }
    }

    private static UUID made(Use use, ResultSet row) throws SQLException {
        if (!row.getString(2).equals(use.inputHash())) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "This idempotency key was used for something else",
                    Map.of("path", "idempotencyKey"));
        }
        return row.getObject(1, UUID.class);
    }

    /** Before this nothing is known of keys any more. */
    public OffsetDateTime oldest() {
        return clock.instant().minus(config.kept()).atOffset(ZoneOffset.UTC);
    }

    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, oldest());
            delete.executeUpdate();
        }
    }

    public void keep(Use use, UUID result) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into idempotency (operation, caller, key, input, result) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, use.operation);
            insert.setString(2, use.caller.subject());
            insert.setString(3, use.key);
            insert.setString(4, use.inputHash());
            insert.setObject(5, result);
            insert.executeUpdate();
        }
    }
}
