package org.entente.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldType;

/**
 * One generation of a dataset's own typed table. All names are generated; nothing that a partner wrote becomes SQL.
 *
 * @param name without the schema, {@code r_<dataset>_<generation>}
 */
record RecordTable(String name) {
    static final String SCHEMA = "records";

    static RecordTable of(UUID dataset, int generation) {
        return new RecordTable("r_" + dataset.toString().replace("-", "") + "_" + generation);
    }

    String qualified() {
        return SCHEMA + "." + name;
    }

    void create(Connection connection, List<DatasetField> fields) throws SQLException {
        var columns = fields.stream().map(RecordTable::declaration).collect(Collectors.joining(", "));
        execute(connection, "create table " + qualified() + " (id uuid not null, " + columns + ")");
    }

    String copy(List<DatasetField> fields) {
        var columns = fields.stream().map(RecordTable::columns).collect(Collectors.joining(", "));
        return "copy " + qualified() + " (id, " + columns + ") from stdin";
    }

    /** After the rows are in: the key for paging, and for each instant an index in which a page is one range. */
    void index(Connection connection, List<DatasetField> fields) throws SQLException {
        execute(connection, "alter table " + qualified() + " add primary key (id)");
        for (var field : fields) {
            if (field.type == FieldType.INSTANT) {
                execute(connection, "create index on " + qualified() + " (" + DatasetFields.column(field) + ", id)");
            }
        }
        execute(connection, "analyze " + qualified());
    }

    void drop(Connection connection) throws SQLException {
        execute(connection, "drop table if exists " + qualified());
    }

    private static String declaration(DatasetField field) {
        var column = DatasetFields.column(field);
        return switch (field.type) {
            case TEXT -> column + " text collate \"C\"";
            case DECIMAL -> column + " numeric(18," + field.scale + ")";
            case POINT -> column + "_lon float8, " + column + "_lat float8, " + column + "_areas text[]";
            case INTEGER, DOUBLE, INSTANT, BOOLEAN, JSON, AREAS -> column + " " + SqlTypes.of(field.type);
        };
    }

    static String columns(DatasetField field) {
        var column = DatasetFields.column(field);
        return field.type == FieldType.POINT ? column + "_lon, " + column + "_lat, " + column + "_areas" : column;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
