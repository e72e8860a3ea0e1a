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
 * their cases are written out. The id follows the last key's direction, so that an index on both can be read backwards.
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

    /** Appends {@code order by …}; the table's id column is named {@code id}. */
    public void appendOrderBy(BoundSql sql) {
        sql.append(" order by ");
        for (Key key : keys) {
            sql.append(SqlTypes.ordered(key.field)).append(key.descending ? " desc" : " asc");
            sql.append(key.field.nullable() ? " nulls last, " : ", ");
        }
        sql.append("id").append(idDescending ? " desc" : " asc");
    }

    /** Appends a predicate, in parentheses, for the rows behind the position. */
    public void appendAfter(Position position, BoundSql sql) {
        after(0, position, sql);
    }

    private void after(int i, Position position, BoundSql sql) {
        if (i == keys.size()) {
            sql.append("(id")
                    .append(idDescending ? " < " : " > ")
                    .bind(position.id(), "uuid")
                    .append(")");
            return;
        }
        Key key = keys.get(i);
        Object value = position.values().get(i);
        if (value == null) afterNull(key, sql);
        else if (key.field.nullable()) afterValueOrNull(key, value, sql);
        else afterValue(key, value, sql);
        after(i + 1, position, sql);
        sql.append(value != null ? "))" : ")");
    }

    private static void afterNull(Key key, BoundSql sql) {
        sql.append("(").append(key.field.column()).append(" is null and ");
    }

    private static void afterValueOrNull(Key key, Object value, BoundSql sql) {
        compare(key, sql.append("("), key.descending ? " < " : " > ", value);
        sql.append(" or ").append(key.field.column()).append(" is null or (");
        compare(key, sql, " = ", value);
        sql.append(" and ");
    }

    /** The first comparison alone is what an index scan can start from. */
    private static void afterValue(Key key, Object value, BoundSql sql) {
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
    public byte[] write(Position position) {
        return PositionBytes.write(position);
    }

    /** @throws HubException BAD_INPUT at {@code after} when these bytes are of another sort */
    public Position read(byte[] bytes) {
        return PositionBytes.read(bytes, keys.stream().map(Key::field).toList());
    }
}
