package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two consents for one purpose, with different rows and fields: alternatives, of which each row shows what some of them shows. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AlternativeConsentsTest {
    private static final String READ = """
            query ($id: ID!, $fields: [String!], $filter: Filter, $order: [RecordOrder!], $first: Int, $after: String) {
                records(dataset: $id, fields: $fields, filter: $filter, orderBy: $order, first: $first, after: $after) {
                    edges { node { id values masked } } pageInfo { hasNextPage endCursor } } }
            """;

    /** Who must be seen soon, with their age. */
    private static final String URGENT = "{triage_level} <= 2";

    /** One of them shows a field of special categories: no reading without a reason. */
    private final Hub reader = Hub.as("agent-rtm", "statistics").with("Entente-Justification", "study 7");

    private final Consents aphm = Consents.of("steward-aphm");
    private final List<String> granted = new ArrayList<>();

    @Inject
    City city;

    private UUID visits;
    private String district;

    @BeforeEach
    void two_consents_are_in_force() throws Exception {
        city.await();
        visits = city.id(City.VISITS);
        district = city.text("select min(code) from area");
        granted.add(aphm.granted(Consents.toRead(
                "rtm",
                visits,
                "statistics",
                "'arrived_at', 'wait_minutes', 'age', 'triage_level'",
                "{'le': {'field': 'triage_level', 'value': 2}}",
                "")));
        granted.add(aphm.granted(Consents.toRead(
                "rtm",
                visits,
                "statistics",
                "'arrived_at', 'wait_minutes', 'home_district'",
                "{'eq': {'field': 'home_district', 'value': '" + district + "'}}",
                "")));
    }

    @AfterEach
    void they_are_withdrawn() {
        granted.forEach(id -> aphm.withdraw(id, 1).data());
    }

    private String near() {
        return "{home_district} = '" + district + "'";
    }

    @Test
    void each_row_shows_what_some_grant_that_takes_it_shows() throws Exception {
        var rows = pages(reader, null, "[{'field': 'arrived_at'}]", 1_000);

        assertThat(rows.stream().map(Row::values).toList())
                .isEqualTo(city
                        .rows(
                                visits,
                                "jsonb_build_object('arrived_at', " + City.instant("arrived_at")
                                        + ", 'wait_minutes', {wait_minutes})"
                                        + " || case when " + URGENT
                                        + " then jsonb_build_object('age', {age}, 'triage_level', {triage_level}) else '{}' end"
                                        + " || case when " + near()
                                        + " then jsonb_build_object('home_district', {home_district}) else '{}' end",
                                "where " + URGENT + " or " + near() + " order by {arrived_at} nulls last, id")
                        .stream()
                        .map(Object::toString)
                        .map(AlternativeConsentsTest::sorted)
                        .toList());
        assertThat(rows.stream().map(row -> row.masked.contains("age")).distinct())
                .containsExactlyInAnyOrder(true, false);
        assertThat(rows)
                .allMatch(row -> row.masked.containsAll(Set.of("patient_name", "patient_code", "diagnosis_group")));
        assertThat(rows).allMatch(row -> row.masked.size() + row.shown() == 14);
    }

    @Test
    void what_both_show_can_be_filtered_on_and_counts_only_granted_rows() throws Exception {
        var rows = pages(
                reader,
                "{'gt': {'field': 'wait_minutes', 'value': 60}}",
                "[{'field': 'wait_minutes', 'direction': 'DESC'}]",
                400);

        assertThat(rows.stream().map(Row::id))
                .containsExactlyElementsOf(city.ids(
                        visits,
                        "where (" + URGENT + " or " + near()
                                + ") and {wait_minutes} > 60 order by {wait_minutes} desc, id desc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "age           | filter.gt.field           | {'gt': {'field': 'age', 'value': 10}}",
                "home_district | filter.exists.field       | {'exists': {'field': 'home_district'}}",
                "age           | filter.not.or[1].in.field | {'not': {'or': [{'lt': {'field': 'wait_minutes', 'value': 1}}, {'in': {'field': 'age', 'values': [1]}}]}}",
                "patient_name  | filter.and[0].prefix.field | {'and': [{'prefix': {'field': 'patient_name', 'value': 'A'}}]}",
                "location      | filter.inArea.field       | {'inArea': {'field': 'location.areas', 'area': 'x'}}"
            })
    void a_field_that_one_of_them_masks_cannot_be_filtered_on(String field, String path, String filter) {
        var refusal = reader.ask(READ, "id", visits, "filter", Hub.json(filter)).refused(ErrorCode.MASKED_FIELD_USED);

        assertThat(refusal.at("/extensions/path").asText()).isEqualTo(path);
        assertThat(refusal.at("/extensions/field").asText()).isEqualTo(field);
        boolean shownByOne = Set.of("age", "home_district").contains(field);
        assertThat(refusal.path("message").asText())
                .contains(shownByOne ? "shown to you by some of your grants alone" : "is masked for you");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "home_district", "patient_code"})
    void nor_sorted_on(String field) {
        var order = Hub.json("[{'field': 'arrived_at'}, {'field': '" + field + "'}]");

        assertThat(reader.ask(READ, "id", visits, "order", order).inputPath(ErrorCode.MASKED_FIELD_USED))
                .isEqualTo("orderBy[1].field");
    }

    @Test
    void also_through_aliases_and_fragments() {
        var reply = reader.ask("""
                query ($id: ID!) { ...sorted other: records(dataset: $id, first: 1) { edges { node { id } } } }
                fragment sorted on Query { a: records(dataset: $id, orderBy: [{field: "age"}]) { ...rows }
                    b: dataset(id: $id) { ... on Dataset { records(filter: {eq: {field: "age", value: 3}}) { ...rows } } } }
                fragment rows on RecordConnection { edges { node { values } } }
                """, "id", visits);

        assertThat(reply.codes())
                .containsExactly(ErrorCode.MASKED_FIELD_USED.name(), ErrorCode.MASKED_FIELD_USED.name());
        assertThat(reply.body()).doesNotContain("\"values\"");
    }

    @Test
    void an_unknown_field_is_unknown_whatever_is_masked() {
        assertThat(reader.ask(READ, "id", visits, "filter", Hub.json("{'eq': {'field': 'nothing', 'value': 1}}"))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("filter.eq.field");
        assertThat(reader.ask(
                                READ,
                                "id",
                                visits,
                                "filter",
                                Hub.json("{'and': [{'lt': {'field': 'wait_minutes', 'value': 'x'}}]}"))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("filter.and[0].lt.value");
        assertThat(reader.ask(READ, "id", visits, "order", Hub.json("[{'field': 'nothing'}]"))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("orderBy[0].field");
        assertThat(reader.ask(READ, "id", visits, "fields", Hub.json("['wait_minutes', 'nothing']"))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("fields[1]");
    }

    @Test
    void a_cursor_serves_its_caller_and_its_query_alone() throws Exception {
        var order = Hub.json("[{'field': 'wait_minutes'}]");
        var cursor = reader.ask(READ, "id", visits, "order", order, "first", 2)
                .data("/records/pageInfo/endCursor")
                .asText();
        reader.ask(READ, "id", visits, "order", order, "first", 2, "after", cursor)
                .data();

        for (var refused : List.of(
                reader.ask(READ, "id", visits, "first", 2, "after", cursor),
                reader.ask(
                        READ,
                        "id",
                        visits,
                        "order",
                        Hub.json("[{'field': 'wait_minutes', 'direction': 'DESC'}]"),
                        "after",
                        cursor),
                reader.ask(READ, "id", visits, "order", order, "filter", Hub.json("{'and': []}"), "after", cursor),
                reader.ask(READ, "id", visits, "order", order, "after", cursor + "A"),
                reader.ask(READ, "id", visits, "order", order, "after", "A" + cursor.substring(1)),
                reader.ask(READ, "id", visits, "order", order, "after", "garbage"),
                reader.ask(READ, "id", visits, "order", order, "after", ""),
                Hub.as("steward-aphm")
                        .with("Entente-Justification", "study 7")
                        .ask(READ, "id", visits, "order", order, "after", cursor))) {
            assertThat(refused.inputPath(ErrorCode.BAD_INPUT)).isEqualTo("after");
        }
    }

    @ParameterizedTest
    @CsvSource({"ASC, asc", "DESC, desc"})
    void the_owner_pages_through_all_rows_those_without_a_value_last(String direction, String sql) throws Exception {
        var reports = city.id(City.REPORTS);
        var rows = pages(
                Hub.as("steward-ville"),
                reports,
                null,
                "[{'field': 'reporter_age', 'direction': '%1$s'}, {'field': 'district'}]".formatted(direction),
                1_000);

        assertThat(rows.stream().map(Row::id))
                .containsExactlyElementsOf(city.ids(
                        reports,
                        "order by {reporter_age} " + sql
                                + " nulls last, {district} collate \"C\" asc nulls last, id asc"));
        assertThat(new HashSet<>(rows)).hasSize(rows.size()).hasSizeGreaterThan(8_000);
        assertThat(city.count(reports, "where {reporter_age} is null")).isPositive();
        assertThat(rows).allMatch(row -> row.masked.isEmpty());
    }

    private record Row(String id, String values, Set<String> masked) {
        int shown() {
            return values.isEmpty() ? 0 : values.split(", ").length;
        }
    }

    private List<Row> pages(Hub hub, String filter, String order, int first) {
        return pages(hub, visits, filter, order, first);
    }

    private static List<Row> pages(Hub hub, UUID dataset, String filter, String order, int first) {
        var rows = new ArrayList<Row>();
        String after = null;
        do {
            var page = hub.ask(
                            READ,
                            "id",
                            dataset,
                            "filter",
                            filter == null ? null : Hub.json(filter),
                            "order",
                            Hub.json(order),
                            "first",
                            first,
                            "after",
                            after)
                    .data("/records");
            for (var edge : page.path("edges")) {
                rows.add(new Row(
                        edge.at("/node/id").asText(),
                        sorted(edge.at("/node/values").toString()),
                        Set.copyOf(Reply.texts(edge.at("/node/masked")))));
            }
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asText()
                    : null;
        } while (after != null);
        return rows;
    }

    /** A flat object's members in one order, so that two of them can be compared as text. */
    private static String sorted(String object) {
        return String.join(
                ", ",
                List.of(object.substring(1, object.length() - 1).split(",(?=\")")).stream()
                        .sorted()
                        .toList());
    }
}
