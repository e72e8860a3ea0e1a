package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.HubException;
import org.entente.records.RecordLoad.RejectedRow;
import org.entente.records.RecordLoad.State;

/** The book of loads: what was asked, what came of it, which rows were rejected and why. */
@ApplicationScoped
class RecordLoads {
    private static final String START =
            "insert into record_load (id, dataset, state, address, started_at) values (?, ?, 'RUNNING', ?, ?)";
    private static final String FAIL =
            "update record_load set state = 'FAILED', reason = ?, ended_at = ? where id = ? and state = 'RUNNING'";
    private static final String COMPLETE =
            "update record_load set state = 'COMPLETED', loaded = ?, rejected = ?, ended_at = ? where id = ?";
    private static final String REJECT = """
            insert into record_rejection (load, line, reason, raw) values (?, ?, ?, ?) on conflict do nothing
            """;

    private final AgroalDataSource database;
    private final Clock clock;

    RecordLoads(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void start(UUID id, UUID dataset, String address) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(START)) {
            insert.setObject(1, id);
            insert.setObject(2, dataset);
            insert.setString(3, address);
            insert.setObject(4, now());
            insert.executeUpdate();
        }
    }

    void fail(UUID load, String reason) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(FAIL)) {
            update.setString(1, reason);
            update.setObject(2, now());
            update.setObject(3, load);
            update.executeUpdate();
        }
    }

    /** In the load's own transaction. */
    void complete(Connection connection, UUID load, RecordCopy copy) throws SQLException {
        try (var update = connection.prepareStatement(COMPLETE);
                var insert = connection.prepareStatement(REJECT)) {
            update.setLong(1, copy.loaded);
            update.setLong(2, copy.rejected);
            update.setObject(3, now());
            update.setObject(4, load);
            update.executeUpdate();
            for (var rejection : copy.rejections) {
                insert.setObject(1, load);
                insert.setLong(2, rejection.line());
                insert.setString(3, rejection.reason());
                insert.setString(4, rejection.raw());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    List<UUID> running() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select id from record_load where state = 'RUNNING'");
                var rows = select.executeQuery()) {
            var running = new ArrayList<UUID>();
            while (rows.next()) {
                running.add(rows.getObject(1, UUID.class));
            }
            return running;
        }
    }

    RecordLoad find(UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select * from record_load where id = ?")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw HubException.notFound();
                }
                return load(row, rejections(connection, id));
            }
        }
    }

    private static RecordLoad load(ResultSet row, List<RejectedRow> rejections) throws SQLException {
        return new RecordLoad(
                row.getString("id"),
                row.getString("dataset"),
                State.valueOf(row.getString("state")),
                row.getString("address"),
                row.getLong("loaded"),
                row.getLong("rejected"),
                row.getString("reason"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                rejections);
    }

    private static List<RejectedRow> rejections(Connection connection, UUID id) throws SQLException {
        var rejections = new ArrayList<RejectedRow>();
        try (var select = connection.prepareStatement(
                "select line, reason, raw from record_rejection where load = ? order by line")) {
            select.setObject(1, id);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    rejections.add(new RejectedRow(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return rejections;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
