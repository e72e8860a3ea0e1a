package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No answer over data that is not open without its event, which is durable when the answer arrives. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AuditTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READ = """
            query ($id: ID!) { records(dataset: $id, first: 3) { edges { node { values } } } }
            """;

    @Inject
    City city;

    private UUID reports;
    private String last;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
        last = city.text("select coalesce(max(position), 0) from audit_event");
    }

    private List<JsonNode> events() throws Exception {
        var events = new ArrayList<JsonNode>();
        for (var text : city.texts(
                "select to_jsonb(a) from audit_event a where position > ?::bigint order by position", last)) {
            events.add(JSON.readTree(text));
        }
        return events;
    }

    @Test
    void a_read_writes_one_event_with_all_that_is_needed_to_decide_it_again() throws Exception {
        var reply = Hub.as("agent-aphm", "health-service")
                .with("Entente-Justification", "case 42")
                .ask(READ, "id", reports);

        assertThat(events()).hasSize(1);
        var event = events().getFirst();
        assertThat(reply.data("/records/edges")).hasSize(3);
        assertThat(event.path("kind").asText()).isEqualTo("READ");
        assertThat(event.path("caller").asText()).isEqualTo("agent-aphm");
        assertThat(event.path("subject").asText())
                .isEqualTo(Hub.as("agent-aphm")
                        .ask("{ me { subject } }")
                        .data("/me/subject")
                        .asText());
        assertThat(event.path("partner").asText()).isEqualTo("aphm");
        assertThat(event.path("purpose").asText()).isEqualTo("health-service");
        assertThat(event.path("justification").asText()).isEqualTo("case 42");
        assertThat(event.path("action").asText()).isEqualTo("READ");
        assertThat(event.path("dataset").asText()).isEqualTo(reports.toString());
        assertThat(event.path("row_count").asInt()).isEqualTo(3);
        assertThat(event.path("epoch").asLong()).isEqualTo(city.number("select epoch from governance_epoch"));
        assertThat(event.path("release").asText())
                .isEqualTo(reply.governance("/records").path("release").asText())
                .matches("[0-9a-f]{64}");
        assertThat(event.path("query_hash").asText()).matches("[0-9a-f]{64}");
        assertThat(OffsetDateTime.parse(event.path("at").asText()).toInstant())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(event.at("/decision/outcome").asText()).isEqualTo("PERMIT");
        assertThat(event.at("/decision/grants/0/source/id"))
                .isEqualTo(reply.governance("/records").at("/grants/0/source/id"));
        assertThat(event.at("/decision/grants/0/rowFilter/in/values").toString())
                .as("the whole document, with the constants that a caller is not told")
                .contains("trouble-ordre-public");
    }

    @Test
    void the_same_query_has_the_same_hash_and_another_dataset_another() throws Exception {
        var police = Hub.as("agent-police", "public-safety");
        police.ask(READ, "id", reports).data();
        police.ask(READ, "id", reports).data();
        police.with("Entente-Justification", "case 42")
                .ask(READ, "id", city.id(City.INTERVENTIONS))
                .data();

        var hashes = events().stream()
                .map(event -> event.path("query_hash").asText())
                .toList();
        assertThat(hashes).hasSize(3);
        assertThat(hashes.get(1)).isEqualTo(hashes.getFirst());
        assertThat(hashes.get(2)).isNotEqualTo(hashes.getFirst());
    }

    @Test
    void each_field_of_an_answer_has_its_own_event() throws Exception {
        Hub.as("agent-police", "public-safety").ask("""
                query ($id: ID!) { a: records(dataset: $id, first: 1) { edges { node { id } } }
                                   b: records(dataset: $id, first: 2) { edges { node { id } } } }
                """, "id", reports).data();

        assertThat(events().stream().map(event -> event.path("row_count").asInt()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_denial_is_logged_with_its_reasons() throws Exception {
        Hub.as("agent-aphm", "statistics").ask(READ, "id", reports).refused(ErrorCode.ACCESS_DENIED);
        Hub.citizen().ask(READ, "id", reports).refused(ErrorCode.UNAUTHENTICATED);

        assertThat(events()).hasSize(2);
        var denial = events().getFirst();
        assertThat(denial.path("kind").asText()).isEqualTo("DENIAL");
        assertThat(denial.path("row_count").asInt()).isZero();
        assertThat(denial.at("/decision/outcome").asText()).isEqualTo("DENY");
        assertThat(denial.at("/decision/reasons/0/code").asText()).isEqualTo("consent.other_purpose");
        assertThat(events().get(1).path("subject").isNull()).isTrue();
    }

    @Test
    void who_asks_by_a_masked_field_is_logged_as_denied() throws Exception {
        var incidents = city.id("Incidents d'exploitation des lignes");
        var filter = Hub.json("{'prefix': {'field': 'vehicle', 'value': 'B'}}");
        Hub.citizen().ask("""
                query ($id: ID!, $filter: Filter) {
                    a: records(dataset: $id, filter: $filter) { edges { cursor } }
                    b: records(dataset: $id, orderBy: [{field: "vehicle"}]) { edges { cursor } }
                    c: aggregate(dataset: $id, filter: $filter, metrics: [{kind: COUNT}]) { cells { group } } }
                """, "id", incidents, "filter", filter);
        Hub.citizen()
                .request()
                .queryParam("filter", filter.toString())
                .get("/data/" + incidents)
                .then()
                .statusCode(400);
        try (var socket = new Subscription(
                (String) null,
                "subscription { recordChanges(dataset: \"" + incidents
                        + "\", filter: {prefix: {field: \"vehicle\", value: \"B\"}}) { kind } }")) {
            assertThat(socket.next().findValuesAsText("code")).containsExactly("MASKED_FIELD_USED");
        }

        assertThat(events()).hasSize(5).allSatisfy(event -> {
            assertThat(event.path("kind").asText()).isEqualTo("DENIAL");
            assertThat(event.at("/detail/code").asText()).isEqualTo("MASKED_FIELD_USED");
            assertThat(event.at("/detail/field").asText()).isEqualTo("vehicle");
            assertThat(event.at("/decision/outcome").asText()).isEqualTo("PERMIT");
        });
        assertThat(events().stream().map(event -> event.path("action").asText()))
                .containsExactlyInAnyOrder("READ", "READ", "AGGREGATE", "EXPORT", "SUBSCRIBE");
    }

    @Test
    void a_change_is_logged_in_its_own_transaction() throws Exception {
        var ville = Consents.of("steward-ville");
        var id = ville.granted(Consents.toRead("rtm", reports, "statistics", "'category'", "{'or': []}", ""));
        ville.withdraw(id, 9).refused(ErrorCode.CONFLICT);
        ville.withdraw(id, 1).data();

        assertThat(events().stream()
                        .map(event -> event.path("kind").asText() + " "
                                + event.path("action").asText()))
                .containsExactly("CHANGE grantConsent", "CHANGE withdrawConsent");
        assertThat(events().get(1).at("/detail/consent").asText()).isEqualTo(id);
    }

    @Test
    void a_field_that_is_classified_is_logged_with_what_it_was() throws Exception {
        var was = city.text(
                "select sensitivity from dataset_field where name = 'category' and dataset = ?::uuid",
                reports.toString());
        classify("PERSONAL");
        classify(was);

        assertThat(events().stream()
                        .filter(event -> event.path("action").asText().equals("classifyField"))
                        .map(event -> event.at("/detail/former").asText() + " "
                                + event.at("/detail/sensitivity").asText()))
                .containsExactly(was + " PERSONAL", "PERSONAL " + was);
    }

    private void classify(String sensitivity) {
        var steward = Hub.as("steward-ville");
        var version = steward.ask("query ($id: ID!) { dataset(id: $id) { version } }", "id", reports)
                .data("/dataset/version");
        steward.ask(
                        "mutation ($id: ID!, $sensitivity: Sensitivity!, $version: BigInteger!) { classifyField(dataset: $id, field: \"category\", sensitivity: $sensitivity, expectedVersion: $version) { name } }",
                        "id",
                        reports,
                        "sensitivity",
                        sensitivity,
                        "version",
                        version)
                .data();
    }

    @Test
    void open_data_needs_no_event() throws Exception {
        var open = city.id(City.PLACES);

        assertThat(Hub.citizen().ask(READ, "id", open).data("/records/edges")).hasSize(3);
        Hub.citizen()
                .ask("{ datasets { totalCount } partners { edges { node { id } } } me { name } }")
                .data();

        assertThat(events()).isEmpty();
    }

    @Test
    void without_the_log_there_is_no_answer() throws Exception {
        var police = Hub.as("agent-police", "public-safety");
        city.execute("alter table audit_event rename to audit_event_away");
        try {
            var refused = police.ask(READ, "id", reports);
            refused.refused(ErrorCode.STORE_UNAVAILABLE);
            assertThat(refused.body()).doesNotContain("values");
            Hub.citizen().ask(READ, "id", reports).refused(ErrorCode.STORE_UNAVAILABLE);
            Consents.of("steward-ville")
                    .grant(Consents.toRead("rtm", reports, "statistics", "'category'", "{'or': []}", ""))
                    .refused(ErrorCode.STORE_UNAVAILABLE);
            Hub.citizen().ask(READ, "id", city.id(City.PLACES)).data();
        } finally {
            city.execute("alter table audit_event_away rename to audit_event");
        }

        assertThat(police.ask(READ, "id", reports).data("/records/edges")).hasSize(3);
        assertThat(events()).as("nothing of what was refused").hasSize(1);
    }
}
