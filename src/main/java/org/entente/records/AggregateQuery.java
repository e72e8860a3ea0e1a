package org.entente.records;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.NormalForm;
import org.entente.records.AggregateGroup.Column;

/**
 * The one statement of an aggregate over a typed table: rows that some grant takes, each once whichever and however many do, and
 * that the caller asked for. Beside each metric stands how many rows it was computed of.
 */
record AggregateQuery(
        RecordShape shape, GrantedRows granted, NormalForm asked, List<Column> groups, List<Computed> metrics) {

    /** @param field null for a count of rows */
    record Computed(AggregateMetric metric, FieldDefinition field) {}

    /** @param limit groups at most */
    BoundSql sql(int limit) {
        var sql = new BoundSql().append("select ");
        for (int i = 0; i < groups.size(); i++) {
            group(sql, i).append(", ");
        }
        for (int i = 0; i < metrics.size(); i++) {
            metric(sql.append(i == 0 ? "" : ", "), metrics.get(i));
        }
        from(sql);
        granted.appendAny(shape.typed(), sql.append(" where ("));
        SqlFilter.append(asked, shape.typed(), sql.append(") and "));
        grouping(sql);
        return sql.append(" limit ").bind(limit, "int");
    }

    private BoundSql group(BoundSql sql, int i) {
        var group = groups.get(i);
        if (group.field().type() == FieldType.AREAS) {
            return sql.append(area(i));
        }
        return group.interval() == null
                ? sql.append(SqlTypes.ordered(group.field()))
                : sql.append("date_trunc(")
                        .bind(group.interval().name(), "text")
                        .append(", " + group.field().column() + ", ")
                        .bind(group.zone().getId(), "text")
                        .append(")");
    }

    private static String area(int i) {
        return "area_" + i;
    }

    private static void metric(BoundSql sql, Computed computed) {
        var column = computed.field == null ? "*" : computed.field.column();
        switch (computed.metric.kind()) {
            case COUNT -> sql.append("count(" + column + ")");
            case SUM -> sql.append("sum(" + column + ")");
            case MEAN -> sql.append("avg(" + column + ")");
            case MIN -> sql.append("min(" + column + ")");
            case MAX -> sql.append("max(" + column + ")");
            case PERCENTILE ->
                sql.append("percentile_cont(")
                        .bind(computed.metric.percentile(), "float8")
                        .append(") within group (order by " + column + "::float8)");
        }
        sql.append("::numeric, count(" + column + ")");
    }

    private void from(BoundSql sql) {
        sql.append(" from ").append(shape.table());
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).field().type() == FieldType.AREAS) {
                sql.append(" left join lateral unnest(" + groups.get(i).field().column() + ") as lies_" + i + " ("
                        + area(i) + ") on true");
            }
        }
    }

    private void grouping(BoundSql sql) {
        if (!groups.isEmpty()) {
            var ordinals = new ArrayList<String>();
            for (int i = 1; i <= groups.size(); i++) {
                ordinals.add(Integer.toString(i));
            }
            var all = String.join(", ", ordinals);
            sql.append(" group by " + all + " order by " + all);
        }
    }

    AggregateRow read(ResultSet row) throws SQLException {
        var group = new ArrayList<String>();
        for (int i = 0; i < groups.size(); i++) {
            group.add(member(row, i));
        }
        var values = new ArrayList<BigDecimal>();
        long size = Long.MAX_VALUE;
        for (int i = 0; i < metrics.size(); i++) {
            values.add(plain(row.getBigDecimal(groups.size() + 2 * i + 1)));
            size = Math.min(size, row.getLong(groups.size() + 2 * i + 2));
        }
        return new AggregateRow(group, values, size);
    }

    private String member(ResultSet row, int i) throws SQLException {
        var group = groups.get(i);
        return switch (group.field().type()) {
            case INSTANT -> {
                var at = row.getObject(i + 1, OffsetDateTime.class);
                yield at == null ? null : group.interval().label(at.atZoneSameInstant(group.zone()));
            }
            case BOOLEAN -> {
                var truth = row.getBoolean(i + 1);
                yield row.wasNull() ? null : Boolean.toString(truth);
            }
            default -> row.getString(i + 1);
        };
    }

    /** Without the zeros that PostgreSQL adds to a mean. */
    static BigDecimal plain(BigDecimal value) {
        if (value == null) {
            return null;
        }
        var shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
