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
 * it. An indicator is in one result at most, which is decided while its progress is locked.
 */
@ApplicationScoped
class IndicatorRecords {
    /** By name the expression. Each field is as sensitive as the most sensitive one of the source. */
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
            join observation o on o.series = i.series and o.at <= p.watermark where i.result =
            """;
    private static final String LOCK = """
            select from series_progress p join indicator i on i.series = p.series
            where i.dataset = ? and i.result is null order by p.series for update of p
            """;
    private static final String CHOOSE = "update indicator set result = ? where dataset = ? and result is null";
    private static final String CHOSEN = "select result from indicator where series = ? and result is not null";

    private final ComputedRecords records;

    IndicatorRecords(ComputedRecords records) {
        this.records = records;
    }

    /** In the running transaction: puts those of a dataset that are in no result yet into this one, with all intervals that are over. */
    void begin(Connection connection, UUID result, UUID source) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK);
                var choose = connection.prepareStatement(CHOOSE)) {
            lock.setObject(1, source);
            lock.execute();
            choose.setObject(1, result);
            choose.setObject(2, source);
            choose.executeUpdate();
        }
        records.begin(connection, result, DatasetField.of(result), rows(of(result)));
    }

    /**
     * In the running transaction, in which its progress is locked: the intervals of an indicator that are over now.
     *
     * @param after the last one that was over before, null for none
     */
    void add(Connection connection, Series series, Instant after) throws SQLException {
        try (var select = connection.prepareStatement(CHOSEN)) {
            select.setInt(1, series.number());
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    var result = row.getObject(1, UUID.class);
                    records.add(connection, result, DatasetField.of(result), rows(since(result, series, after)));
                }
            }
        }
    }

    private static BoundSql of(UUID result) {
        return new BoundSql().append(FROM).bind(result, "uuid");
    }

    private static BoundSql since(UUID result, Series series, Instant after) {
        var from = of(result).append(" and s.number = ").bind(series.number(), "int");
        return after == null ? from : from.append(" and o.at > ").bind(after.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    private static Rows rows(BoundSql from) {
        return new Rows(ID, field -> VALUES.get(field.name), from);
    }
}
