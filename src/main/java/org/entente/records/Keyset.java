package org.entente.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;
import org.entente.records.Order.Direction;

/**
 * Pages by key instead of by offset: the sort's keys and then the row's id say where a page ended, and the next one starts
 * behind it whatever was added or removed before. Nulls come last in either direction; SQL's row comparison would lose them, so
 * those of the first key are a {@link Segment} of their own and those of the others are written out. The id follows the last key's direction, so that an index on both can be read backwards.
 */
public final class Keyset {
    /** More keys than a person sorts by cost a longer predicate and no index helps. */
    public static final int MAX_KEYS = 4;

    private record Key(FieldDefinition field, boolean descending) {}

    private final List<Key> keys;
    private final boolean idDescending;

    private Keyset(List<Key> keys) {
        this.keys = keys;
        this.idDescending = !keys.isEmpty() && keys.getLast().descending;
    }

    /**
     * @param path the argument's name, for errors
     * @throws HubException BAD_INPUT for an unknown field, one without an order, or one named twice; LIMIT_EXCEEDED beyond
     *     {@link #MAX_KEYS}
     */
    public static Keyset of(List<Order> orders, TypedFields fields, String path) {
        if (orders.size() > MAX_KEYS)
            throw HubException.limitExceeded(path, "At most " + MAX_KEYS + " keys to sort by");
        List<Key> keys = new ArrayList<>(orders.size());
        Set<String> names = new HashSet<>();
        for (Order order : orders) {
            String where = path + "[" + keys.size() + "].field";
            FieldDefinition field = fields.field(order.field(), where);
            if (!field.type().isOrdered()) throw HubException.badInput(where, "A " + field.type() + " has no order");
            if (!names.add(field.name())) throw HubException.badInput(where, "The field is sorted by twice");
            keys.add(new Key(field, order.direction() == Direction.DESC));
        }
        return new Keyset(keys);
    }

    /**
     * What to read behind a position: run the segments in turn, each with what is left of the page as its limit, until the page
     * is full.
     *
     * @param position null for the first page
     */
    public List<Segment> after(Position position) {
        if (keys.isEmpty() || !keys.getFirst().field.nullable()) return List.of(new Segment(Part.WHOLE, position));
        if (position != null && position.values().getFirst() == null)
            return List.of(new Segment(Part.ABSENT, position));
        return List.of(new Segment(Part.PRESENT, position), new Segment(Part.ABSENT, null));
    }

    /** The rows with a value of the first key, those without one, or all where there can be no difference. */
    private enum Part {
        WHOLE,
        PRESENT,
        ABSENT
    }

    /**
     * One stretch of the order, which a plain index on the first key and the id serves from any place and in both directions.
     * One query for all would have to say "greater or null" and "nulls last", for which PostgreSQL walks the index from its
     * start: near the end of a million rows a page took 330 ms instead of 0.3 ms.
     */
    public final class Segment {
        private final Part part;
        private final Position after;

        private Segment(Part part, Position after) {
            this.part = part;
            this.after = after;
        }

        /** Appends a predicate that can stand beside {@code and}; the table's id column is named {@code id}. */
        public void appendPredicate(BoundSql sql) {
            switch (part) {
                case WHOLE -> appendAfter(0, "true", sql);
                case PRESENT -> appendAfter(0, keys.getFirst().field.column() + " is not null", sql);
                case ABSENT -> {
                    sql.append(keys.getFirst().field.column()).append(" is null and ");
                    appendAfter(1, "true", sql);
                }
            }
        }

        private void appendAfter(int key, String fromStart, BoundSql sql) {
            if (after == null) sql.append(fromStart);
            else behind(key, after, sql);
        }

        /** Appends {@code order by …}. */
        public void appendOrderBy(BoundSql sql) {
            sql.append(" order by ");
            for (int i = part == Part.ABSENT ? 1 : 0; i < keys.size(); i++) {
                Key key = keys.get(i);
                sql.append(SqlTypes.ordered(key.field)).append(key.descending ? " desc" : " asc");
                sql.append(i > 0 && key.field.nullable() ? " nulls last, " : ", ");
            }
            sql.append("id").append(idDescending ? " desc" : " asc");
        }
    }

    private void behind(int i, Position position, BoundSql sql) {
        if (i == keys.size()) {
            sql.append("id").append(idDescending ? " < " : " > ").bind(position.id(), "uuid");
            return;
        }
        Key key = keys.get(i);
        Object value = position.values().get(i);
        if (value == null) sql.append("(").append(key.field.column()).append(" is null and ");
        else if (i > 0 && key.field.nullable()) behindValueOrNull(key, value, sql);
        else behindValue(key, value, sql);
        behind(i + 1, position, sql);
        sql.append(value == null ? ")" : "))");
    }

    private static void behindValueOrNull(Key key, Object value, BoundSql sql) {
        compare(key, sql.append("("), key.descending ? " < " : " > ", value);
        sql.append(" or ").append(key.field.column()).append(" is null or (");
        compare(key, sql, " = ", value);
        sql.append(" and ");
    }

    /** The first comparison alone is what an index scan can start from. */
    private static void behindValue(Key key, Object value, BoundSql sql) {
        compare(key, sql.append("("), key.descending ? " <= " : " >= ", value);
        compare(key, sql.append(" and ("), key.descending ? " < " : " > ", value);
        sql.append(" or ");
    }

    private static void compare(Key key, BoundSql sql, String operator, Object value) {
        sql.append(SqlTypes.ordered(key.field)).append(operator).bind(value, SqlTypes.of(key.field.type()));
    }

    /** @param row gives a canonical value by the field's name */
    public Position position(Function<String, ?> row, UUID id) {
        List<Object> values = new ArrayList<>(keys.size());
        for (Key key : keys) values.add(row.apply(key.field.name()));
        return new Position(values, id);
    }

    /** The same order in memory. */
    public int compare(Position a, Position b) {
        for (int i = 0; i < keys.size(); i++) {
            int order = compare(keys.get(i), a.values().get(i), b.values().get(i));
            if (order != 0) return order;
        }
        return directed(compare(a.id(), b.id()), idDescending);
    }

    private static int compare(Key key, Object a, Object b) {
        if (a == null || b == null) return Boolean.compare(a == null, b == null);
        return directed(Canonical.compare(a, b), key.descending);
    }

    private static int directed(int order, boolean descending) {
        return descending ? -order : order;
    }

    /** PostgreSQL's order of uuid; UUID.compareTo is signed. */
    private static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** For a sealed cursor; {@link #read} gives the position back. */
    public String write(Position position) {
        return PositionText.write(position);
    }

    /** @throws HubException BAD_INPUT at {@code after} when this text is of another sort */
    public Position read(String text) {
        return PositionText.read(text, keys.stream().map(Key::field).toList());
    }
}
