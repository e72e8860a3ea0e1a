package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.records.BoundSql;
import org.entente.records.ComputedRecords;
import org.entente.records.ComputedRecords.Rows;

/**
 * A dataset's indicators as the records of a result: one an interval, once it is over for good, written in the transaction that computes
 * it. In it nobody else publishes any, under the lock of those that tell anomalies.
 */
@ApplicationScoped
class IndicatorRecords {
    /** By name the expression. None is called as a field of a source may be: each is as sensitive as the most sensitive field of the source. */
    private static final Map<String, String> VALUES = Map.of(
            "indicator_measure", "s.measure",
            "indicator_unit", "s.unit",
            "indicator_area", "i.area",
            "indicator_from", "o.at",
            "indicator_value", "o.value");

    static final List<FieldDefinition> FIELDS = List.of(
            field("indicator_measure", FieldType.TEXT),
            field("indicator_unit", FieldType.TEXT),
            field("indicator_area", FieldType.TEXT),
            field("indicator_from", FieldType.INSTANT),
            field("indicator_value", FieldType.DOUBLE));

    private static FieldDefinition field(String name, FieldType type) {
        return new FieldDefinition(name, type, name);
    }

    /** The same interval has the same id in whatever order it is written. */
    private static final String ID = "md5(s.id::text || ' ' || extract(epoch from o.at))::uuid";

    private static final String FROM = """
            from indicator i join series s on s.number = i.series join series_progress p on p.series = i.series
            join observation o on o.series = i.series and o.at <= p.watermark where s.dataset =
            """;
    private static final String RESULTS = """
            select l.result from dataset_source l join record_table t on t.dataset = l.result
            where l.source = ? and l.content = 'INDICATORS'
            """;

    private final ComputedRecords records;

    IndicatorRecords(ComputedRecords records) {
        this.records = records;
    }

    /** In the running transaction: of a result all intervals that are over. */
    void begin(Connection connection, UUID result, UUID source) throws SQLException {
        AnomalyStore.lock(connection);
        records.begin(connection, result, DatasetField.of(result), rows(from(source)));
    }

    /**
     * In the running transaction: those of an indicator that are over now.
     *
     * @param after the last one that was over before, null for none
     */
    void add(Connection connection, Series series, Instant after) throws SQLException {
        AnomalyStore.lock(connection);
        try (var select = connection.prepareStatement(RESULTS)) {
            select.setObject(1, series.dataset());
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    var result = row.getObject(1, UUID.class);
                    records.add(connection, result, DatasetField.of(result), rows(since(series, after)));
                }
            }
        }
    }

    private static BoundSql from(UUID source) {
        return new BoundSql().append(FROM).bind(source, "uuid");
    }

    private static BoundSql since(Series series, Instant after) {
        var from = from(series.dataset()).append(" and s.number = ").bind(series.number(), "int");
        return after == null ? from : from.append(" and o.at > ").bind(after.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    private static Rows rows(BoundSql from) {
        return new Rows(ID, field -> VALUES.get(field.name), from);
    }
}
