package org.entente.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;

/**
 * Which columns a statement fetches and where they stand in its rows: the id, the fields, then a bit a grant.
 *
 * @param bits how many; none where all grants show the same
 */
record RowLayout(List<DatasetField> read, Map<String, Integer> positions, int bits) {
    static RowLayout of(List<DatasetField> read, int bits) {
        var positions = new HashMap<String, Integer>();
        for (int i = 0; i < read.size(); i++) {
            positions.put(read.get(i).name, i);
        }
        return new RowLayout(read, positions, bits);
    }

    /** What is read of a field by name. */
    static String columns(DatasetField field) {
        var column = DatasetFields.column(field);
        return switch (field.type) {
            case POINT -> column + "_lon, " + column + "_lat";
            case AREAS -> column + "_areas";
            case TEXT, DECIMAL, INTEGER, DOUBLE, INSTANT, BOOLEAN, JSON -> column;
        };
    }

    RecordRow row(ResultSet row) throws SQLException {
        var values = new Object[read.size()];
        int column = 2;
        for (int i = 0; i < values.length; i++) {
            var type = read.get(i).type;
            values[i] = value(row, type, column);
            column += type == FieldType.POINT ? 2 : 1;
        }
        return new RecordRow(row.getObject(1, UUID.class), this, values, bits == 0 ? null : bits(row, column));
    }

    private boolean[] bits(ResultSet row, int column) throws SQLException {
        var taken = new boolean[bits];
        for (int i = 0; i < bits; i++) {
            taken[i] = row.getBoolean(column + i);
        }
        return taken;
    }

    private static Object value(ResultSet row, FieldType type, int column) throws SQLException {
        return switch (type) {
            case TEXT, JSON -> row.getString(column);
            case DECIMAL -> row.getBigDecimal(column);
            case INTEGER -> nullable(row, row.getLong(column));
            case DOUBLE -> nullable(row, row.getDouble(column));
            case BOOLEAN -> nullable(row, row.getBoolean(column));
            case INSTANT -> instant(row, column);
            case POINT -> place(row, column);
            case AREAS -> areas(row, column);
        };
    }

    private static Object nullable(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static List<String> areas(ResultSet row, int column) throws SQLException {
        var codes = row.getArray(column);
        return codes == null ? null : List.of((String[]) codes.getArray());
    }

    private static Point place(ResultSet row, int column) throws SQLException {
        var longitude = row.getObject(column, Double.class);
        return longitude == null ? null : new Point(longitude, row.getDouble(column + 1));
    }
}
