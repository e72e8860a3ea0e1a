package org.entente.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.FieldService;

/** Fills the next generation of a dataset's table and moves the pointer row to it, all in one transaction. */
@ApplicationScoped
class RecordGenerations {
    private static final String GENERATION = "select generation from record_table where dataset = ? for update";
    private static final String POINT = """
            insert into record_table (dataset, name, generation, row_count, loaded_at) values (?, ?, ?, ?, ?)
            on conflict (dataset) do update set name = excluded.name, generation = excluded.generation,
                row_count = excluded.row_count, loaded_at = excluded.loaded_at
            """;

    private final AgroalDataSource database;
    private final FieldService fields;
    private final Areas areas;
    private final RecordLoads loads;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    RecordGenerations(
            AgroalDataSource database,
            FieldService fields,
            Areas areas,
            RecordLoads loads,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.fields = fields;
        this.areas = areas;
        this.loads = loads;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void load(Request request, Dataset dataset, RecordFormat format, UUID load, Path file)
            throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            lock(connection, dataset.id);
            var known = fieldsOf(dataset, format, file);
            int generation = generation(connection, dataset.id) + 1;
            var table = RecordTable.of(dataset.id, generation);
            table.create(connection, known);
            try (var copy = new RecordCopy(connection, table, known, areas.located(), id -> {})) {
                format.read(file, copy);
                copy.finish();
                requireAny(copy);
                table.index(connection, known);
                point(connection, dataset.id, table, generation, copy.loaded);
                loads.complete(connection, load, copy);
                changes.record(request, "loadRecords", dataset.id, json.valueToTree(copy.loaded));
            }
            if (generation > 2) {
                // open cursors stay on the generation before: only the one before that goes
                RecordTable.of(dataset.id, generation - 2).drop(connection);
            }
            epoch.advance();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** A file without a single usable row is a mistake at its source, and must not replace what was loaded before. */
    private static void requireAny(RecordCopy copy) {
        if (copy.loaded == 0) {
            throw new UnreadableRecordsException(
                    copy.rejections.isEmpty()
                            ? "There is no record in the file"
                            : "No row suits the dataset's fields; the first one: "
                                    + copy.rejections.getFirst().reason(),
                    null);
        }
    }

    /** Types are found once and then fixed; what no longer suits them is rejected. */
    private List<DatasetField> fieldsOf(Dataset dataset, RecordFormat format, Path file)
            throws SQLException, IOException {
        var known = DatasetField.of(dataset.id);
        if (!known.isEmpty()) {
            return known;
        }
        var types = new TypeInference();
        format.read(file, types);
        return fields.define(
                dataset,
                types.inferred().stream()
                        .map(found -> new FieldService.Found(found.name(), found.type(), found.scale()))
                        .toList());
    }

    /** Two loads of one dataset at once would make the same generation. */
    private static void lock(Connection connection, UUID dataset) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, dataset.toString());
            lock.execute();
        }
    }

    private static int generation(Connection connection, UUID dataset) throws SQLException {
        try (var select = connection.prepareStatement(GENERATION)) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private void point(Connection connection, UUID dataset, RecordTable table, int generation, long rows)
            throws SQLException {
        try (var upsert = connection.prepareStatement(POINT)) {
            upsert.setObject(1, dataset);
            upsert.setString(2, table.name());
            upsert.setInt(3, generation);
            upsert.setLong(4, rows);
            upsert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }
}
