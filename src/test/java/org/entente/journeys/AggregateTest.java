package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting where there are no personal fields: exact, as PostgreSQL says, over what the caller may see. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AggregateTest {
    static final String ASK = """
            query ($id: ID!, $by: [AggregateGroup!], $metrics: [AggregateMetric!]!, $filter: Filter, $first: Int) {
                aggregate(dataset: $id, groupBy: $by, metrics: $metrics, filter: $filter, first: $first) {
                    cells { group values { value state reason text } }
                    cube { version snapshotTakenAt unit tablesLeft } } }
            """;
    private static final String COUNT = "[{'kind': 'COUNT'}]";
    private static final String INCIDENTS = "Incidents d'exploitation des lignes";

    private final Hub owner = Hub.as("agent-rtm");

    @Inject
    City city;

    private UUID incidents;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        incidents = city.id(INCIDENTS);
    }

    static Reply ask(Hub hub, UUID id, String by, String metrics, String filter) {
        return hub.ask(
                ASK,
                "id",
                id,
                "by",
                Hub.json(by),
                "metrics",
                Hub.json(metrics),
                "filter",
                filter == null ? null : Hub.json(filter),
                "first",
                10_000);
    }

    private List<String> cells(Hub hub, String by, String metrics, String filter) {
        var cells = ask(hub, incidents, by, metrics, filter).data("/aggregate/cells");
        assertThat(cells.findValuesAsText("state")).containsOnly("EXACT");
        return StreamSupport.stream(cells.spliterator(), false)
                .map(AggregateTest::text)
                .toList();
    }

    private static String text(JsonNode cell) {
        return StreamSupport.stream(cell.path("group").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" "))
                + ": "
                + StreamSupport.stream(cell.path("values").spliterator(), false)
                        .map(value -> value.path("value")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString())
                        .collect(Collectors.joining(" "));
    }

    /** What SQL says, as {@link #text} writes it. */
    private List<String> expected(String group, String values, String rest) throws Exception {
        return city
                .rows(incidents, "to_jsonb(%s || ': ' || concat_ws(' ', %s))".formatted(group, values), rest)
                .stream()
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void every_metric_by_a_field() throws Exception {
        var metrics = """
                [{'kind': 'COUNT'}, {'kind': 'SUM', 'field': 'delay_minutes'}, {'kind': 'MIN', 'field': 'delay_minutes'},
                 {'kind': 'MAX', 'field': 'delay_minutes'}, {'kind': 'PERCENTILE', 'field': 'passengers', 'percentile': 0.9},
                 {'kind': 'COUNT', 'field': 'stop'}]
                """;

        assertThat(cells(Hub.citizen(), "[{'field': 'line'}]", metrics, null))
                .isEqualTo(expected(
                        "{line}",
                        "count(*), sum({delay_minutes}), min({delay_minutes}), max({delay_minutes}), "
                                + "trim_scale((percentile_cont(0.9) within group (order by {passengers}))::numeric), count({stop})",
                        "group by {line} order by {line} collate \"C\""));
    }

    @Test
    void the_mean_of_all() throws Exception {
        var mean = ask(Hub.citizen(), incidents, "[]", "[{'kind': 'MEAN', 'field': 'delay_minutes'}]", null)
                .data("/aggregate/cells");

        assertThat(mean).hasSize(1);
        assertThat(mean.at("/0/group")).isEmpty();
        assertThat(mean.at("/0/values/0/value").asDouble())
                .isEqualTo(city.rows(incidents, "to_jsonb(avg({delay_minutes}))", "")
                        .getFirst()
                        .asDouble());
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, Europe/Paris, YYYY-MM-DD\"T\"HH24",
        "DAY, Europe/Paris, YYYY-MM-DD",
        "WEEK, Europe/Paris, IYYY-\"W\"IW",
        "MONTH, Europe/Paris, YYYY-MM",
        "MONTH, UTC, YYYY-MM",
        "QUARTER, America/New_York, YYYY-\"Q\"Q",
        "YEAR, , YYYY"
    })
    void by_the_calendar_of_a_zone(String interval, String zone, String format) throws Exception {
        var by = "[{'field': 'occurred_at', 'interval': '%s'%s}]"
                .formatted(interval, zone == null ? "" : ", 'zone': '" + zone + "'");
        var label = "to_char({occurred_at} at time zone '%s', '%s')"
                .formatted(zone == null ? "Europe/Paris" : zone, format);
        var some = "{'lt': {'field': 'occurred_at', 'value': '2025-02-01T00:00:00Z'}}";

        assertThat(cells(Hub.citizen(), by, COUNT, some).stream()
                        .map(cell -> cell.replaceFirst("T(\\d\\d)[+-]\\d\\d:\\d\\d", "T$1"))
                        .toList())
                .isEqualTo(expected(
                        label,
                        "count(*)",
                        "where {occurred_at} < '2025-02-01T00:00:00Z' group by " + label
                                + " order by min({occurred_at})"));
    }

    @Test
    void a_row_counts_in_every_area_it_lies_in() throws Exception {
        var found = cells(Hub.citizen(), "[{'field': 'location.areas'}]", COUNT, null);

        assertThat(found.stream().filter(cell -> cell.startsWith("PL")).toList())
                .isEqualTo(expected(
                        "a.code",
                        "count(*)",
                        "join area a on a.code = any ({location}_areas) group by a.code order by a.code"));
        assertThat(found).isNotEmpty();
    }

    @Test
    void two_groups_and_a_filter_below_the_dataset() throws Exception {
        var reply = owner.ask("""
                query ($id: ID!) { dataset(id: $id) { byLine: aggregate(
                    groupBy: [{field: "line"}, {field: "resolved"}], metrics: [{kind: COUNT}],
                    filter: {gt: {field: "delay_minutes", value: 10}}) { cells { group values { value } } cube { version } } } }
                """, "id", incidents);

        var cells = reply.data("/dataset/byLine/cells");
        assertThat(StreamSupport.stream(cells.spliterator(), false)
                        .map(AggregateTest::text)
                        .toList())
                .isEqualTo(
                        expected(
                                "{line} || ' ' || {resolved}",
                                "count(*)",
                                "where {delay_minutes} > 10 group by {line}, {resolved} order by {line} collate \"C\", {resolved}"));
        assertThat(reply.data("/dataset/byLine/cube").isNull()).isTrue();
        assertThat(reply.governance("/dataset/byLine").path("action").asText()).isEqualTo("AGGREGATE");
    }

    @Test
    void what_anyone_would_get_is_not_audited_and_what_the_owner_alone_gets_is() throws Exception {
        var events =
                "select count(*) from audit_event where action = 'AGGREGATE' and dataset = ?::uuid and kind = 'READ'";
        long before = city.number(events, incidents.toString());

        cells(Hub.citizen(), "[{'field': 'line'}]", COUNT, null);
        assertThat(city.number(events, incidents.toString())).isEqualTo(before);

        assertThat(cells(owner, "[{'field': 'vehicle'}]", COUNT, null)).isNotEmpty();
        assertThat(city.number(events, incidents.toString())).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MASKED_FIELD_USED | groupBy[0].field    | [{'field': 'vehicle'}] | [{'kind': 'COUNT'}] |",
                "MASKED_FIELD_USED | metrics[0].field    | [] | [{'kind': 'COUNT', 'field': 'vehicle'}] |",
                "MASKED_FIELD_USED | filter.prefix.field | [] | [{'kind': 'COUNT'}] | {'prefix': {'field': 'vehicle', 'value': 'B'}}",
                "BAD_INPUT         | groupBy[0].field    | [{'field': 'none'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy[0].field    | [{'field': 'location'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy[0].interval | [{'field': 'occurred_at'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy[0].interval | [{'field': 'line', 'interval': 'DAY'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy[0].zone     | [{'field': 'occurred_at', 'interval': 'DAY', 'zone': 'Mars/Olympus'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy[0].level    | [{'field': 'line', 'level': 'line'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | groupBy             | [{'field': 'line'}, {'field': 'line'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT         | metrics[0].field    | [] | [{'kind': 'SUM'}] |",
                "BAD_INPUT         | metrics[1].field    | [] | [{'kind': 'COUNT'}, {'kind': 'MEAN', 'field': 'line'}] |",
                "BAD_INPUT         | metrics[0].percentile | [] | [{'kind': 'PERCENTILE', 'field': 'passengers'}] |",
                "BAD_INPUT         | metrics[0].percentile | [] | [{'kind': 'PERCENTILE', 'field': 'passengers', 'percentile': 50}] |",
                "BAD_INPUT         | filter.gt.field     | [] | [{'kind': 'COUNT'}] | {'gt': {'field': 'none', 'value': 1}}"
            })
    void what_is_no_question_is_refused(ErrorCode code, String path, String by, String metrics, String filter) {
        assertThat(ask(Hub.citizen(), incidents, by, metrics, filter).inputPath(code))
                .isEqualTo(path);
    }

    @Test
    void nor_does_a_list_have_holes() {
        var query =
                "query ($id: ID!) { aggregate(dataset: $id, groupBy: [{field: \"line\"}, null], metrics: [{kind: COUNT}]) { cells { group } } }";

        assertThat(Hub.citizen().ask(query, "id", incidents).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("groupBy[1]");
    }

    @Test
    void a_table_that_is_too_large_is_refused_and_not_cut() {
        var few = Hub.citizen()
                .ask(
                        ASK,
                        "id",
                        incidents,
                        "by",
                        Hub.json("[{'field': 'line'}]"),
                        "metrics",
                        Hub.json(COUNT),
                        "first",
                        2);

        assertThat(few.inputPath(ErrorCode.LIMIT_EXCEEDED)).isEqualTo("groupBy");
        ask(
                        Hub.citizen(),
                        incidents,
                        "[{'field': 'line'}, {'field': 'stop'}, {'field': 'nature'}, {'field': 'district'}]",
                        COUNT,
                        null)
                .refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void personal_data_is_not_counted_without_a_cube() throws Exception {
        var refusal = ask(Hub.as("steward-aphm"), city.id(City.VISITS), "[]", COUNT, null);

        assertThat(refusal.reasons(ErrorCode.ACCESS_DENIED)).containsExactly("cube.none");
        assertThat(city.text(
                        "select decision -> 'reasons' -> 0 ->> 'code' from audit_event where kind = 'DENIAL' and action = 'AGGREGATE' "
                                + "and dataset = ?::uuid order by position desc limit 1",
                        city.id(City.VISITS).toString()))
                .isEqualTo("cube.none");
    }

    @Test
    void who_may_not_know_of_a_dataset_is_told_nothing() throws Exception {
        ask(Hub.citizen(), city.id(City.VISITS), "[]", COUNT, null).refused(ErrorCode.NOT_FOUND);
        ask(Hub.citizen(), UUID.randomUUID(), "[]", COUNT, null).refused(ErrorCode.NOT_FOUND);
        assertThat(ask(Hub.citizen(), city.id(City.REPORTS), "[]", COUNT, null).reasons(ErrorCode.UNAUTHENTICATED))
                .containsExactly("sign_in.required");
    }
}
