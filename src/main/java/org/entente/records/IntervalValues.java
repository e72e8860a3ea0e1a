package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;

/** What all of a dataset's records come to by intervals of time: how many there are, or the mean of a field. */
@ApplicationScoped
public class IntervalValues {
    private static final Set<FieldType> NUMBERS = Set.of(FieldType.INTEGER, FieldType.DECIMAL, FieldType.DOUBLE);
    private static final int LONGEST_SECONDS = 10;

    public enum Metric {
        COUNT,
        MEAN
    }

    /**
     * @param field of the mean; null for a count
     * @param instant the field by which records lie in intervals
     * @param place the field of those in an area alone, and {@code area} its code; both null for all records
     */
    public record Asked(
            UUID dataset,
            Metric metric,
            String field,
            String instant,
            String place,
            String area,
            TimeInterval interval,
            ZoneId zone) {}

    private final RecordShapes shapes;

    IntervalValues(RecordShapes shapes) {
        this.shapes = shapes;
    }

    /** @throws HubException BAD_INPUT where the dataset has no such fields */
    public void require(Asked asked, String path) throws SQLException {
        var fields = shape(asked).typed();
        require(
                type(fields, asked.instant) == FieldType.INSTANT,
                path + ".at",
                "The dataset has no such field of instants");
        boolean mean = asked.metric == Metric.MEAN;
        require(
                mean ? NUMBERS.contains(type(fields, asked.field)) : asked.field == null,
                path + ".field",
                "A mean is of a field of numbers, a count of none");
        require(
                (asked.place == null) == (asked.area == null),
                path + ".area",
                "A place's field and an area go together");
        require(
                asked.place == null || type(fields, asked.place) == FieldType.POINT,
                path + ".place",
                "The dataset has no such field of places");
    }

    private static void require(boolean holds, String path, String message) {
        if (!holds) {
            throw HubException.badInput(path, message);
        }
    }

    private static FieldType type(TypedFields fields, String name) {
        return fields.all().stream()
                .filter(field -> field.name().equals(name))
                .map(field -> field.type())
                .findFirst()
                .orElse(FieldType.JSON);
    }

    private RecordShape shape(Asked asked) throws SQLException {
        return shapes.current(asked.dataset)
                .orElseThrow(() -> HubException.badInput("dataset", "Its records were never loaded"));
    }

    /** To be had before a transaction: it may need another connection. */
    public Computation of(Asked asked) throws SQLException {
        return new Computation(asked, shape(asked));
    }

    /** The fields and the generated names of their columns never change; the table does with each load. */
    public record Computation(Asked asked, RecordShape shape) {
        /**
         * When the first record is.
         *
         * @param table the name in {@code record_table}
         */
        public Optional<Instant> first(Connection connection, String table) throws SQLException {
            var sql = new BoundSql().append("select min(" + column(asked.instant) + ")");
            from(sql, table);
            sql.append("true");
            try (var select = sql.prepare(connection)) {
                select.setQueryTimeout(LONGEST_SECONDS);
                try (var row = select.executeQuery()) {
                    row.next();
                    return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant);
                }
            }
        }

        /**
         * By the intervals' starts; those without a value are left out. The records of the period are read by the index of their instant.
         *
         * @param from the start of an interval, and {@code until}, which is exclusive
         */
        public Map<Instant, Double> values(Connection connection, String table, Instant from, Instant until)
                throws SQLException {
            var instant = column(asked.instant);
            var sql = new BoundSql().append("select date_trunc(").bind(asked.interval.name(), "text");
            sql.append(", " + instant + ", ").bind(asked.zone.getId(), "text").append("), ");
            sql.append(asked.metric == Metric.COUNT ? "count(*)" : "avg(" + column(asked.field) + ")")
                    .append("::float8");
            from(sql, table);
            sql.append(instant + " >= ").bind(from, "timestamptz");
            sql.append(" and " + instant + " < ").bind(until, "timestamptz");
            try (var select = sql.append(" group by 1").prepare(connection)) {
                select.setQueryTimeout(LONGEST_SECONDS);
                try (var rows = select.executeQuery()) {
                    return values(rows);
                }
            }
        }

        private static Map<Instant, Double> values(ResultSet rows) throws SQLException {
            var values = new HashMap<Instant, Double>();
            while (rows.next()) {
                var value = rows.getObject(2, Double.class);
                if (value != null && Double.isFinite(value)) {
                    values.put(rows.getObject(1, OffsetDateTime.class).toInstant(), value);
                }
            }
            return values;
        }

        /** Ends where a condition can follow. */
        private void from(BoundSql sql, String table) {
            sql.append(" from " + new RecordTable(table).qualified() + " where ");
            if (asked.place != null) {
                sql.append(column(asked.place) + "_areas @> array[")
                        .bind(asked.area, "text")
                        .append("] and ");
            }
        }

        /** All names are generated; nothing that a partner wrote becomes SQL. */
        private String column(String name) {
            return shape.fields().stream()
                    .filter(field -> field.name.equals(name))
                    .map(DatasetFields::column)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
