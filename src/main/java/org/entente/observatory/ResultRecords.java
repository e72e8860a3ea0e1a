package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldType;
import org.entente.records.BoundSql;
import org.entente.records.ComputedRecords;
import org.entente.records.ComputedRecords.Rows;

/**
 * The anomalies of a result as its records, each written in the transaction that tells it. Those of computed series are left out: who is shown one
 * depends on the fields that it is computed of, which is nothing that a record's grants could say.
 */
@ApplicationScoped
class ResultRecords {
    private static final String LINEAGE = """
            select l.result, l.source from dataset_source l join record_table t on t.dataset = l.result
            where l.source = any (?) and l.content = 'ANOMALIES' order by l.result
            """;
    private static final String MISSING = """
            select l.result, l.source from dataset_source l
            where l.content = 'ANOMALIES' and not exists (select from record_table t where t.dataset = l.result)
                and (select count(*) from dataset_field f where f.dataset = l.source and (f.name, f.type) in
                    (('measure', 'TEXT'), ('at', 'INSTANT'), ('value', 'DOUBLE'))) = 3
            """;
    private static final String FROM = """
            from anomaly a join series s on s.number = a.series
            where s.uses is null and a.dataset =
            """;

    private final AgroalDataSource database;
    private final ComputedRecords records;

    ResultRecords(AgroalDataSource database, ComputedRecords records) {
        this.database = database;
        this.records = records;
    }

    private record Lineage(UUID result, UUID source) {}

    /** In the running transaction, in which nobody else tells of any: those that were told now. */
    void add(Connection connection, List<KnownAnomaly> told) throws SQLException {
        var sources = told.stream().map(KnownAnomaly::dataset).distinct().toArray();
        for (var each : lineage(connection, sources)) {
            var from = from(each.source)
                    .append(" and a.id = any (")
                    .bind(told.stream().map(KnownAnomaly::id).toArray(UUID[]::new), "uuid[]")
                    .append(")");
            records.add(connection, each.result, DatasetField.of(each.result), rows(each.source, from));
        }
    }

    /** Of results that have no records yet: all that was told. What fails is tried again. */
    void beginMissing() throws Exception {
        for (var each : missing()) {
            Callable<UUID> begin = () -> {
                begin(each.result, each.source);
                return each.result;
            };
            QuarkusTransaction.requiringNew().call(begin);
        }
    }

    /** In the running transaction: of a result all that was told. Nothing where its source's fields hold no series but computed ones. */
    void begin(UUID result, UUID source) throws SQLException {
        try (var connection = database.getConnection()) {
            AnomalyStore.lock(connection);
            if (missing(connection).stream().anyMatch(each -> each.result.equals(result))) {
                records.begin(connection, result, DatasetField.of(result), rows(source, from(source)));
            }
        }
    }

    private List<Lineage> missing() throws SQLException {
        try (var connection = database.getConnection()) {
            return missing(connection);
        }
    }

    private static List<Lineage> missing(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(MISSING)) {
            return read(select);
        }
    }

    private static List<Lineage> lineage(Connection connection, Object[] sources) throws SQLException {
        try (var select = connection.prepareStatement(LINEAGE)) {
            select.setArray(1, connection.createArrayOf("uuid", sources));
            return read(select);
        }
    }

    private static List<Lineage> read(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var all = new ArrayList<Lineage>();
            while (rows.next()) {
                all.add(new Lineage(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
            }
            return all;
        }
    }

    private static BoundSql from(UUID source) {
        return new BoundSql().append(FROM).bind(source, "uuid");
    }

    private static Rows rows(UUID source, BoundSql from) {
        var own = DatasetField.of(source).stream().map(field -> field.name).collect(Collectors.toSet());
        return new Rows("a.id", values(own), from);
    }

    /** @param own the names of the source's fields, which stand at the same positions in the result */
    private static Function<DatasetField, String> values(Set<String> own) {
        return field -> own.contains(field.name) ? ofSeries(field) : ofAnomaly(field.name);
    }

    private static String ofSeries(DatasetField field) {
        if (field.type == FieldType.POINT) {
            return field.name.equals(SeriesFields.PLACE)
                    ? "s.place_lon, s.place_lat, s.place_areas"
                    : "null, null, null";
        }
        if (field.type == SeriesFields.typeOf(field.name)) {
            return switch (field.name) {
                case SeriesFields.MEASURE -> "s.measure";
                case SeriesFields.AT -> "a.at";
                case SeriesFields.VALUE -> "a.value";
                default -> throw new IllegalStateException("a field of all series without a column: " + field.name);
            };
        }
        return SeriesFields.isKey(field) ? "s.keys[" + (field.position + 1) + "]" : "null";
    }

    private static String ofAnomaly(String name) {
        return SeriesFields.DERIVED.stream()
                .filter(field -> field.name().equals(name))
                .map(field -> "a." + field.column())
                .findFirst()
                .orElse("null");
    }
}
