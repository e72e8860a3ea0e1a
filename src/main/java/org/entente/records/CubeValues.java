package org.entente.records;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Op;

/**
 * Members that are sets of texts, truth values or areas. A place that lies in areas of several members counts in the first of them.
 *
 * @param of each member's values
 */
record CubeValues(List<Set<String>> of) implements CubeMembers {
    @Override
    public int size() {
        return of.size();
    }

    @Override
    public void appendPosition(FieldDefinition field, BoundSql sql) {
        if (field.type() == FieldType.AREAS) {
            sql.append("(select min(at) from unnest(")
                    .bind(values(), "text[]")
                    .append(", ")
                    .bind(positions(), "int[]")
                    .append(") as member (value, at) where value = any (" + field.column() + "))");
        } else {
            sql.append("(")
                    .bind(positions(), "int[]")
                    .append(")[array_position(")
                    .bind(values(), "text[]")
                    .append(", " + field.column() + "::text)]");
        }
    }

    @Override
    public String text() {
        return of.toString();
    }

    private String[] values() {
        return of.stream().flatMap(Collection::stream).toArray(String[]::new);
    }

    private Integer[] positions() {
        return of.stream()
                .flatMap(values -> values.stream().map(value -> of.indexOf(values)))
                .toArray(Integer[]::new);
    }

    @Override
    public Optional<BitSet> taken(Atom statement) {
        return switch (statement) {
            case Compare(var field, var op, var value) when op == Op.EQ -> whole(Set.of(value.toString()));
            case Compare(var field, var op, var value)
            when op == Op.NE -> whole(Set.of(value.toString())).map(this::others);
            case In in -> whole(in.values().stream().map(Object::toString).collect(Collectors.toSet()));
            case InArea(var field, var area) -> whole(Set.of(area));
            case Exists all -> Optional.of(others(new BitSet()));
            default -> Optional.empty();
        };
    }

    /** Values that are no member's are those of records that are in no cell. */
    private Optional<BitSet> whole(Set<String> values) {
        var taken = new BitSet();
        for (int i = 0; i < of.size(); i++) {
            var common = new HashSet<>(of.get(i));
            common.retainAll(values);
            if (!common.isEmpty() && common.size() < of.get(i).size()) {
                return Optional.empty();
            }
            taken.set(i, !common.isEmpty());
        }
        return Optional.of(taken);
    }
}
