package org.entente.records;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldType;

/** The statements that make a snapshot: one row a unit and finest cell, with the unit's key instead of its value. */
record CubeSnapshotSql(UUID dataset, Cube cube, RecordShape shape, String table) {

    String create() {
        return Stream.concat(
                        named("d", cube.dimensions().size(), " int not null"),
                        named("m", cube.measures().size(), " numeric not null"))
                .collect(Collectors.joining(", ", "create table " + table + " (unit bigint not null, ", ")"));
    }

    /** A record that has no unit, or no member in some dimension, is in no cell of any table. */
    BoundSql fill(CubeKeys keys) throws SQLException {
        var dimensions = names("d", cube.dimensions().size());
        var sql = new BoundSql().append("insert into " + table + " select unit, " + dimensions);
        for (int i = 0; i < cube.measures().size(); i++) {
            sql.append(", coalesce(sum(m" + i + "), 0)");
        }
        records(sql.append(" from ("), keys);
        sql.append(") record where unit is not null and num_nulls(" + dimensions + ") = 0");
        return sql.append(" group by unit, " + dimensions);
    }

    private void records(BoundSql sql, CubeKeys keys) throws SQLException {
        keys.appendUnit(dataset, cube, unit(), sql.append("select "));
        sql.append(" as unit");
        for (int i = 0; i < cube.dimensions().size(); i++) {
            var dimension = cube.dimensions().get(i);
            dimension.finest().appendPosition(dimension.field(), sql.append(", "));
            sql.append(" as d" + i);
        }
        for (int i = 0; i < cube.measures().size(); i++) {
            var measure = cube.measures().get(i);
            sql.append(", least(greatest(" + measure.field().column() + "::numeric, ")
                    .bind(measure.lower(), "numeric")
                    .append("), ")
                    .bind(measure.upper(), "numeric")
                    .append(") as m" + i);
        }
        sql.append(" from " + shape.table());
    }

    /** A row that counts for itself is known by what it says: its id is another after each load. Equal ones are numbered. */
    private String unit() {
        if (cube.unit() != null) {
            return cube.unit().column() + "::text";
        }
        var row = "row(" + shape.fields().stream().map(CubeSnapshotSql::columns).collect(Collectors.joining(", "))
                + ")::text";
        return row + " || '#' || row_number() over (partition by " + row + ")";
    }

    private static String columns(DatasetField field) {
        var column = DatasetFields.column(field);
        return field.type == FieldType.POINT ? column + "_lon, " + column + "_lat" : column;
    }

    /** How many units of either snapshot are not the same in the other. */
    String changed(String former) {
        return """
                select count(distinct unit) from (
                    (select * from %1$s except select * from %2$s) union all (select * from %2$s except select * from %1$s)
                ) changed
                """.formatted(table, former);
    }

    private static String names(String prefix, int count) {
        return named(prefix, count, "").collect(Collectors.joining(", "));
    }

    private static Stream<String> named(String prefix, int count, String suffix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i + suffix);
    }
}
