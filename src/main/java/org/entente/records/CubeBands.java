package org.entente.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.Interval;

/** Bands of numbers, {@code lower + i * width} to less than the next; the first and the last take what lies beyond. */
record CubeBands(FieldType type, BigDecimal lower, BigDecimal width, int size) implements CubeMembers {
    @Override
    public void appendPosition(FieldDefinition field, BoundSql sql) {
        sql.append("least(greatest(floor((" + field.column() + "::numeric - ")
                .bind(lower, "numeric")
                .append(") / ")
                .bind(width, "numeric")
                .append("), 0), ")
                .bind(size - 1, "int")
                .append(")::int");
    }

    @Override
    public String text() {
        return toString();
    }

    /** The names of bands that are this many times as wide. */
    List<String> names(int times) {
        var names = new ArrayList<String>();
        int bands = size / times;
        for (int i = 0; i < bands; i++) {
            var from = edge(i * times).toPlainString();
            var to = edge((i + 1) * times).toPlainString();
            names.add(bands == 1 ? "all" : i == 0 ? "< " + to : i == bands - 1 ? ">= " + from : from + " to < " + to);
        }
        return names;
    }

    private BigDecimal edge(int i) {
        return lower.add(width.multiply(BigDecimal.valueOf(i)));
    }

    @Override
    public Optional<BitSet> taken(Atom statement) {
        return switch (statement) {
            case Compare(var field, var op, var value) ->
                switch (op) {
                    case LT -> before(value);
                    case GE -> before(value).map(this::others);
                    case LE -> after(value).flatMap(this::before);
                    case GT -> after(value).flatMap(this::before).map(this::others);
                    case EQ -> one(value);
                    case NE -> one(value).map(this::others);
                };
            case Interval(var field, var from, var to) -> between(from, to);
            case In in -> in.values().stream().map(this::one).reduce(Optional.of(new BitSet()), CubeBands::together);
            case Exists all -> Optional.of(others(new BitSet()));
            default -> Optional.empty();
        };
    }

    private static Optional<BitSet> together(Optional<BitSet> one, Optional<BitSet> other) {
        return one.flatMap(taken -> other.map(more -> {
            var all = (BitSet) taken.clone();
            all.or(more);
            return all;
        }));
    }

    private Optional<BitSet> one(Object value) {
        return after(value).flatMap(next -> between(value, next));
    }

    private Optional<BitSet> between(Object from, Object to) {
        return before(from)
                .flatMap(less -> before(to).map(taken -> {
                    taken.andNot(less);
                    return taken;
                }));
    }

    /** The next whole number; others have none. */
    private Optional<Object> after(Object value) {
        return type == FieldType.INTEGER ? Optional.of((Long) value + 1) : Optional.empty();
    }

    /** The bands before this number, where it is an edge between two. */
    private Optional<BitSet> before(Object value) {
        var bands = new BigDecimal(value.toString()).subtract(lower).divideAndRemainder(width);
        if (bands[1].signum() != 0 || bands[0].signum() <= 0 || bands[0].compareTo(BigDecimal.valueOf(size)) >= 0) {
            return Optional.empty();
        }
        var before = new BitSet();
        before.set(0, bands[0].intValueExact());
        return Optional.of(before);
    }
}
