package org.entente.records;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;

/**
 * One row as it was read, canonical.
 *
 * @param taken a bit a grant; null where all grants show the same
 */
record RecordRow(UUID id, Map<String, Object> values, boolean[] taken) {
    /** Looked for once: the static methods of jakarta.json.Json search the class path at every call. */
    static final JsonProvider JSON = JsonProvider.provider();

    static RecordRow read(ResultSet row, List<DatasetField> read, int bits) throws SQLException {
        var values = new HashMap<String, Object>();
        int column = 2;
        for (var field : read) {
            values.put(field.name, value(row, field, column));
            column += width(field);
        }
        return new RecordRow(row.getObject(1, UUID.class), values, bits == 0 ? null : bits(row, column, bits));
    }

    private static boolean[] bits(ResultSet row, int column, int bits) throws SQLException {
        var taken = new boolean[bits];
        for (int i = 0; i < bits; i++) {
            taken[i] = row.getBoolean(column + i);
        }
        return taken;
    }

    private static int width(DatasetField field) {
        return switch (field.type) {
            case POINT -> 2;
            case TEXT, DECIMAL, INTEGER, DOUBLE, INSTANT, BOOLEAN, AREAS, JSON -> 1;
        };
    }

    private static Object value(ResultSet row, DatasetField field, int column) throws SQLException {
        return switch (field.type) {
            case TEXT, JSON -> row.getString(column);
            case DECIMAL -> row.getBigDecimal(column);
            case INTEGER -> nullable(row, row.getLong(column));
            case DOUBLE -> nullable(row, row.getDouble(column));
            case BOOLEAN -> nullable(row, row.getBoolean(column));
            case INSTANT -> instant(row, column);
            case POINT -> place(row, column);
            case AREAS -> throw new IllegalStateException("areas are not read");
        };
    }

    private static Object nullable(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Point place(ResultSet row, int column) throws SQLException {
        var longitude = row.getObject(column, Double.class);
        return longitude == null ? null : new Point(longitude, row.getDouble(column + 1));
    }

    /** Null values are written, so that an absent one can only mean masked or not asked for. */
    void write(DatasetField field, JsonObjectBuilder json) {
        switch (values.get(field.name)) {
            case null -> json.addNull(field.name);
            case BigDecimal number -> json.add(field.name, number);
            case Long number -> json.add(field.name, number);
            case Double number -> json.add(field.name, number);
            case Boolean truth -> json.add(field.name, truth);
            case Instant at -> json.add(field.name, at.toString());
            case Point place -> json.add(field.name, geometry(place));
            case String text -> json.add(field.name, isJson(field) ? parsed(text) : JSON.createValue(text));
            default -> throw new IllegalStateException("no canonical value");
        }
    }

    private static boolean isJson(DatasetField field) {
        return field.type == FieldType.JSON;
    }

    private static JsonValue parsed(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** As in GeoJSON. */
    private static JsonObjectBuilder geometry(Point place) {
        return JSON.createObjectBuilder()
                .add("type", "Point")
                .add(
                        "coordinates",
                        JSON.createArrayBuilder().add(place.longitude()).add(place.latitude()));
    }
}
