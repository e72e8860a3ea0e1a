package org.entente.records;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;

/**
 * The rows that grants take, as whole members of a cube: alternatives of boxes, each of which limits some dimensions to some of their finest
 * members. A grant whose filter would cut through a member gives no aggregate: its difference from the member would be a cell that nobody
 * published.
 */
record CubeRows(List<Map<Integer, BitSet>> boxes) {

    /** Without the grants that cut through members; empty when none is left. */
    static CubeRows of(GrantedRows granted, Cube cube) {
        var boxes = new ArrayList<Map<Integer, BitSet>>();
        for (var part : granted.parts()) {
            boxes(part.rows().root(), cube).ifPresent(boxes::addAll);
        }
        return new CubeRows(boxes.stream().distinct().toList());
    }

    private static Optional<List<Map<Integer, BitSet>>> boxes(Filter filter, Cube cube) {
        var boxes = new ArrayList<Map<Integer, BitSet>>();
        for (var alternative : filter instanceof Or(var of) ? of : List.of(filter)) {
            var box = box(alternative, cube);
            if (box.isEmpty()) {
                return Optional.empty();
            }
            boxes.add(box.get());
        }
        return Optional.of(boxes);
    }

    private static Optional<Map<Integer, BitSet>> box(Filter filter, Cube cube) {
        var box = new TreeMap<Integer, BitSet>();
        for (var part : filter instanceof And(var of) ? of : List.of(filter)) {
            if (!limit(box, part, cube)) {
                return Optional.empty();
            }
        }
        return Optional.of(box);
    }

    private static boolean limit(Map<Integer, BitSet> box, Filter part, Cube cube) {
        var field = fieldOf(part);
        var dimension = field.map(cube::dimension).filter(found -> found.isPresent());
        var taken = dimension.flatMap(
                found -> taken(part, cube.dimensions().get(found.getAsInt()).finest()));
        taken.ifPresent(members -> box.merge(dimension.get().getAsInt(), members, CubeRows::both));
        return taken.isPresent();
    }

    /** The one field that a statement, or alternatives of statements, is about. */
    private static Optional<String> fieldOf(Filter filter) {
        return switch (filter) {
            case Atom atom -> Optional.of(atom.field());
            case Not(var of) -> fieldOf(of);
            case Or(var of) -> {
                var fields = of.stream().map(CubeRows::fieldOf).distinct().toList();
                yield fields.size() == 1 ? fields.getFirst() : Optional.empty();
            }
            case And and -> Optional.empty();
        };
    }

    private static Optional<BitSet> taken(Filter filter, CubeMembers members) {
        return switch (filter) {
            case Atom atom -> members.taken(atom);
            // a place in two areas counts in one of them: not to lie in the other says nothing of it
            case Not(InArea in) -> Optional.empty();
            case Not(var of) -> taken(of, members).map(members::others);
            case Or(var of) ->
                of.stream().map(part -> taken(part, members)).reduce(Optional.of(new BitSet()), CubeRows::either);
            case And and -> Optional.empty();
        };
    }

    private static Optional<BitSet> either(Optional<BitSet> one, Optional<BitSet> other) {
        return one.flatMap(members -> other.map(more -> {
            var all = (BitSet) members.clone();
            all.or(more);
            return all;
        }));
    }

    private static BitSet both(BitSet one, BitSet other) {
        var both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    boolean takesNone() {
        return boxes.isEmpty();
    }

    /** Whether some row that is taken can be in this cell. */
    boolean admits(List<CubeTable.Axis> axes, int[] cell) {
        return boxes.stream().anyMatch(box -> {
            for (int i = 0; i < cell.length; i++) {
                var limit = box.get(axes.get(i).dimension());
                if (limit != null && !axes.get(i).has(limit, cell[i])) {
                    return false;
                }
            }
            return true;
        });
    }

    void append(BoundSql sql) {
        var between = "(";
        for (var box : boxes) {
            sql.append(between).append("true");
            box.forEach((dimension, members) -> sql.append(" and d" + dimension + " = any (")
                    .bind(members.stream().boxed().toArray(Integer[]::new), "int[]")
                    .append(")"));
            between = " or ";
        }
        sql.append(")");
    }

    /** The same for the same rows; empty for all of them. */
    String text() {
        return boxes.contains(Map.<Integer, BitSet>of())
                ? ""
                : boxes.stream().map(Object::toString).sorted().toList().toString();
    }
}
