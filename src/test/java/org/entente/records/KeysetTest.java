package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FilterSamples;
import org.entente.kernel.HubException;
import org.entente.kernel.Row;
import org.entente.kernel.TypedFields;
import org.entente.records.Order.Direction;
import org.junit.jupiter.api.Test;

class KeysetTest {
    private static final int ROWS = 200;

    private final Random random = new Random(3);

    @Test
    void pages_joined_are_the_whole_in_its_order_with_nulls_last() throws SQLException {
        try (SampleTable table = new SampleTable(TestDatabase.dataSource(), "keyset_samples")) {
            List<Row> rows = new FilterSamples(11).rows(ROWS);
            table.fill(rows);

            for (int i = 0; i < 60; i++) pagesAgree(FilterSamples.FIELDS, table, rows);
        }
    }

    @Test
    void pages_of_a_table_without_nulls_too() throws SQLException {
        try (SampleTable table = new SampleTable(TestDatabase.dataSource(), "keyset_samples_without_nulls")) {
            List<Row> rows = new FilterSamples(12).rows(ROWS, 0);
            table.fill(rows);

            for (int i = 0; i < 60; i++) pagesAgree(withoutNulls(), table, rows);
        }
    }

    private void pagesAgree(TypedFields fields, SampleTable table, List<Row> rows) throws SQLException {
        List<Order> orders = orders();
        Keyset keyset = Keyset.of(orders, fields, "orderBy");
        List<UUID> expected = table.ids(table.select().append(orderBy(orders, fields)));

        assertThat(sorted(rows, keyset)).as(orders::toString).isEqualTo(expected);
        assertThat(paged(table, keyset, rows)).as(orders::toString).isEqualTo(expected);
    }

    /** The definition, for PostgreSQL to sort by in one piece. */
    private static String orderBy(List<Order> orders, TypedFields fields) {
        String keys = orders.stream()
                .map(order -> fields.field(order.field()).column() + " " + order.direction() + " nulls last, ")
                .collect(Collectors.joining());
        return " order by " + keys + "id "
                + (orders.isEmpty() ? Direction.ASC : orders.getLast().direction());
    }

    private static List<UUID> sorted(List<Row> rows, Keyset keyset) {
        Comparator<Row> order = (a, b) -> keyset.compare(position(keyset, a), position(keyset, b));
        return rows.stream().sorted(order).map(Row::id).toList();
    }

    private List<UUID> paged(SampleTable table, Keyset keyset, List<Row> rows) throws SQLException {
        Map<UUID, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, Function.identity()));
        List<UUID> all = new ArrayList<>(page(table, keyset, null));
        for (int before = 0; before < all.size(); ) {
            before = all.size();
            Position end = position(keyset, byId.get(all.getLast()));
            all.addAll(page(table, keyset, keyset.read(keyset.write(end))));
        }
        return all;
    }

    private List<UUID> page(SampleTable table, Keyset keyset, Position after) throws SQLException {
        int size = random.nextInt(1, 40);
        List<UUID> page = new ArrayList<>();
        for (Keyset.Segment segment : keyset.after(after)) {
            BoundSql sql = table.select().append(" where ");
            segment.appendPredicate(sql);
            segment.appendOrderBy(sql);
            page.addAll(table.ids(sql.append(" limit ").bind(size - page.size(), "int")));
        }
        return page;
    }

    private List<Order> orders() {
        List<FieldDefinition> fields = new ArrayList<>(FilterSamples.FIELDS.all());
        fields.removeIf(field -> !field.type().isOrdered());
        Collections.shuffle(fields, random);
        return fields.subList(0, random.nextInt(1 + Keyset.MAX_KEYS)).stream()
                .map(field -> new Order(field.name(), random.nextBoolean() ? Direction.ASC : Direction.DESC))
                .toList();
    }

    private static Position position(Keyset keyset, Row row) {
        return keyset.position(row.values()::get, row.id());
    }

    private static TypedFields withoutNulls() {
        return new TypedFields(FilterSamples.FIELDS.all().stream()
                .map(f -> new FieldDefinition(f.name(), f.type(), f.scale(), f.column(), false))
                .toList());
    }

    @Test
    void an_order_that_makes_no_sense_is_refused_with_its_place() {
        assertPath(List.of(Order.asc("label"), Order.asc("nothing")), "orderBy[1].field");
        assertPath(List.of(Order.asc("label"), Order.desc("label")), "orderBy[1].field");
        assertPath(List.of(Order.asc("areas")), "orderBy[0].field");
        assertPath(Collections.nCopies(5, Order.asc("label")), "orderBy");
    }

    private static void assertPath(List<Order> orders, String path) {
        assertThatThrownBy(() -> Keyset.of(orders, FilterSamples.FIELDS, "orderBy"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.details()).containsEntry("path", path));
    }

    @Test
    void a_position_of_another_order_is_refused() {
        Keyset byCount = Keyset.of(List.of(Order.asc("count")), FilterSamples.FIELDS, "orderBy");
        Keyset byLabel = Keyset.of(List.of(Order.asc("label")), FilterSamples.FIELDS, "orderBy");
        String text = byLabel.write(new Position(List.of("a"), UUID.randomUUID()));
        String none = "[\"no id\"]";

        assertThatThrownBy(() -> byCount.read(text)).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> byCount.read(none)).isInstanceOf(HubException.class);
    }
}
