package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hidden dataset is, for who was not given it, a dataset that does not exist. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class HiddenDatasetTest {
    private static final String PAGE = """
            query ($query: String, $first: Int, $after: String) { datasets(query: $query, first: $first, after: $after) {
                totalCount facets { name buckets { value count } } pageInfo { hasNextPage endCursor }
                edges { node { id } } } }
            """;

    /** As the policies say it, in SQL: what a caller of this partner may know of without any consent. */
    private static final String KNOWN =
            "archived_at is null and (access_level in ('OPEN', 'DISCOVERABLE') or owner = '%s')";

    @Inject
    City city;

    private UUID hidden;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        hidden = city.id(City.VISITS);
    }

    /** Each with the partner whose own data they know. */
    private static Map<Hub, String> strangers() {
        return Map.of(
                Hub.citizen(), "nobody",
                Hub.as("agent-police", "public-safety"), "police",
                Hub.as("agent-rtm", "transport"), "rtm",
                Hub.as("steward-ville", "urban-planning"), "ville");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query ($id: ID!) { dataset(id: $id) { title } }",
                "query ($id: ID!) { dataset(id: $id) { id records(first: 1) { edges { node { values } } } fields { name } } }",
                "query ($id: ID!) { a: dataset(id: $id) { title } b: records(dataset: $id) { edges { node { values } } } me { name } }",
                "query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { values } } } }",
                "query ($id: ID!) { records(dataset: $id, filter: {eq: {field: \"age\", value: 1}}) { edges { node { values } } } }",
                "query ($id: ID!) { records(dataset: $id, filter: {eq: {field: \"nothing\", value: 1}}) { edges { node { values } } } }",
                "query ($id: ID!) { records(dataset: $id, after: \"garbage\") { edges { node { values } } } }"
            })
    void it_is_answered_like_one_that_does_not_exist(String query) {
        for (var stranger : strangers().keySet()) {
            var real = stranger.ask(query, "id", hidden);

            assertThat(real.codes()).isNotEmpty().containsOnly(ErrorCode.NOT_FOUND.name());
            for (var absent : List.of(UUID.randomUUID().toString(), "made-up", "", "x".repeat(36), "%00")) {
                var unreal = stranger.ask(query, "id", absent);
                assertThat(unreal.body()).isEqualTo(real.body());
                assertThat(headers(unreal)).isEqualTo(headers(real));
                assertThat(unreal.status()).isEqualTo(real.status());
            }
        }
    }

    private static List<String> headers(Reply reply) {
        return reply.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("date"))
                .map(Header::toString)
                .toList();
    }

    @Test
    void no_steward_of_another_partner_loads_its_records() {
        var load = "mutation ($id: ID!) { loadRecords(dataset: $id) { state } }";
        var steward = Hub.as("steward-ville", "urban-planning");

        var real = steward.ask(load, "id", hidden);
        real.refused(ErrorCode.NOT_FOUND);
        assertThat(steward.ask(load, "id", UUID.randomUUID()).body()).isEqualTo(real.body());
    }

    @Test
    void its_owner_and_who_was_given_it_know_it() {
        var query = "query ($id: ID!) { dataset(id: $id) { title } }";

        assertThat(Hub.as("agent-aphm")
                        .ask(query, "id", hidden)
                        .data("/dataset/title")
                        .asText())
                .isEqualTo("Emergency department visits");
        assertThat(Hub.as("steward-ville", "statistics")
                        .ask(query, "id", hidden)
                        .data("/dataset/title")
                        .asText())
                .isEqualTo("Emergency department visits");
        assertThat(found(Hub.as("steward-ville", "statistics"), null)).contains(hidden.toString());
        assertThat(found(Hub.as("steward-ville", "transport"), null)).doesNotContain(hidden.toString());
    }

    @Test
    void hits_totals_and_facets_are_those_of_the_datasets_that_a_caller_may_know() throws Exception {
        for (var stranger : strangers().entrySet()) {
            var known = KNOWN.formatted(stranger.getValue());
            var first = stranger.getKey().ask(PAGE, "first", 1).data("/datasets");

            assertThat(first.path("totalCount").asLong())
                    .isEqualTo(city.number("select count(*) from dataset where " + known));
            assertThat(buckets(first, "accessLevel")).isEqualTo(counts("access_level", known));
            assertThat(buckets(first, "owner")).isEqualTo(counts("owner", known));
            assertThat(buckets(first, "theme"))
                    .isEqualTo(counts("theme", known, ", jsonb_array_elements_text(draft -> 'themes') as theme"));
            assertThat(found(stranger.getKey(), null))
                    .containsExactlyInAnyOrderElementsOf(city.texts("select id from dataset where " + known));
        }
    }

    @ParameterizedTest
    @MethodSource
    void its_own_words_find_it_only_for_who_knows_it(String words) throws Exception {
        assertThat(found(Hub.as("agent-aphm"), words)).contains(hidden.toString());
        for (var stranger : strangers().keySet()) {
            var page = stranger.ask(PAGE, "query", words, "first", 100).data("/datasets");
            var ids = page.path("edges").findValuesAsText("id");

            assertThat(ids).doesNotContain(hidden.toString());
            assertThat(page.path("totalCount").asInt()).isEqualTo(ids.size());
            assertThat(buckets(page, "owner").values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(ids.size());
        }
    }

    private static Stream<String> its_own_words_find_it_only_for_who_knows_it() {
        return Stream.of(City.VISITS, "passages urgences", "triage", "emergency visits", "hôpital de la Pinède");
    }

    private static List<String> found(Hub caller, String words) {
        var ids = new ArrayList<String>();
        String after = null;
        do {
            var page =
                    caller.ask(PAGE, "query", words, "first", 7, "after", after).data("/datasets");
            ids.addAll(page.path("edges").findValuesAsText("id"));
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asText()
                    : null;
        } while (after != null);
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    private static Map<String, Long> buckets(JsonNode datasets, String facet) {
        var counts = new TreeMap<String, Long>();
        for (var each : datasets.path("facets")) {
            if (each.path("name").asText().equals(facet)) {
                each.path("buckets")
                        .forEach(bucket -> counts.put(
                                bucket.path("value").asText(),
                                bucket.path("count").asLong()));
            }
        }
        return counts;
    }

    private Map<String, Long> counts(String value, String known, String... more) throws Exception {
        var counts = new TreeMap<String, Long>();
        for (var line : city.texts("select " + value + " || ' ' || count(*) from dataset" + String.join("", more)
                + " where " + known + " group by " + value)) {
            counts.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
        }
        return counts;
    }
}
