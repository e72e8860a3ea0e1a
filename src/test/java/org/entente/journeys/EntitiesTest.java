package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub as one graph of a federation: what a gateway asks for by key is decided on like what is asked for by name. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class EntitiesTest {
    private static final String ENTITIES = """
            query ($all: [_Any!]!) { _entities(representations: $all) { __typename
                ... on Partner { id name }
                ... on Dataset { id title owner { id } fields { name } records(first: 1) { edges { node { values masked } } } } } }
            """;
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(?:type|input|enum|union|interface|scalar) (\\w+)");

    @Inject
    City city;

    private UUID reports;
    private UUID hidden;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
        hidden = city.id(City.VISITS);
    }

    private static Map<String, Object> dataset(Object id) {
        return Map.of("__typename", "Dataset", "id", id.toString());
    }

    @Test
    void entities_come_in_their_order_each_as_its_own_query_would_give_it() {
        var aphm = Hub.as("agent-aphm", "health-service");
        var reply = aphm.ask(
                ENTITIES,
                "all",
                List.of(dataset(reports), Map.of("__typename", "Partner", "id", "rtm"), dataset(reports)));
        var asked = aphm.ask(
                "query ($id: ID!) { dataset(id: $id) { __typename id title owner { id } fields { name } records(first: 1) { edges { node { values masked } } } } }",
                "id",
                reports);

        assertThat(reply.data("/_entities/0")).isEqualTo(asked.data("/dataset"));
        assertThat(reply.data("/_entities/2")).isEqualTo(asked.data("/dataset"));
        assertThat(reply.data("/_entities/1/id").asText()).isEqualTo("rtm");
        for (var path : List.of("/_entities[0]", "/_entities[2]")) {
            assertThat(reply.governance(path).path("action").asText()).isEqualTo("DISCOVER");
            assertThat(reply.governance(path + "/records").path("action").asText())
                    .isEqualTo("READ");
        }
    }

    @Test
    void what_the_caller_may_not_know_of_is_absent_and_takes_nothing_with_it() {
        var stranger = Hub.as("agent-rtm", "transport");
        var answers = Stream.of(hidden.toString(), UUID.randomUUID().toString(), "made-up", "")
                .map(id -> stranger.ask(
                        "query ($all: [_Any!]!) { _entities(representations: $all) { ... on Dataset { title } } }",
                        "all",
                        List.of(dataset(id), dataset(reports), Map.of("__typename", "Partner", "id", id))))
                .toList();

        assertThat(answers.getFirst().data("/_entities/0").isNull()).isTrue();
        assertThat(answers.getFirst().data("/_entities/2").isNull()).isTrue();
        assertThat(answers.getFirst().data("/_entities/1/title").asText()).isEqualTo("Street incident reports");
        assertThat(answers.stream().map(answer -> answer.json().path("data")).distinct())
                .hasSize(1);
    }

    @Test
    void a_refusal_below_an_entity_leaves_the_others_as_they_are() throws Exception {
        var reply = Hub.citizen()
                .ask(
                        "query ($all: [_Any!]!) { _entities(representations: $all) { ... on Dataset { title records(first: 1) { edges { cursor } } } } }",
                        "all",
                        List.of(dataset(reports), dataset(city.id(City.PLACES))));

        assertThat(reply.refused(ErrorCode.UNAUTHENTICATED).path("path").toString())
                .isEqualTo("[\"_entities\",0,\"records\"]");
        assertThat(reply.json().at("/data/_entities/0/title").asText()).isNotEmpty();
        assertThat(reply.json().at("/data/_entities/1/records/edges")).hasSize(1);
    }

    @Test
    void that_a_hidden_dataset_was_told_of_is_audited_as_for_its_own_query() throws Exception {
        var told = "select count(*) from audit_event where kind = 'READ' and action = 'DISCOVER' and dataset = '"
                + hidden + "'";
        var before = city.number(told);
        Hub.as("agent-aphm")
                .ask(
                        "query ($all: [_Any!]!) { _entities(representations: $all) { ... on Dataset { title } } }",
                        "all",
                        List.of(dataset(hidden)))
                .data();

        assertThat(city.number(told)).isEqualTo(before + 1);
    }

    /** SmallRye would take a representation for a call of any query with these arguments and this type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'__typename': 'Me'} | representations[0].__typename",
                "{'__typename': 'RecordConnection', 'dataset': 'x'} | representations[0].__typename",
                "{'__typename': 'Nothing', 'id': 'x'} | representations[0].__typename",
                "{'id': 'x'} | representations[0].__typename",
                "{'__typename': 'Dataset'} | representations[0]",
                "{'__typename': 'Dataset', 'id': 5} | representations[0]",
                "{'__typename': 'Dataset', 'id': null} | representations[0]",
                "{'__typename': 'Dataset', 'id': 'x', 'title': 'x'} | representations[0]",
                "[1] | representations[0].__typename"
            })
    void only_the_key_of_an_entity_is_asked_with(String representation, String path) {
        var reply = Hub.citizen().ask(ENTITIES, "all", List.of(Hub.json(representation)));

        assertThat(reply.inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path);
    }

    @Test
    void entities_are_bounded() {
        var hundred = Collections.nCopies(100, dataset(UUID.randomUUID()));
        var more = Stream.concat(hundred.stream(), Stream.of(dataset(reports))).toList();

        assertThat(Hub.citizen().ask(ENTITIES, "all", hundred).data("/_entities"))
                .hasSize(100);
        Hub.citizen().ask(ENTITIES, "all", more).refused(ErrorCode.LIMIT_EXCEEDED);
        Hub.citizen()
                .ask(
                        "query ($all: [_Any!]!) { _entities(representations: $all) { __typename } other: _entities(representations: $all) { __typename } }",
                        "all",
                        List.of(dataset(reports)))
                .refused(ErrorCode.LIMIT_EXCEEDED);
    }

    /** It would tell how long each field took, and errors as they were before they were made fit to leave. */
    @Test
    void nobody_is_given_a_trace() {
        var asking = Hub.citizen().with("apollo-federation-include-trace", "ftv1");
        var reply = asking.ask(ENTITIES, "all", List.of(dataset(reports), dataset(hidden)));

        assertThat(reply.json().at("/data/_entities/0/title").asText()).isNotEmpty();
        assertThat(reply.json().path("extensions").has("ftv1")).isFalse();
        assertThat(asking.ask("{ me { name } }").json().has("extensions")).isFalse();
    }

    @Test
    void the_service_describes_nothing_that_the_published_schema_does_not() throws Exception {
        var sdl =
                Hub.citizen().ask("{ _service { sdl } }").data("/_service/sdl").asText();

        assertThat(sdl).contains("type Dataset @key(fields");
        assertThat(defined(Files.readString(Path.of("schema.graphql")))).containsAll(defined(sdl));
    }

    private static List<String> defined(String schema) {
        return DEFINITION.matcher(schema).results().map(found -> found.group(1)).collect(Collectors.toList());
    }
}
