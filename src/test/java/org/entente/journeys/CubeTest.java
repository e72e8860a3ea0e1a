package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The city publishes what may be counted of its street reports, which name who reported; partners count as far as they were granted. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class CubeTest {
    private static final String PUBLISH = """
            mutation ($id: ID!, $cube: CubeInput!, $version: Int!, $key: String!) {
                publishCube(dataset: $id, cube: $cube, expectedVersion: $version, idempotencyKey: $key) {
                    version unit zone budget threshold snapshotTakenAt dimensions { field levels { name members } }
                    measures { field lower upper } } }
            """;
    private static final String COUNT = "[{'kind': 'COUNT'}]";
    private static final String BY_DISTRICT = "[{'field': 'district', 'level': 'district'}]";
    private static final String BY_CATEGORY = "[{'field': 'category', 'level': 'category'}]";
    private static final String PERIODS =
            "{'field': 'reported_at', 'from': '2024-10-31T23:00:00Z', 'until': '2026-10-31T23:00:00Z', "
                    + "'levels': [{'name': 'year', 'interval': 'YEAR'}, {'name': 'month', 'interval': 'MONTH'}, {'name': 'day', 'interval': 'DAY'}]}";
    private static final String DISTRICTS = "{'field': 'district', 'levels': [{'name': 'district'}]}";
    private static final String CLOSED =
            "{'field': 'closed', 'levels': [{'name': 'closed', 'members': [{'name': 'true'}, {'name': 'false'}]}]}";
    private static final String CATEGORIES = "{'field': 'category', 'levels': [{'name': 'category'}]}";
    /** No union of these is what the operator of the lines may use. */
    private static final String KINDS = "{'field': 'category', 'levels': [{'name': 'category', 'members': ["
            + "{'name': 'night', 'of': ['bruit-nocturne', 'trouble-ordre-public', 'rassemblement-alcoolise']}, "
            + "{'name': 'street', 'of': ['depot-sauvage', 'vehicule-abandonne', 'eclairage-en-panne', 'graffiti', 'chaussee-degradee']}]}]}";

    private static final String MINUTES = "'measures': [{'field': 'response_minutes', 'lower': 0, 'upper': 5000}]";

    private static final String STANDING = CATEGORIES + 10_000;

    /** What was published last: most tests can share it. */
    private static String standing;

    private final Hub police = Hub.as("agent-police", "public-safety");
    private final Hub hospital = Hub.as("agent-aphm", "health-service");
    private final Hub lines = Hub.as("agent-rtm", "transport");
    private final Hub steward = Hub.as("steward-ville");

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_cube_is_published() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
        if (!STANDING.equals(standing)) {
            publish(CATEGORIES, 10_000);
        }
    }

    private JsonNode publish(String categories, int budget) throws Exception {
        return publish(categories, budget, version(), UUID.randomUUID().toString())
                .data("/publishCube");
    }

    private Reply publish(String categories, int budget, long version, String key) {
        return steward.ask(
                PUBLISH,
                "id",
                reports,
                "cube",
                cube(String.join(", ", PERIODS, DISTRICTS, CLOSED, categories), budget),
                "version",
                version,
                "key",
                key);
    }

    private static Object cube(String dimensions, int budget) {
        return Hub.json("{'dimensions': [%s], %s, 'budget': %d}".formatted(dimensions, MINUTES, budget));
    }

    private long version() throws Exception {
        return city.number("select coalesce(max(version), 0) from cube where dataset = ?::uuid", reports.toString());
    }

    private JsonNode table(Hub hub, String by, String metrics, String filter) {
        return AggregateTest.ask(hub, reports, by, metrics, filter).data("/aggregate");
    }

    /** The shown counts by group; null where a cell is hidden. */
    private static Map<String, Long> counts(JsonNode table) {
        var counts = new LinkedHashMap<String, Long>();
        for (var cell : table.path("cells")) {
            var value = cell.at("/values/0/value");
            counts.put(
                    StreamSupport.stream(cell.path("group").spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(" ")),
                    value.isNull() ? null : value.asLong());
        }
        return counts;
    }

    private Map<String, Long> truth(String group, String where) throws Exception {
        var truth = new LinkedHashMap<String, Long>();
        for (var row : city.rows(
                reports,
                "jsonb_build_array(" + group + ", count(*))",
                where + " group by " + group + " order by " + group + " collate \"C\"")) {
            truth.put(row.get(0).asText(), row.get(1).asLong());
        }
        return truth;
    }

    @Test
    void the_steward_sees_what_was_published() throws Exception {
        var published = publish(CATEGORIES, 500);

        assertThat(published.path("version").asLong()).isEqualTo(version());
        assertThat(published.path("unit").isNull()).isTrue();
        assertThat(published.at("/dimensions/0/levels/0/members").toString()).isEqualTo("[\"2024\",\"2025\",\"2026\"]");
        assertThat(published.at("/dimensions/0/levels/1/members")).hasSize(24);
        assertThat(published.at("/dimensions/0/levels/2/members")).hasSize(730);
        assertThat(Reply.texts(published.at("/dimensions/1/levels/0/members")))
                .isEqualTo(city.texts("select code from area where code like 'PL%' order by code"));
        assertThat(police.ask(
                                "query ($id: ID!) { cube(dataset: $id) { version budget threshold measures { field } } }",
                                "id",
                                reports)
                        .data("/cube")
                        .toString())
                .isEqualTo(
                        "{\"version\":%d,\"budget\":500,\"threshold\":10,\"measures\":[{\"field\":\"response_minutes\"}]}"
                                .formatted(version()));
    }

    @Test
    void counts_are_near_the_truth_and_marked_as_noisy() throws Exception {
        var table = table(police, BY_DISTRICT, COUNT, null);
        var truth = truth("{district}", "");

        assertThat(table.path("cells").findValuesAsText("state"))
                .contains("PERTURBED")
                .doesNotContain("EXACT");
        assertThat(table.path("cells").findValuesAsText("reason")).contains("cube.noise");
        assertThat(table.path("cells").findValuesAsText("text")).allMatch(text -> text.length() > 10);
        var counts = counts(table);
        assertThat(counts.keySet()).containsExactlyElementsOf(truth.keySet());
        counts.forEach((district, count) ->
                assertThat(Math.abs(count - truth.get(district))).as(district).isLessThanOrEqualTo(5));
        assertThat(counts).isNotEqualTo(truth);
        assertThat(table.at("/cube/unit").isNull()).isTrue();
    }

    @Test
    void sums_and_means_are_near_the_truth_too() throws Exception {
        var metrics =
                "[{'kind': 'COUNT'}, {'kind': 'SUM', 'field': 'response_minutes'}, {'kind': 'MEAN', 'field': 'response_minutes'}]";
        var cells = table(police, BY_CATEGORY, metrics, null).path("cells");

        for (var cell : cells) {
            var truth = city.rows(
                            reports,
                            "jsonb_build_array(sum(least({response_minutes}, 5000)), max(least({response_minutes}, 5000)))",
                            "where {category} = '" + cell.at("/group/0").asText() + "'")
                    .getFirst();
            double off = Math.abs(
                    cell.at("/values/1/value").asDouble() - truth.get(0).asDouble());
            assertThat(off / truth.get(1).asDouble()).isBetween(0.49, 1.01);
            assertThat(cell.at("/values/2/value").asDouble())
                    .isCloseTo(
                            cell.at("/values/1/value").asDouble()
                                    / cell.at("/values/0/value").asDouble(),
                            Offset.offset(0.001));
        }
        assertThat(cells.size()).isGreaterThan(5);
    }

    @Test
    void the_same_cell_has_the_same_value_however_it_is_asked_for() throws Exception {
        var both = "[{'field': 'district', 'level': 'district'}, {'field': 'closed', 'level': 'closed'}]";
        var turned = "[{'field': 'closed', 'level': 'closed'}, {'field': 'district', 'level': 'district'}]";
        var once = counts(table(police, both, COUNT, null));

        assertThat(counts(table(police, both, COUNT, null))).isEqualTo(once);
        assertThat(counts(table(steward, both, COUNT, null))).isEqualTo(once);
        counts(table(police, turned, COUNT, null)).forEach((group, count) -> {
            var words = group.split(" ");
            assertThat(once).containsEntry(words[1] + " " + words[0], count);
        });
        counts(table(police, BY_DISTRICT, COUNT, "{'eq': {'field': 'closed.closed', 'value': 'true'}}"))
                .forEach((district, count) -> assertThat(once).containsEntry(district + " true", count));
        publish(KINDS, 10_000);
        assertThat(counts(table(police, both, COUNT, null)))
                .as("in another version of the cube")
                .isEqualTo(once);
    }

    @Test
    void a_filter_selects_cells_and_makes_none() throws Exception {
        var months = "[{'field': 'reported_at', 'level': 'month'}]";
        var all = counts(table(police, months, COUNT, null));
        var some = counts(table(
                police, months, COUNT, "{'in': {'field': 'reported_at.month', 'values': ['2025-01', '2025-03']}}"));

        assertThat(some.keySet()).containsExactly("2025-01", "2025-03");
        some.forEach((month, count) -> assertThat(all).containsEntry(month, count));
    }

    @Test
    void a_partner_counts_the_rows_of_its_consent_alone() throws Exception {
        var counts = counts(table(hospital, BY_DISTRICT, COUNT, null));
        var truth = truth("{district}", "where {category} in ('trouble-ordre-public', 'rassemblement-alcoolise')");

        counts.forEach((district, count) -> assertThat(count == null || Math.abs(count - truth.get(district)) <= 5)
                .isTrue());
        assertThat(counts(table(hospital, BY_CATEGORY, COUNT, null)).keySet())
                .containsExactly("rassemblement-alcoolise", "trouble-ordre-public");
    }

    @Test
    void a_consent_that_cuts_through_members_gives_no_aggregate() throws Exception {
        assertThat(counts(table(lines, BY_DISTRICT, COUNT, null))).isNotEmpty();

        publish(KINDS, 10_000);
        assertThat(AggregateTest.ask(lines, reports, BY_DISTRICT, COUNT, null).reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("cube.row_filter");
        assertThat(counts(table(police, BY_DISTRICT, COUNT, null))).isNotEmpty();
    }

    @Test
    void what_is_refused_for_its_small_cells_costs_too() throws Exception {
        var month = "[{'field': 'reported_at', 'level': 'day'}, {'field': 'district', 'level': 'district'}]";
        var asked = "select count(*) from cube_question where dataset = ?::uuid and partner = 'ville'";
        long before = city.number(asked, reports.toString());

        for (int again = 0; again < 2; again++) {
            assertThat(AggregateTest.ask(steward, reports, month, COUNT, null).reasons(ErrorCode.ACCESS_DENIED))
                    .containsExactly("cube.sparse");
            assertThat(city.number(asked, reports.toString())).isEqualTo(before + 1);
        }
    }

    @Test
    void statistical_secrecy_leaves_tables_of_the_cube_and_no_records() throws Exception {
        city.govern(reports, "secrecy = 'STATISTICAL'");
        try {
            assertThat(counts(table(police, BY_DISTRICT, COUNT, null))).isNotEmpty();
            assertThat(police.ask(
                                    "query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { values } } } }",
                                    "id",
                                    reports)
                            .reasons(ErrorCode.ACCESS_DENIED))
                    .contains("secrecy.statistical");
        } finally {
            city.govern(reports, "secrecy = 'NONE'");
        }
    }

    @Test
    void a_table_of_many_small_cells_is_refused_as_a_whole() {
        var fine = "[{'field': 'reported_at', 'level': 'day'}, {'field': 'closed', 'level': 'closed'}]";

        var refusal = AggregateTest.ask(police, reports, fine, COUNT, null);
        assertThat(refusal.reasons(ErrorCode.ACCESS_DENIED)).containsExactly("cube.sparse");
        assertThat(AggregateTest.ask(
                                police,
                                reports,
                                "[]",
                                COUNT,
                                "{'and': [{'eq': {'field': 'reported_at.day', 'value': '2025-01-01'}}, {'eq': {'field': 'closed.closed', 'value': 'true'}}]}")
                        .reasons(ErrorCode.ACCESS_DENIED))
                .as("a part of it too")
                .containsExactly("cube.sparse");
    }

    @Test
    void what_was_refused_after_the_policies_permitted_it_is_explained_as_both() throws Exception {
        var fine = "[{'field': 'reported_at', 'level': 'day'}, {'field': 'closed', 'level': 'closed'}]";
        AggregateTest.ask(police, reports, fine, COUNT, null).refused(ErrorCode.ACCESS_DENIED);
        var event = city.text(
                "select id from audit_event where dataset = ?::uuid and kind = 'DENIAL' order by position desc limit 1",
                reports.toString());

        var explained = steward.ask(
                        "query ($id: ID!) { explainEvent(event: $id) { outcome asRecorded recorded { outcome reasons { code text } } } }",
                        "id",
                        event)
                .data("/explainEvent");

        assertThat(explained.at("/recorded/outcome").asText()).isEqualTo("DENY");
        assertThat(explained.at("/recorded/reasons").findValuesAsText("code")).containsExactly("cube.sparse");
        assertThat(explained.path("outcome").asText()).isEqualTo("PERMIT");
        assertThat(explained.path("asRecorded").asBoolean()).isTrue();
    }

    @Test
    void the_budget_counts_different_tables_and_what_was_given_stays_given() throws Exception {
        assertThat(counts(table(hospital, BY_DISTRICT, COUNT, null))).isNotEmpty();
        int asked = (int) city.number(
                "select count(*) from cube_question where dataset = ?::uuid and partner = 'aphm'", reports.toString());
        publish(CATEGORIES, asked + 1);

        assertThat(table(hospital, BY_DISTRICT, COUNT, null)
                        .at("/cube/tablesLeft")
                        .asInt())
                .isEqualTo(1);
        var year = "[{'field': 'reported_at', 'level': 'year'}]";
        assertThat(table(hospital, year, COUNT, null).at("/cube/tablesLeft").asInt())
                .isZero();
        assertThat(AggregateTest.ask(hospital, reports, "[]", COUNT, null).inputPath(ErrorCode.LIMIT_EXCEEDED))
                .isEqualTo("groupBy");
        assertThat(counts(table(hospital, BY_DISTRICT, COUNT, null))).isNotEmpty();
        assertThat(counts(table(police, BY_DISTRICT, COUNT, null)))
                .as("another partner's is its own")
                .isNotEmpty();
    }

    /** A dimension's members are values of its field. */
    @Test
    void a_cube_tells_nothing_of_masked_fields() throws Exception {
        var cube = hospital.ask(
                        "query ($id: ID!) { cube(dataset: $id) { dimensions { field } measures { field } } }",
                        "id",
                        reports)
                .data("/cube");

        assertThat(cube.path("dimensions").findValuesAsText("field"))
                .contains("reported_at", "district")
                .doesNotContain("closed");
        assertThat(cube.path("measures")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MASKED_FIELD_USED | groupBy[0].field | [{'field': 'closed', 'level': 'closed'}] | [{'kind': 'COUNT'}] |",
                "MASKED_FIELD_USED | metrics[0].field | [] | [{'kind': 'SUM', 'field': 'response_minutes'}] |",
                "MASKED_FIELD_USED | filter.eq.field  | [] | [{'kind': 'COUNT'}] | {'eq': {'field': 'closed.closed', 'value': 'true'}}",
                "MASKED_FIELD_USED | groupBy[0].field | [{'field': 'reporter_age', 'level': 'x'}] | [{'kind': 'COUNT'}] |"
            })
    void masked_fields_cannot_be_counted_by(ErrorCode code, String path, String by, String metrics, String filter) {
        assertThat(AggregateTest.ask(hospital, reports, by, metrics, filter).inputPath(code))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAD_INPUT | metrics[0].kind  | [] | [{'kind': 'MIN', 'field': 'response_minutes'}] |",
                "BAD_INPUT | metrics[0].kind  | [] | [{'kind': 'MAX', 'field': 'response_minutes'}] |",
                "BAD_INPUT | metrics[0].kind  | [] | [{'kind': 'PERCENTILE', 'field': 'response_minutes', 'percentile': 0.5}] |",
                "BAD_INPUT | metrics[0].field | [] | [{'kind': 'COUNT', 'field': 'category'}] |",
                "BAD_INPUT | groupBy[0].field | [{'field': 'description', 'level': 'x'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | groupBy[0].field | [{'field': 'none', 'level': 'x'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | groupBy[0].level | [{'field': 'district'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | groupBy[0].level | [{'field': 'district', 'level': 'street'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | groupBy[0].level | [{'field': 'reported_at', 'level': 'month', 'interval': 'MONTH'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | groupBy | [{'field': 'reported_at', 'level': 'month'}, {'field': 'reported_at', 'level': 'year'}] | [{'kind': 'COUNT'}] |",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'gt': {'field': 'reported_at', 'value': '2025-01-01'}}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'not': {'eq': {'field': 'district.district', 'value': 'PL01'}}}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'or': [{'eq': {'field': 'district.district', 'value': 'PL01'}}, {'eq': {'field': 'closed.closed', 'value': 'true'}}]}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'eq': {'field': 'district', 'value': 'PL01'}}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'eq': {'field': 'district.district', 'value': 'PL99'}}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'in': {'field': 'district.district', 'values': ['PL01', 'PL02']}}",
                "BAD_INPUT | filter  | [] | [{'kind': 'COUNT'}] | {'and': [{'eq': {'field': 'district.district', 'value': 'PL01'}}, {'eq': {'field': 'district.district', 'value': 'PL02'}}]}",
                "LIMIT_EXCEEDED | groupBy | [{'field': 'district', 'level': 'district'}, {'field': 'category', 'level': 'category'}, {'field': 'reported_at', 'level': 'year'}] | [{'kind': 'COUNT'}] | {'eq': {'field': 'closed.closed', 'value': 'true'}}",
                "LIMIT_EXCEEDED | groupBy | [{'field': 'district', 'level': 'district'}, {'field': 'category', 'level': 'category'}, {'field': 'reported_at', 'level': 'day'}] | [{'kind': 'COUNT'}] |"
            })
    void what_is_no_table_of_the_cube_is_refused(
            ErrorCode code, String path, String by, String metrics, String filter) {
        assertThat(AggregateTest.ask(police, reports, by, metrics, filter).inputPath(code))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'field': 'district', 'level': 'street'}] | | The levels of 'district' are district",
                "[{'field': 'description', 'level': 'x'}] | | The dimensions of the cube are ",
                "[{'field': 'none', 'level': 'x'}] | | There is no field 'none'",
                "[] | {'eq': {'field': 'district.district', 'value': 'PL99'}} | is no member of 'district.district'"
            })
    void what_there_is_instead_is_told(String by, String filter, String told) {
        assertThat(AggregateTest.ask(police, reports, by, COUNT, filter)
                        .refused(ErrorCode.BAD_INPUT)
                        .path("message")
                        .asText())
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cube.dimensions[0].field | {'field': 'none', 'levels': [{'name': 'x'}]}",
                "cube.dimensions[0].field | {'field': 'location', 'levels': [{'name': 'x'}]}",
                "cube.dimensions[0].from | {'field': 'reported_at', 'levels': [{'name': 'x', 'interval': 'DAY'}]}",
                "cube.dimensions[0].levels | {'field': 'reported_at', 'from': '2025-01-01T00:00:00Z', 'levels': [{'name': 'm', 'interval': 'MONTH'}, {'name': 'w', 'interval': 'WEEK'}]}",
                "cube.dimensions[0].levels | {'field': 'reported_at', 'from': '2025-01-01T00:00:00Z', 'levels': [{'name': 'd', 'interval': 'DAY'}, {'name': 'm', 'interval': 'MONTH'}]}",
                "cube.dimensions[0].levels | {'field': 'reported_at', 'from': '1925-01-01T00:00:00Z', 'levels': [{'name': 'd', 'interval': 'DAY'}]}",
                "cube.dimensions[0].levels[0].interval | {'field': 'reported_at', 'from': '2025-01-01T00:00:00Z', 'levels': [{'name': 'd'}]}",
                "cube.dimensions[0].until | {'field': 'reported_at', 'from': '2925-01-01T00:00:00Z', 'levels': [{'name': 'd', 'interval': 'DAY'}]}",
                "cube.dimensions[0].lower | {'field': 'reporter_age', 'levels': [{'name': 'x', 'width': 5}]}",
                "cube.dimensions[0].levels[0].width | {'field': 'reporter_age', 'lower': 0, 'upper': 100, 'levels': [{'name': 'x'}]}",
                "cube.dimensions[0].levels | {'field': 'reporter_age', 'lower': 0, 'upper': 100, 'levels': [{'name': 'x', 'width': 30}]}",
                "cube.dimensions[0].levels | {'field': 'reporter_age', 'lower': 0, 'upper': 100, 'levels': [{'name': 'x', 'width': 5}, {'name': 'y', 'width': 10}]}",
                "cube.dimensions[0].levels[1].members | {'field': 'category', 'levels': [{'name': 'x', 'members': [{'name': 'a', 'of': ['b']}]}, {'name': 'y', 'members': [{'name': 'b', 'of': ['graffiti']}, {'name': 'b'}]}]}",
                "cube.dimensions[0].levels[0].members | {'field': 'category', 'levels': [{'name': 'x', 'members': [{'name': 'a', 'of': ['c']}]}, {'name': 'y', 'members': [{'name': 'b', 'of': ['graffiti']}]}]}",
                "cube.dimensions[0].levels[0].members | {'field': 'category', 'levels': [{'name': 'y', 'members': [{'name': 'b', 'of': ['graffiti']}, {'name': 'c', 'of': ['graffiti']}]}]}",
                "cube.dimensions[0].levels | {'field': 'category', 'levels': [{'name': 'x', 'members': [{'name': 'a', 'of': ['b']}]}, {'name': 'x', 'members': [{'name': 'b', 'of': ['graffiti']}]}]}",
                "cube.dimensions | {'field': 'district', 'levels': [{'name': 'x'}]}, {'field': 'district', 'levels': [{'name': 'y'}]}",
                "cube.dimensions | {'field': 'reporter_phone', 'levels': [{'name': 'x'}]}",
                "cube.dimensions[0].levels[0].members[0].of[0] | {'field': 'district', 'levels': [{'name': 'x', 'members': [{'name': 'x', 'of': [null]}]}]}"
            })
    void what_makes_no_cube_is_refused(String refused) throws Exception {
        var parts = refused.split(" \\| ");
        long before = version();
        var reply = steward.ask(
                PUBLISH,
                "id",
                reports,
                "cube",
                cube(parts[1], 10),
                "version",
                before,
                "key",
                UUID.randomUUID().toString());

        assertThat(reply.inputPath(ErrorCode.BAD_INPUT)).isEqualTo(parts[0]);
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void only_the_owners_stewards_publish_and_each_version_once() throws Exception {
        var key = UUID.randomUUID().toString();
        long version = version();
        standing = "of this test";

        assertThat(publish(CATEGORIES, 700, version, key)
                        .data("/publishCube/version")
                        .asLong())
                .isEqualTo(version + 1);
        assertThat(publish(CATEGORIES, 700, version, key)
                        .data("/publishCube/version")
                        .asLong())
                .isEqualTo(version + 1);
        publish(CATEGORIES, 701, version + 1, key).refused(ErrorCode.CONFLICT);
        assertThat(publish(CATEGORIES, 700, version, UUID.randomUUID().toString())
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asLong())
                .isEqualTo(version + 1);
        Hub.as("steward-aphm")
                .ask(PUBLISH, "id", reports, "cube", cube(CATEGORIES, 1), "version", 0, "key", key)
                .refused(ErrorCode.NOT_FOUND);
        assertThat(city.text(
                        "select detail ->> 'budget' from audit_event where action = 'publishCube' and dataset = ?::uuid "
                                + "order by position desc limit 1",
                        reports.toString()))
                .isEqualTo("700");
    }

    @Test
    void every_table_is_audited() throws Exception {
        var events =
                "select count(*) from audit_event where action = 'AGGREGATE' and kind = 'READ' and partner = 'police'";
        long before = city.number(events);

        IntStream.range(0, 3).forEach(again -> table(police, BY_DISTRICT, COUNT, null));

        assertThat(city.number(events)).isEqualTo(before + 3);
    }

    @Test
    void the_reader_is_told_why_in_their_language() {
        var french = AggregateTest.ask(police.with("Accept-Language", "fr"), reports, BY_DISTRICT, COUNT, null);

        assertThat(List.copyOf(french.data("/aggregate/cells").findValuesAsText("text")))
                .anyMatch(text -> text.contains("bruitée"));
    }
}
