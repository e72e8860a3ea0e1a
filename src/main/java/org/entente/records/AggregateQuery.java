package org.entente.records;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.NormalForm;
import org.entente.records.AggregateGroup.Column;
import org.entente.records.AggregateMetric.Kind;

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
            sql.append((isArea(i) ? area(i) + " collate \"C\"" : "g" + i) + ", ");
        }
        if (metrics.stream().anyMatch(computed -> computed.metric.kind() == Kind.PERCENTILE)) {
            ofRows(sql);
        } else {
            ofParts(sql);
        }
        for (int i = 0; i < groups.size(); i++) {
            if (isArea(i)) {
                sql.append(" left join lateral unnest(g" + i + ") as lies_" + i + " (" + area(i) + ") on true");
            }
        }
        var all = ordinals();
        sql.append(all.isEmpty() ? "" : " group by " + all + " order by " + all);
        return sql.append(" limit ").bind(limit, "int");
    }

    /** A percentile cannot be put together of percentiles: every row goes through. */
    private void ofRows(BoundSql sql) {
        for (int i = 0; i < metrics.size(); i++) {
            whole(sql.append(i == 0 ? "" : ", "), metrics.get(i), "x" + i);
        }
        groups(sql.append(" from (select "));
        for (int i = 0; i < metrics.size(); i++) {
            var field = metrics.get(i).field;
            sql.append((field == null ? "1" : field.column()) + " as x" + i + ", ");
        }
        rows(sql.append("0 as ends"));
        sql.append(") part");
    }

    private static void whole(BoundSql sql, Computed computed, String value) {
        switch (computed.metric.kind()) {
            case COUNT -> sql.append("count(" + value + ")");
            case SUM -> sql.append("sum(" + value + ")");
            case MEAN -> sql.append("avg(" + value + ")");
            case MIN -> sql.append("min(" + value + ")");
            case MAX -> sql.append("max(" + value + ")");
            case PERCENTILE ->
                sql.append("percentile_cont(")
                        .bind(computed.metric.percentile(), "float8")
                        .append(") within group (order by " + value + "::float8)");
        }
        sql.append("::numeric, count(" + value + ")");
    }

    /**
     * Rows are put together by what stands in them, the list of a place's areas included, and only those parts are laid out by area
     * and sorted: a third of the time on a million rows.
     */
    private void ofParts(BoundSql sql) {
        for (int i = 0; i < metrics.size(); i++) {
            sql.append((i == 0 ? "" : ", ") + together(metrics.get(i).metric.kind(), i) + "::numeric, sum(n" + i + ")");
        }
        groups(sql.append(" from (select "));
        for (int i = 0; i < metrics.size(); i++) {
            sql.append(part(metrics.get(i), i) + ", ");
        }
        rows(sql.append("0 as ends"));
        var all = ordinals();
        sql.append(all.isEmpty() ? ") part" : " group by " + all + ") part");
    }

    private static String part(Computed computed, int i) {
        var column = computed.field == null ? "*" : computed.field.column();
        var value = switch (computed.metric.kind()) {
            case COUNT, PERCENTILE -> "count(" + column + ")";
            case SUM, MEAN -> "sum(" + column + ")";
            case MIN -> "min(" + column + ")";
            case MAX -> "max(" + column + ")";
        };
        return value + " as p" + i + ", count(" + column + ") as n" + i;
    }

    private static String together(Kind kind, int i) {
        return switch (kind) {
            case COUNT, SUM, PERCENTILE -> "sum(p" + i + ")";
            case MEAN -> "(sum(p" + i + ") / nullif(sum(n" + i + "), 0))";
            case MIN -> "min(p" + i + ")";
            case MAX -> "max(p" + i + ")";
        };
    }

    private void groups(BoundSql sql) {
        for (int i = 0; i < groups.size(); i++) {
            group(sql, groups.get(i));
            sql.append(" as g" + i + ", ");
        }
    }

    /** The position of the period where they can be numbered: PostgreSQL's calendar costs as much as all else together. */
    private static void group(BoundSql sql, Column group) {
        if (group.periods() != null) {
            group.periods().appendPosition(group.field(), sql);
        } else if (group.interval() != null) {
            sql.append("date_trunc(")
                    .bind(group.interval().name(), "text")
                    .append(", " + group.field().column() + ", ")
                    .bind(group.zone().getId(), "text")
                    .append(")");
        } else {
            sql.append(SqlTypes.ordered(group.field()));
        }
    }

    private void rows(BoundSql sql) {
        granted.appendAny(shape.typed(), sql.append(" from " + shape.table() + " where ("));
        SqlFilter.append(asked, shape.typed(), sql.append(") and "));
    }

    private boolean isArea(int i) {
        return groups.get(i).field().type() == FieldType.AREAS;
    }

    private static String area(int i) {
        return "area_" + i;
    }

    private String ordinals() {
        return IntStream.rangeClosed(1, groups.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
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
            case INSTANT -> period(row, group, i + 1);
            case BOOLEAN -> {
                var truth = row.getBoolean(i + 1);
                yield row.wasNull() ? null : Boolean.toString(truth);
            }
            default -> row.getString(i + 1);
        };
    }

    private static String period(ResultSet row, Column group, int column) throws SQLException {
        if (group.periods() != null) {
            int period = row.getInt(column);
            return row.wasNull() ? null : group.periods().label(period, group.interval());
        }
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : group.interval().label(at.atZoneSameInstant(group.zone()));
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
