package org.entente.records;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.records.AggregateMetric.Kind;

/**
 * One table of a cube: up to three dimensions, each at one level. A filter selects some of its cells and makes no other ones, so that
 * whatever is asked is a cell of a table that could be given as a whole.
 *
 * @param axes those that were asked for, then those that are only filtered on
 * @param groups how many of the axes were asked for
 */
record CubeTable(Cube cube, List<Axis> axes, int groups, List<Wanted> metrics) {
    static final int MOST_AXES = 3;

    /** @param selected members, null for all */
    record Axis(int dimension, CubeLevel level, Set<Integer> selected) {
        boolean has(BitSet finest, int member) {
            return finest.stream().anyMatch(i -> level.ofFinest()[i] == member);
        }

        boolean selects(int member) {
            return selected == null || selected.contains(member);
        }
    }

    /** @param measure its position, -1 for a count */
    record Wanted(Kind kind, int measure) {}

    /**
     * A cell as it is, which nobody sees.
     *
     * @param key the xor of its units' keys
     * @param sums of each of the cube's measures
     * @param largest contributions of one unit to them
     */
    record Content(long units, long key, List<BigDecimal> sums, List<BigDecimal> largest) {}

    long size() {
        return axes.stream().mapToLong(axis -> axis.level.members().size()).reduce(1, (one, other) -> one * other);
    }

    /** All cells there could be, in the order of the members; those that are empty are told by nothing. */
    List<int[]> cells() {
        var cells = List.of(new int[0]);
        for (var axis : axes) {
            cells = cells.stream()
                    .flatMap(cell ->
                            IntStream.range(0, axis.level.members().size()).mapToObj(member -> longer(cell, member)))
                    .toList();
        }
        return cells;
    }

    private static int[] longer(int[] cell, int member) {
        var longer = Arrays.copyOf(cell, cell.length + 1);
        longer[cell.length] = member;
        return longer;
    }

    boolean selects(int[] cell) {
        return IntStream.range(0, cell.length).allMatch(i -> axes.get(i).selects(cell[i]));
    }

    /** How many cells an answer has. */
    long selected(CubeRows rows) {
        return cells().stream()
                .filter(cell -> rows.admits(axes, cell) && selects(cell))
                .count();
    }

    List<String> group(int[] cell) {
        return IntStream.range(0, groups)
                .mapToObj(i -> axes.get(i).level.members().get(cell[i]))
                .toList();
    }

    /** Each unit once a cell, however many of its records lie there. */
    BoundSql sql(String snapshot, CubeRows rows) {
        var sql = new BoundSql().append("select count(*), coalesce(bit_xor(unit), 0)");
        for (int i = 0; i < axes.size(); i++) {
            sql.append(", l" + i);
        }
        measures().forEach(i -> sql.append(", sum(m" + i + "), max(abs(m" + i + "))"));
        units(sql.append(" from ("), snapshot, rows);
        return sql.append(") units" + grouping());
    }

    private void units(BoundSql sql, String snapshot, CubeRows rows) {
        sql.append("select unit");
        for (int i = 0; i < axes.size(); i++) {
            sql.append(", (")
                    .bind(IntStream.of(axes.get(i).level.ofFinest()).boxed().toArray(Integer[]::new), "int[]")
                    .append(")[d" + axes.get(i).dimension + " + 1] as l" + i);
        }
        measures().forEach(i -> sql.append(", sum(m" + i + ") as m" + i));
        sql.append(" from " + snapshot + " where ");
        rows.append(sql);
        sql.append(" group by unit");
        for (int i = 0; i < axes.size(); i++) {
            sql.append(", l" + i);
        }
    }

    private String grouping() {
        return axes.isEmpty()
                ? ""
                : IntStream.range(0, axes.size())
                        .mapToObj(i -> "l" + i)
                        .collect(Collectors.joining(", ", " group by ", ""));
    }

    List<Integer> measures() {
        return metrics.stream()
                .map(Wanted::measure)
                .filter(i -> i >= 0)
                .distinct()
                .toList();
    }

    List<Integer> cell(ResultSet row) throws SQLException {
        var cell = new ArrayList<Integer>();
        for (int i = 0; i < axes.size(); i++) {
            cell.add(row.getInt(3 + i));
        }
        return cell;
    }

    Content content(ResultSet row) throws SQLException {
        var sums = new ArrayList<BigDecimal>();
        var largest = new ArrayList<BigDecimal>();
        for (int i = 0; i < measures().size(); i++) {
            sums.add(row.getBigDecimal(3 + axes.size() + 2 * i));
            largest.add(row.getBigDecimal(4 + axes.size() + 2 * i));
        }
        return new Content(row.getLong(1), row.getLong(2), sums, largest);
    }

    /** What the budget counts: each quantity over the same cells of the same rows once, however it is asked for. */
    List<String> questions(CubeRows rows) {
        var cells = axes.stream()
                .map(axis -> cube.dimensions().get(axis.dimension).field().name() + "." + axis.level.name())
                .sorted()
                .toList();
        return metrics.stream()
                .map(metric -> metric.measure < 0
                        ? "count"
                        : "sum " + cube.measures().get(metric.measure).field().name())
                .distinct()
                .map(quantity -> quantity + " by " + cells + rows.text() + " of " + cube.fingerprint())
                .toList();
    }
}
