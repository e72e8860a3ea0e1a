package org.entente.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.FilterJson;
import org.entente.kernel.MemoryFilter;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that can take no row are told, as far as is promised; and none that takes one ever is. */
class ContradictionTest {
    private static final TypedFields FIELDS = new TypedFields(
            List.of(new FieldDefinition("a", FieldType.INTEGER, "a"), new FieldDefinition("t", FieldType.TEXT, "t")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'or': []}",
                "{'and': [{'eq': {'field': 'a', 'value': 1}}, {'eq': {'field': 'a', 'value': 2}}]}",
                "{'and': [{'eq': {'field': 'a', 'value': 1}}, {'ne': {'field': 'a', 'value': 1}}]}",
                "{'and': [{'in': {'field': 'a', 'values': [1, 2]}}, {'gt': {'field': 'a', 'value': 2}}]}",
                "{'and': [{'gt': {'field': 'a', 'value': 2}}, {'lt': {'field': 'a', 'value': 2}}]}",
                "{'and': [{'ge': {'field': 'a', 'value': 2}}, {'lt': {'field': 'a', 'value': 2}}]}",
                "{'interval': {'field': 'a', 'from': 3, 'to': 3}}",
                "{'and': [{'not': {'exists': {'field': 'a'}}}, {'ne': {'field': 'a', 'value': 1}}]}",
                "{'and': [{'eq': {'field': 't', 'value': 'x'}}, {'prefix': {'field': 't', 'value': 'y'}}]}",
                "{'and': [{'eq': {'field': 't', 'value': 'x'}}, {'not': {'in': {'field': 't', 'values': ['x']}}}]}",
                "{'or': [{'interval': {'field': 'a', 'from': 4, 'to': 3}}, {'and': [{'eq': {'field': 'a', 'value': 1}}, {'eq': {'field': 'a', 'value': 2}}]}]}"
            })
    void it_is_told(String filter) {
        assertThat(Contradiction.in(form(filter))).isTrue();
    }

    private static NormalForm form(String filter) {
        return NormalForm.of(FilterJson.parse(filter.replace('\'', '"'), "f"), FIELDS, "f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'and': []}",
                "{'and': [{'ge': {'field': 'a', 'value': 2}}, {'le': {'field': 'a', 'value': 2}}]}",
                "{'and': [{'in': {'field': 'a', 'values': [1, 2]}}, {'in': {'field': 'a', 'values': [2, 3]}}]}",
                "{'not': {'exists': {'field': 'a'}}}",
                "{'or': [{'interval': {'field': 'a', 'from': 4, 'to': 3}}, {'eq': {'field': 'a', 'value': 1}}]}"
            })
    void what_can_be_is_not(String filter) {
        assertThat(Contradiction.in(form(filter))).isFalse();
    }

    /** 20,000 random conjunctions over six values: whenever one is said to take no row, none of the rows is taken. */
    @Test
    void none_that_takes_a_row_is_ever_called_contradictory() {
        var random = new Random(7);
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            var form = form("{'and': [%s, %s, {'or': [%s, %s]}]}"
                    .formatted(atom(random), atom(random), atom(random), atom(random)));
            if (Contradiction.in(form)) {
                told++;
                for (Long a : new Long[] {null, 0L, 1L, 2L, 3L, 4L}) {
                    Map<String, Object> row = a == null ? Map.of() : Map.of("a", a);
                    assertThat(MemoryFilter.takes(form, row::get))
                            .as(form + " " + a)
                            .isFalse();
                }
            }
        }
        assertThat(told).isGreaterThan(2_000);
    }

    private static String atom(Random random) {
        int value = random.nextInt(5);
        var text = switch (random.nextInt(9)) {
            case 0 -> "{'exists': {'field': 'a'}}";
            case 1 -> "{'in': {'field': 'a', 'values': [%d, %d]}}".formatted(value, random.nextInt(5));
            case 2 -> "{'interval': {'field': 'a', 'from': %d, 'to': %d}}".formatted(value, random.nextInt(5));
            default ->
                "{'%s': {'field': 'a', 'value': %d}}"
                        .formatted(List.of("eq", "ne", "lt", "le", "gt", "ge").get(random.nextInt(6)), value);
        };
        return random.nextInt(4) == 0 ? "{'not': " + text + "}" : text;
    }
}
