package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.FilterJson;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.entente.records.CubeInput.Dimension;
import org.entente.records.CubeInput.Level;
import org.entente.records.CubeInput.Member;
import org.entente.records.GrantedRows.GrantedPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which row filters are unions of a cube's members, and of which. */
class CubeRowsTest {
    private static final TypedFields FIELDS = new TypedFields(List.of(
            new FieldDefinition("kind", FieldType.TEXT, "c0"),
            new FieldDefinition("age", FieldType.INTEGER, "c1"),
            new FieldDefinition("height", FieldType.DOUBLE, "c2"),
            new FieldDefinition("at", FieldType.INSTANT, "c3"),
            new FieldDefinition("place.areas", FieldType.AREAS, "c4_areas"),
            new FieldDefinition("open", FieldType.BOOLEAN, "c5"),
            new FieldDefinition("other", FieldType.TEXT, "c6")));

    private static final Cube CUBE = CubeReader.read(
            new CubeInput(
                    null,
                    List.of(
                            values("kind", member("a"), member("bc", "b", "c"), member("d")),
                            numbers("age", 100, 20, 10),
                            numbers("height", 2, 1),
                            new Dimension(
                                    "at",
                                    List.of(new Level("month", null, null, TimeInterval.MONTH)),
                                    null,
                                    null,
                                    Instant.parse("2025-01-01T12:00:00Z"),
                                    Instant.parse("2025-03-31T12:00:00Z")),
                            values("place.areas", member("N"), member("S")),
                            values("open", member("true"), member("false"))),
                    null,
                    "UTC",
                    10),
            FIELDS,
            Instant.parse("2026-01-01T00:00:00Z"));

    private static Dimension values(String field, Member... members) {
        return new Dimension(field, List.of(new Level(field, List.of(members), null, null)), null, null, null, null);
    }

    private static Member member(String name, String... of) {
        return new Member(name, of.length == 0 ? null : List.of(of));
    }

    private static Dimension numbers(String field, int upper, int... widths) {
        var levels = Arrays.stream(widths)
                .mapToObj(width -> new Level("by " + width, null, BigDecimal.valueOf(width), null))
                .toList();
        return new Dimension(field, levels, BigDecimal.ZERO, BigDecimal.valueOf(upper), null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "age, 0, 1e999999999, 1, cube.dimensions[0].upper",
        "age, -1e999999999, 10, 1, cube.dimensions[0].lower",
        "age, 0, 10, 1e-999999999, cube.dimensions[0].levels[0].width",
        "age, 0, 5, 2.5, cube.dimensions[0].levels[0].width",
        "height, 0, 1e999999999, 1, cube.dimensions[0].upper",
        "height, 0, 1, 1e-999999999, cube.dimensions[0].levels[0].width",
        "height, 0, 1e300, 1, cube.dimensions[0].levels"
    })
    void bounds_are_numbers_that_the_field_can_have(
            String field, BigDecimal lower, BigDecimal upper, BigDecimal width, String path) {
        var dimension = new Dimension(field, List.of(new Level("x", null, width, null)), lower, upper, null, null);

        assertThatThrownBy(() -> read(List.of(dimension), List.of()))
                .hasFieldOrPropertyWithValue("details", Map.of("path", path));
    }

    @ParameterizedTest
    @CsvSource({"0, 1e999999999, upper", "-1e999999999, 0, lower"})
    void so_are_those_of_measures(BigDecimal lower, BigDecimal upper, String path) {
        var measure = new CubeInput.Measure("age", lower, upper);

        assertThatThrownBy(() -> read(List.of(values("kind", member("a"))), List.of(measure)))
                .hasFieldOrPropertyWithValue("details", Map.of("path", "cube.measures[0]." + path));
    }

    private static Cube read(List<Dimension> dimensions, List<CubeInput.Measure> measures) {
        return CubeReader.read(new CubeInput(null, dimensions, measures, "UTC", 10), FIELDS, Instant.EPOCH);
    }

