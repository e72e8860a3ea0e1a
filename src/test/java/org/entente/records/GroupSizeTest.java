package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Groups that are too small are withheld, and none of them can be had from a margin by subtraction. */
class GroupSizeTest {
    @Example
    void without_an_obligation_everything_is_shown() {
        assertThat(GroupSize.withheld(0, rows(0, 1, 50))).isEmpty();
        assertThat(GroupSize.withheld(5, List.of())).isEmpty();
    }

    @Example
    void a_small_group_takes_the_next_smallest_with_it() {
        var rows = rows(3, 50, 8, 20);

        assertThat(GroupSize.withheld(5, rows))
                .isEqualTo(Map.of(
                        rows.get(0), AggregateReason.GROUP_MINIMUM, rows.get(2), AggregateReason.GROUP_COMPLEMENT));
    }

    @Example
    void two_small_groups_that_are_too_small_together_take_a_third() {
        var rows = rows(2, 2, 9, 50);

        assertThat(GroupSize.withheld(5, rows)).containsOnlyKeys(rows.get(0), rows.get(1), rows.get(2));
        assertThat(GroupSize.withheld(5, rows(3, 3, 9))).hasSize(2);
    }

    @Example
    void one_group_alone_is_withheld_alone() {
        assertThat(GroupSize.withheld(5, rows(3))).hasSize(1);
        assertThat(GroupSize.withheld(5, List.of(new AggregateRow(List.of(), List.of(), 3))))
                .hasSize(1);
    }

    private static List<AggregateRow> rows(long... sizes) {
        var rows = new ArrayList<AggregateRow>();
        for (long size : sizes) {
            rows.add(new AggregateRow(List.of("g" + rows.size()), List.of(), size));
        }
        return rows;
    }

    @Property
    void along_every_margin_nothing_is_withheld_or_enough(@ForAll("tables") List<AggregateRow> rows) {
        int least = 5;
        var withheld = GroupSize.withheld(least, rows);

        assertThat(rows).allMatch(row -> withheld.containsKey(row) || row.size() >= least);
        for (int out = 1; out < 8; out++) {
            for (var margin : margins(rows, out).values()) {
                var hidden = margin.stream().filter(withheld::containsKey).toList();
                long size = hidden.stream().mapToLong(AggregateRow::size).sum();
                assertThat(hidden.isEmpty() || hidden.size() == margin.size() || hidden.size() > 1 && size >= least)
                        .isTrue();
            }
        }
    }

    private static Map<List<String>, List<AggregateRow>> margins(List<AggregateRow> rows, int out) {
        var margins = new HashMap<List<String>, List<AggregateRow>>();
        for (var row : rows) {
            var key = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                key.add((out & 1 << i) == 0 ? row.group().get(i) : "all");
            }
            margins.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }
        return margins;
    }

    @Provide
    Arbitrary<List<AggregateRow>> tables() {
        var members = Arbitraries.integers().between(1, 4);
        var sizes = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.longs().between(0, 6)),
                Tuple.of(3, Arbitraries.longs().between(5, 100)));
        return Combinators.combine(members, members, members, sizes.list().ofSize(64))
                .as(GroupSizeTest::table);
    }

    private static List<AggregateRow> table(int first, int second, int third, List<Long> sizes) {
        var rows = new ArrayList<AggregateRow>();
        for (int i = 0; i < first; i++) {
            for (int j = 0; j < second; j++) {
                for (int k = 0; k < third; k++) {
                    rows.add(new AggregateRow(List.of("a" + i, "b" + j, "c" + k), List.of(), sizes.get(rows.size())));
                }
            }
        }
        return rows;
    }
}
