package org.entente.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Optional;
import java.util.UUID;

/** Cubes as they are kept: versions of what a steward said, and which snapshot stands for the current one. */
@ApplicationScoped
class CubeStore {
    private static final String CURRENT = """
            select c.version, c.definition, s.number, s.taken_at
            from cube c join cube_snapshot s on s.dataset = c.dataset and s.version = c.version
            where c.dataset = ? and c.superseded_at is null
            """;
    /** The records are another table than when they were last compared with the snapshot, or so many more that the next one may be due. */
    private static final String BEHIND = """
            select s.dataset from cube_snapshot s join record_table t on t.dataset = s.dataset
            where s.records <> 'records.' || t.name
               or abs(t.row_count - s.record_count) >= greatest(?, (s.units + 9) / 10)
            """;

    private static final String SUPERSEDE =
            "update cube set superseded_at = ? where dataset = ? and superseded_at is null";
    private static final String INSERT =
            "insert into cube (dataset, version, definition, recorded_at, recorded_by) values (?, ?, ?::jsonb, ?, ?)";
    private static final String POINT = """
            insert into cube_snapshot (dataset, version, number, taken_at, units, records, record_count)
            select t.dataset, ?, ?, ?, ?, ?, t.row_count from record_table t where t.dataset = ?
            on conflict (dataset) do update set version = excluded.version, number = excluded.number,
                taken_at = excluded.taken_at, units = excluded.units, records = excluded.records,
                record_count = excluded.record_count
            """;
    private static final String COMPARED = """
            update cube_snapshot s set records = ?, record_count = t.row_count
            from record_table t where t.dataset = s.dataset and s.dataset = ?
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final Clock clock;

    CubeStore(AgroalDataSource database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** The current cube as it was said. */
    record Kept(UUID dataset, int version, CubeInput said, int snapshot, Instant takenAt) {
        PublishedCube published(RecordShape shape) {
            return new PublishedCube(
                    dataset, version, CubeReader.read(said, shape.typed(), takenAt), snapshot, takenAt);
        }
    }

    Optional<Kept> current(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(CURRENT)) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(kept(dataset, row)) : Optional.empty();
            }
        }
    }

    List<UUID> behind() throws SQLException {
        var behind = new ArrayList<UUID>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(BEHIND)) {
            select.setInt(1, CubeSnapshots.LEAST_CHANGED);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    behind.add(row.getObject(1, UUID.class));
                }
            }
        }
        return behind;
    }

    private Kept kept(UUID dataset, ResultSet row) throws SQLException {
        try {
            return new Kept(
                    dataset,
                    row.getInt("version"),
                    json.readValue(row.getString("definition"), CubeInput.class),
                    row.getInt("number"),
                    row.getObject("taken_at", OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException e) {
            throw new SQLException("a kept cube cannot be read", e);
        }
    }

    /** Only one at a time makes snapshots of a dataset; until the transaction ends. */
    static boolean lock(Connection connection, UUID dataset, boolean wait) throws SQLException {
        try (var lock = connection.prepareStatement(
                wait
                        ? "select pg_advisory_xact_lock(hashtextextended(?, 3)) is not null"
                        : "select pg_try_advisory_xact_lock(hashtextextended(?, 3))")) {
            lock.setString(1, dataset.toString());
            try (var row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void replace(Connection connection, UUID dataset, int version, CubeInput said, String by) throws SQLException {
        try (var supersede = connection.prepareStatement(SUPERSEDE);
                var insert = connection.prepareStatement(INSERT)) {
            supersede.setObject(1, now());
            supersede.setObject(2, dataset);
            supersede.executeUpdate();
            insert.setObject(1, dataset);
            insert.setInt(2, version);
            insert.setString(3, json.valueToTree(said).toString());
            insert.setObject(4, now());
            insert.setString(5, by);
            insert.executeUpdate();
        }
    }

    /** The shape may be of records that were replaced meanwhile: then the snapshot is behind from the start. */
    void point(Connection connection, PublishedCube cube, RecordShape shape, long units) throws SQLException {
        try (var upsert = connection.prepareStatement(POINT)) {
            upsert.setInt(1, cube.version());
            upsert.setInt(2, cube.snapshot());
            upsert.setObject(3, cube.takenAt().atOffset(ZoneOffset.UTC));
            upsert.setLong(4, units);
            upsert.setString(5, shape.table());
            upsert.setObject(6, cube.dataset());
            upsert.executeUpdate();
        }
    }

    /** Too little was new; not looked at again before the records change again. */
    void compared(Connection connection, UUID dataset, RecordShape shape) throws SQLException {
        try (var update = connection.prepareStatement(COMPARED)) {
            update.setString(1, shape.table());
            update.setObject(2, dataset);
            update.executeUpdate();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
