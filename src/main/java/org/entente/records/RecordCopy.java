package org.entente.records;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.Point;
import org.entente.kernel.TypedFields;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows into a table by COPY; a row with a value that has no canonical form is set aside with its reason, the rest loads. */
final class RecordCopy implements RowSink, AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int KEPT_REJECTIONS = 1_000;
    private static final int KEPT_TEXT = 2_000;

    record Rejection(long line, String reason, String raw) {}

    private final List<DatasetField> fields;
    private final List<FieldDefinition> definitions = new ArrayList<>();
    private final Areas.Located areas;
    private final CopyIn copy;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK * 2);
    private final CopyText line = new CopyText();
    private final Consumer<UUID> made;
    final List<Rejection> rejections = new ArrayList<>();
    long loaded;
    long rejected;

    /** @param made takes the id of each row that is loaded */
    RecordCopy(
            Connection connection,
            RecordTable table,
            List<DatasetField> fields,
            Areas.Located areas,
            Consumer<UUID> made)
            throws SQLException {
        this.made = made;
        this.fields = fields;
        this.areas = areas;
        TypedFields typed = DatasetFields.typed(fields);
        fields.forEach(field -> definitions.add(typed.field(field.name)));
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy(fields));
    }

    @Override
    public void row(long number, Map<String, Object> values) {
        if (fields.stream().noneMatch(field -> values.containsKey(field.name))) {
            reject(number, "It has none of the dataset's fields", values.toString());
            return;
        }
        Object[] canonical;
        try {
            canonical = canonical(values);
        } catch (HubException unusable) {
            reject(number, unusable.details().get("path") + ": " + unusable.getMessage(), values.toString());
            return;
        }
        var id = UUID.randomUUID();
        made.accept(id);
        line.value(id);
        for (int i = 0; i < canonical.length; i++) {
            write(fields.get(i), canonical[i]);
        }
        line.end(chunk);
        loaded++;
        if (chunk.size() > CHUNK) {
            flush();
        }
    }

    private Object[] canonical(Map<String, Object> values) {
        var canonical = new Object[fields.size()];
        for (int i = 0; i < canonical.length; i++) {
            var field = fields.get(i);
            canonical[i] = Canonical.value(definitions.get(i), scalar(field, values.get(field.name)), field.name);
        }
        return canonical;
    }

    /** A text field takes what was written as a number or a truth value too. */
    private static Object scalar(DatasetField field, Object value) {
        return field.type == FieldType.TEXT && value != null ? value.toString() : value;
    }

    private void write(DatasetField field, Object value) {
        if (field.type != FieldType.POINT) {
            line.value(field.type == FieldType.JSON && value instanceof String text ? TextNode.valueOf(text) : value);
        } else if (value instanceof Point place) {
            line.value(place).value(areas.of(place));
        } else {
            line.noPlace().value(null);
        }
    }

    @Override
    public void reject(long number, String reason, String raw) {
        rejected++;
        if (rejections.size() < KEPT_REJECTIONS) {
            var safe = raw.replace("\0", "");
            rejections.add(
                    new Rejection(number, reason, safe.length() > KEPT_TEXT ? safe.substring(0, KEPT_TEXT) : safe));
        }
    }

    private void flush() {
        try {
            copy.writeToCopy(chunk.toByteArray(), 0, chunk.size());
            chunk.reset();
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    /** Without {@link #finish} nothing was loaded. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** Carries a failure of the database through a reader that knows of none. */
    static final class StoreFailed extends RuntimeException {
        StoreFailed(SQLException cause) {
            super(cause);
        }
    }
}
