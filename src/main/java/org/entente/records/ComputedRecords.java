package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.catalogue.DatasetField;

/**
 * Records that the hub computes itself, in a typed table as any others have: so they are read, aggregated, downloaded and followed by the same
 * code, under the same decisions. Everything in the running transaction of who computes them.
 */
@ApplicationScoped
public class ComputedRecords {
    private static final String BEGIN =
            "insert into record_table (dataset, name, generation, row_count, loaded_at) values (?, ?, 1, ?, ?)";

    private final Clock clock;

    ComputedRecords(Clock clock) {
        this.clock = clock;
    }

    /**
     * Rows as a statement gives them.
     *
     * @param id an expression for the record's id
     * @param values an expression for each field, of a place three: longitude, latitude and areas
     * @param from what follows, and all that is bound
     */
    public record Rows(String id, Function<DatasetField, String> values, BoundSql from) {
        private BoundSql into(RecordTable table, List<DatasetField> fields) {
            var columns = fields.stream().map(RecordTable::columns).collect(Collectors.joining(", "));
            var sql = new BoundSql()
                    .append("insert into " + table.qualified() + " (id, " + columns + ") select " + id + ", "
                            + fields.stream().map(values).collect(Collectors.joining(", ")) + " ");
            return sql.append(from);
        }
    }

    /** Of a dataset that has none yet: all that there are. */
    public void begin(Connection connection, UUID dataset, List<DatasetField> fields, Rows rows) throws SQLException {
        var table = RecordTable.of(dataset, 1);
        table.create(connection, fields);
        int count;
        try (var insert = rows.into(table, fields).prepare(connection)) {
            count = insert.executeUpdate();
        }
        table.index(connection, fields);
        try (var insert = connection.prepareStatement(BEGIN)) {
            insert.setObject(1, dataset);
            insert.setString(2, table.name());
            insert.setLong(3, count);
            insert.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Those that are new, told to who follows them. */
    public void add(Connection connection, UUID dataset, List<DatasetField> fields, Rows rows) throws SQLException {
        var table = RecordAppends.table(connection, dataset);
        var ids = insert(connection, rows.into(table, fields).append(" on conflict (id) do nothing returning id"));
        if (!ids.isEmpty()) {
            RecordAppends.tell(connection, dataset, table, ids);
        }
    }

    private static List<UUID> insert(Connection connection, BoundSql sql) throws SQLException {
        try (var insert = sql.prepare(connection);
                var inserted = insert.executeQuery()) {
            var ids = new ArrayList<UUID>();
            while (inserted.next()) {
                ids.add(inserted.getObject(1, UUID.class));
            }
            return ids;
        }
    }
}
