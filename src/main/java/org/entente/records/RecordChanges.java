package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.kernel.TypedFields;

/** The book of what was appended, by which it travels from the replica that took it to all that have subscribers. */
@ApplicationScoped
class RecordChanges {
    private static final int MOST = 100;
    private static final String SINCE = """
            select c.position, c.dataset, c.name, c.records
            from unnest(?::uuid[], ?::bigint[]) as known (dataset, position)
            join record_change c on c.dataset = known.dataset and c.position > known.position
            order by c.position limit ?
            """;
    private static final String LAST = "select coalesce(max(position), 0) from record_change where dataset = ?";
    private static final String FORGET = "delete from record_change where at < now() - interval '1 hour'";
    private static final String NO_SUCH_TABLE = "42P01";

    record Change(long position, UUID dataset, String table, UUID[] records) {}

    private final AgroalDataSource database;

    RecordChanges(AgroalDataSource database) {
        this.database = database;
    }

    long last(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LAST)) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** @param positions the last known, by dataset */
    List<Change> since(Map<UUID, Long> positions) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SINCE)) {
            var known = List.copyOf(positions.entrySet());
            select.setArray(1, array(connection, "uuid", known.stream().map(Map.Entry::getKey)));
            select.setArray(2, array(connection, "bigint", known.stream().map(Map.Entry::getValue)));
            select.setInt(3, MOST);
            try (var rows = select.executeQuery()) {
                var changes = new ArrayList<Change>();
                while (rows.next()) {
                    changes.add(change(rows));
                }
                return changes;
            }
        }
    }

    private static java.sql.Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), (UUID[])
                row.getArray(4).getArray());
    }

    /** Its rows with all of their values and areas; none when they were replaced by two loads meanwhile. */
    List<RecordRow> rows(Change change, RecordShape shape) throws SQLException {
        var layout = RowLayout.of(withAreas(shape.fields()), 0);
        var columns = layout.read().stream().map(RowLayout::columns).collect(Collectors.joining(", "));
        var table = new RecordTable(change.table).qualified();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select id, " + columns + " from " + table + " where id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", change.records));
            return rows(select.executeQuery(), layout);
        } catch (SQLException failure) {
            if (NO_SUCH_TABLE.equals(failure.getSQLState())) {
                return List.of();
            }
            throw failure;
        }
    }

    private static List<RecordRow> rows(ResultSet result, RowLayout layout) throws SQLException {
        try (result) {
            var rows = new ArrayList<RecordRow>();
            while (result.next()) {
                rows.add(layout.row(result));
            }
            return rows;
        }
    }

    private static List<DatasetField> withAreas(List<DatasetField> fields) {
        return Stream.concat(
                        fields.stream(),
                        fields.stream()
                                .filter(field -> field.type == FieldType.POINT)
                                .map(RecordChanges::areas))
                .toList();
    }

    private static DatasetField areas(DatasetField place) {
        var areas = new DatasetField();
        areas.name = place.name + TypedFields.AREAS;
        areas.position = place.position;
        areas.type = FieldType.AREAS;
        return areas;
    }

    /** What every replica has told its subscribers long ago. */
    void forgetOld() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.createStatement()) {
            delete.executeUpdate(FORGET);
        }
    }
}