    private static CubeRows rows(String... filters) {
        return CubeRows.of(
                new GrantedRows(Arrays.stream(filters)
                        .map(filter -> FilterJson.parse(filter.replace('\'', '"'), "filter"))
                        .map(filter -> new GrantedPart(NormalForm.of(filter, FIELDS, "filter"), Map.of()))
                        .toList()),
                CUBE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'and': []}                                             | {}",
                "{'eq': {'field': 'kind', 'value': 'a'}}                 | {0={0}}",
                "{'ne': {'field': 'kind', 'value': 'a'}}                 | {0={1, 2}}",
                "{'in': {'field': 'kind', 'values': ['b', 'c', 'd']}}    | {0={1, 2}}",
                "{'not': {'in': {'field': 'kind', 'values': ['b', 'c']}}}| {0={0, 2}}",
                "{'in': {'field': 'kind', 'values': ['a', 'unseen']}}    | {0={0}}",
                "{'exists': {'field': 'kind'}}                           | {0={0, 1, 2}}",
                "{'lt': {'field': 'age', 'value': 30}}                   | {1={0, 1, 2}}",
                "{'le': {'field': 'age', 'value': 29}}                   | {1={0, 1, 2}}",
                "{'ge': {'field': 'age', 'value': 80}}                   | {1={8, 9}}",
                "{'gt': {'field': 'age', 'value': 79}}                   | {1={8, 9}}",
                "{'interval': {'field': 'age', 'from': 20, 'to': 40}}    | {1={2, 3}}",
                "{'and': [{'ge': {'field': 'age', 'value': 20}}, {'lt': {'field': 'age', 'value': 30}}]} | {1={2}}",
                "{'or': [{'lt': {'field': 'age', 'value': 10}}, {'ge': {'field': 'age', 'value': 90}}]}  | {1={0}}, {1={9}}",
                "{'and': [{'eq': {'field': 'open', 'value': true}}, {'or': [{'lt': {'field': 'age', 'value': 10}}, {'ge': {'field': 'age', 'value': 90}}]}]} | {1={0, 9}, 5={0}}",
                "{'ge': {'field': 'height', 'value': 1}}                 | {2={1}}",
                "{'lt': {'field': 'at', 'value': '2025-02-01T00:00:00Z'}}| {3={0}}",
                "{'ge': {'field': 'at', 'value': '2025-02-01T00:00:00Z'}}| {3={1, 2}}",
                "{'ge': {'field': 'at', 'value': '2020-05-05T05:05:05Z'}}| {3={0, 1, 2}}",
                "{'interval': {'field': 'at', 'from': '2025-02-01T00:00:00Z', 'to': '2025-03-01T00:00:00Z'}} | {3={1}}",
                "{'inArea': {'field': 'place.areas', 'area': 'S'}}       | {4={1}}",
                "{'eq': {'field': 'open', 'value': false}}               | {5={1}}",
                "{'or': [{'eq': {'field': 'kind', 'value': 'a'}}, {'eq': {'field': 'open', 'value': true}}]} | {0={0}}, {5={0}}"
            })
    void unions_of_members_are_taken(String filter, String boxes) {
        assertThat(rows(filter).boxes()).hasToString("[" + boxes + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'eq': {'field': 'kind', 'value': 'b'}}",
                "{'in': {'field': 'kind', 'values': ['a', 'c']}}",
                "{'prefix': {'field': 'kind', 'value': 'a'}}",
                "{'gt': {'field': 'kind', 'value': 'a'}}",
                "{'eq': {'field': 'age', 'value': 30}}",
                "{'lt': {'field': 'age', 'value': 31}}",
                "{'le': {'field': 'age', 'value': 30}}",
                "{'lt': {'field': 'age', 'value': 0}}",
                "{'ge': {'field': 'age', 'value': 100}}",
                "{'gt': {'field': 'height', 'value': 1}}",
                "{'lt': {'field': 'height', 'value': 1.5}}",
                "{'lt': {'field': 'at', 'value': '2025-02-01T00:00:00.001Z'}}",
                "{'le': {'field': 'at', 'value': '2025-02-01T00:00:00Z'}}",
                "{'not': {'inArea': {'field': 'place.areas', 'area': 'S'}}}",
                "{'eq': {'field': 'other', 'value': 'x'}}",
                "{'and': [{'eq': {'field': 'kind', 'value': 'a'}}, {'exists': {'field': 'other'}}]}",
                "{'and': [{'eq': {'field': 'kind', 'value': 'a'}}, {'or': [{'eq': {'field': 'open', 'value': true}}, {'lt': {'field': 'age', 'value': 10}}]}]}",
                "{'or': []}"
            })
    void what_cuts_through_members_is_not(String filter) {
        assertThat(rows(filter).takesNone()).isTrue();
    }

    @Test
    void of_several_grants_those_that_cut_give_nothing_and_the_others_what_they_take() {
        assertThat(rows("{'eq': {'field': 'kind', 'value': 'b'}}", "{'eq': {'field': 'kind', 'value': 'd'}}")
                        .boxes())
                .hasToString("[{0={2}}]");
        assertThat(rows("{'and': []}", "{'eq': {'field': 'kind', 'value': 'd'}}")
                        .text())
                .isEmpty();
    }
}
