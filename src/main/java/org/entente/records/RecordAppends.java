package org.entente.records;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Changes;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.Point;
import org.entente.policy.DatasetKind;
import org.entente.records.RecordAppend.RejectedRecord;

/**
 * Adds rows to the generation of records that is read now, in one transaction with the event that subscribers are told of. Appends to
 * one dataset queue at its pointer row, as they do behind a load.
 */
@ApplicationScoped
class RecordAppends {
    private static final String OPERATION = "appendRecords";
    private static final String TABLE = "select name from record_table where dataset = ? for update";
    private static final String COUNT = "update record_table set row_count = row_count + ? where dataset = ?";
    private static final String CHANGE = "insert into record_change (dataset, name, records) values (?, ?, ?)";
    private static final String KEEP =
            "insert into record_append (id, dataset, appended, rejected) values (?, ?, ?, ?::jsonb)";
    private static final String FORGET = "delete from record_append where created_at < ? - interval '1 day'";
    private static final String KEPT = "select appended, rejected from record_append where id = ?";

    private final AgroalDataSource database;
    private final Catalogue catalogue;
    private final Areas areas;
    private final Idempotency idempotency;
    private final Changes changes;
    private final ObjectMapper json;

    RecordAppends(
            AgroalDataSource database,
            Catalogue catalogue,
            Areas areas,
            Idempotency idempotency,
            Changes changes,
            ObjectMapper json) {
        this.database = database;
        this.catalogue = catalogue;
        this.areas = areas;
        this.idempotency = idempotency;
        this.changes = changes;
        this.json = json;
    }

    /** By the owner. With a key that was used before: what became of it then. */
    RecordAppend append(Request request, UUID dataset, List<JsonObject> records, String idempotencyKey)
            throws SQLException, IOException {
        // before the transaction, which would hold a connection while the decision waits for another
        requireOwn(request, dataset);
        return append(request, dataset, json.readTree(records.toString()), idempotencyKey);
    }

    @Transactional(rollbackOn = Exception.class)
    RecordAppend append(Request request, UUID dataset, JsonNode rows, String idempotencyKey)
            throws SQLException, IOException {
        var input = json.createObjectNode().put("dataset", dataset.toString()).set("records", rows);
        var use = new Idempotency.Use(OPERATION, request.caller(), idempotencyKey, input);
        try (var connection = database.getConnection()) {
            var done = idempotency.find(use);
            if (done.isPresent()) {
                return kept(connection, done.get());
            }
            var appended = append(connection, dataset, rows);
            idempotency.keep(use, keep(connection, dataset, appended));
            changes.record(request, OPERATION, dataset, json.valueToTree(appended));
            return appended;
        }
    }

    private void requireOwn(Request request, UUID dataset) throws SQLException {
        var known = catalogue.dataset(request, dataset);
        if (!known.owner.equals(request.caller().partner())) {
            throw HubException.denied("owner.required", "Only the dataset's owner adds to its records");
        }
        if (known.kind == DatasetKind.RESULT) {
            throw HubException.badInput("dataset", "The records of a result are computed");
        }
    }

    private RecordAppend append(Connection connection, UUID dataset, JsonNode rows) throws SQLException, IOException {
        var table = table(connection, dataset);
        var fields = DatasetField.of(dataset);
        var ids = new ArrayList<UUID>();
        try (var copy = new RecordCopy(connection, table, fields, areas.located(), ids::add)) {
            add(rows, fields, copy);
            copy.finish();
            if (!ids.isEmpty()) {
                tell(connection, dataset, table, ids);
            }
            return new RecordAppend(
                    ids.size(),
                    copy.rejections.stream()
                            .map(rejected -> new RejectedRecord((int) rejected.line(), rejected.reason()))
                            .toList());
        }
    }

    /** Locks the dataset's pointer row, behind which whoever adds to it queues. */
    static RecordTable table(Connection connection, UUID dataset) throws SQLException {
        try (var select = connection.prepareStatement(TABLE)) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw HubException.badInput(
                            "dataset", "Its records were never loaded, so its fields are not known");
                }
                return new RecordTable(row.getString(1));
            }
        }
    }

    /** A load passes over what is no field; here that would be a mistake nobody finds. */
    private static void add(JsonNode rows, List<DatasetField> fields, RecordCopy copy) {
        var known = fields.stream().collect(Collectors.toMap(field -> field.name, Function.identity()));
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var unknown = row.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !known.containsKey(name))
                    .findFirst();
            var unsuitable = row.properties().stream()
                    .filter(property -> known.containsKey(property.getKey()))
                    .filter(property -> !suits(known.get(property.getKey()).type, property.getValue()))
                    .findFirst();
            if (unknown.isPresent()) {
                copy.reject(i, unknown.get() + ": There is no such field", "");
            } else if (unsuitable.isPresent()) {
                var name = unsuitable.get().getKey();
                copy.reject(i, name + ": " + expected(known.get(name).type), "");
            } else {
                copy.row(i, values(row, known));
            }
        }
    }

    /** A program says what it means by JSON's own types; only files, which often have none but texts, are read leniently. */
    private static boolean suits(FieldType type, JsonNode value) {
        return value.isNull()
                || switch (type) {
                    case TEXT, INSTANT -> value.isTextual();
                    case DECIMAL, INTEGER, DOUBLE -> value.isNumber();
                    case BOOLEAN -> value.isBoolean();
                    case POINT -> JsonRows.place(value) instanceof Point;
                    case JSON -> true;
                    case AREAS -> false;
                };
    }

    private static String expected(FieldType type) {
        return switch (type) {
            case TEXT -> "A text is expected";
            case INSTANT -> "An ISO 8601 instant with its offset is expected, such as 2026-05-01T08:30:00Z";
            case DECIMAL, INTEGER, DOUBLE -> "A number is expected";
            case BOOLEAN -> "true or false is expected";
            case POINT -> "A GeoJSON point is expected, such as {\"type\": \"Point\", \"coordinates\": [5.37, 43.3]}";
            case JSON, AREAS -> throw new IllegalStateException("nothing is expected of " + type);
        };
    }

    private static Map<String, Object> values(JsonNode row, Map<String, DatasetField> known) {
        var values = new HashMap<String, Object>();
        row.properties().forEach(property -> {
            boolean place = known.get(property.getKey()).type == FieldType.POINT;
            var value = property.getValue();
            values.put(property.getKey(), place ? JsonRows.place(value) : JsonRows.value(value));
        });
        return values;
    }

    static void tell(Connection connection, UUID dataset, RecordTable table, List<UUID> ids) throws SQLException {
        try (var count = connection.prepareStatement(COUNT);
                var change = connection.prepareStatement(CHANGE)) {
            count.setLong(1, ids.size());
            count.setObject(2, dataset);
            count.executeUpdate();
            change.setObject(1, dataset);
            change.setString(2, table.name());
            change.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
            change.executeUpdate();
        }
    }

    private UUID keep(Connection connection, UUID dataset, RecordAppend appended) throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, id);
            insert.setObject(2, dataset);
            insert.setInt(3, appended.appended());
            insert.setString(4, json.valueToTree(appended.rejected()).toString());
            insert.executeUpdate();
        }
        return id;
    }

    /** What no key leads to any more. */
    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, idempotency.oldest());
            delete.executeUpdate();
        }
    }

    private RecordAppend kept(Connection connection, UUID id) throws SQLException, IOException {
        try (var select = connection.prepareStatement(KEPT)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                row.next();
                return new RecordAppend(
                        row.getInt(1), json.readValue(row.getString(2), new TypeReference<List<RejectedRecord>>() {}));
            }
        }
    }
}
