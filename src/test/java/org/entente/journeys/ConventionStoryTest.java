package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The city and the hospital agree on statistics; the hospital asks for the city's reports, gets a part of what it asked for and
 * reads it; they amend the agreement, and end it. All by the demo's users over GraphQL.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ConventionStoryTest {
    private static final String READ = """
            query ($id: ID!) { records(dataset: $id, first: 5) { edges { node { values masked } } } }
            """;
    private static final String ASK = """
            mutation ($request: AccessRequestInput!, $key: String!) { requestAccess(request: $request, idempotencyKey: $key) {
                id version state owner consumer agreement } }
            """;
    private static final String DECIDE = """
            mutation ($id: ID!, $decision: RequestDecision!, $version: Int!) {
                decideRequest(id: $id, decision: $decision, expectedVersion: $version) { id version state reason consent } }
            """;
    private static final String DIFF = """
            query ($id: ID!, $from: Int!, $to: Int!) { agreementDiff(id: $id, from: $from, to: $to) {
                terms { name from to }
                articles { number kind texts { language parts { kind text } } constraints { name from to } } } }
            """;

    private final Agreements ville = Agreements.of("steward-ville");
    private final Agreements aphm = Agreements.of("steward-aphm");
    private final Hub agent = Hub.as("agent-aphm", "statistics");

    @Inject
    City city;

    private UUID reports;
    private String convention;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    @AfterEach
    void its_consents_are_forgotten() throws Exception {
        city.forgetConsentsUnder(convention);
    }

    @Test
    void a_convention_from_its_proposal_to_its_end() throws Exception {
        convention = ville.proposed(
                Agreements.between("ville", "aphm", "P1M", ", 'purposes': ['statistics'], 'retention': 'P1Y'"));
        var request = asked(convention);
        granting_waits_for_all_signatures(convention, request);
        var consent = a_part_is_granted(request);
        the_part_is_read(consent, convention);
        the_amendment_changes_nothing_until_both_signed_it(convention);
        what_the_amended_article_forbids_is_refused_and_the_article_cited(convention);
        the_agreement_ends_with_its_notice(convention);
        // what it leaves behind grants nothing, but would be told of in other tests' refusals
        Consents.of("steward-ville").withdraw(consent, 1).data();
    }

    private String asked(String convention) {
        var wanted =
                "{'datasets': ['%s'], 'purpose': 'statistics', 'actions': ['READ', 'EXPORT'], 'fields': ['category', 'district', 'reporter_age'], 'justification': 'Planning of night shifts'%s}";

        assertThat(agent.ask(
                                ASK,
                                "request",
                                Hub.json(wanted.formatted(reports, "")),
                                "key",
                                UUID.randomUUID().toString())
                        .data("/requestAccess/agreement")
                        .asText())
                .as("the one agreement that is in force is meant where none is named")
                .isNotEqualTo(convention);
        var reply = agent.ask(
                ASK,
                "request",
                Hub.json(wanted.formatted(reports, ", 'agreement': '" + convention + "'")),
                "key",
                UUID.randomUUID().toString());
        assertThat(reply.data("/requestAccess/state").asText()).isEqualTo("OPEN");
        assertThat(reply.data("/requestAccess/owner").asText()).isEqualTo("ville");
        var id = reply.data("/requestAccess/id").asText();
        for (var side : new Hub[] {agent, ville.steward()}) {
            assertThat(side.ask("{ accessRequests(first: 100) { edges { node { id } } } }")
                            .data()
                            .findValuesAsText("id"))
                    .contains(id);
        }
        assertThat(Hub.as("agent-rtm")
                        .ask("{ accessRequests(first: 100) { edges { node { id } } } }")
                        .data()
                        .findValuesAsText("id"))
                .doesNotContain(id);
        return id;
    }

    private void granting_waits_for_all_signatures(String convention, String request) {
        var all = Hub.json("{'grant': true, 'rowFilter': {'and': []}}");
        ville.sign(convention, 1).data();

        var early = ville.steward().ask(DECIDE, "id", request, "decision", all, "version", 1);
        assertThat(early.reasons(ErrorCode.BAD_INPUT)).containsExactly("agreement.not_signed");

        var signed = aphm.sign(convention, 1).data("/signAgreement");
        assertThat(signed.path("state").asText()).isEqualTo("SIGNED");
        assertThat(signed.at("/newest/signatures").findValuesAsText("party")).containsExactly("ville", "aphm");
    }

    private String a_part_is_granted(String request) {
        var more = Hub.json("{'grant': true, 'fields': ['description'], 'rowFilter': {'and': []}}");
        assertThat(ville.steward()
                        .ask(DECIDE, "id", request, "decision", more, "version", 1)
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("decision.fields");
        aphm.steward()
                .ask(DECIDE, "id", request, "decision", more, "version", 1)
                .refused(ErrorCode.NOT_FOUND);

        var part = Hub.json(
                "{'grant': true, 'reason': 'No ages', 'actions': ['READ'], 'fields': ['category', 'district'], 'rowFilter': {'eq': {'field': 'category', 'value': 'rassemblement-alcoolise'}}}");
        var decided = ville.steward()
                .ask(DECIDE, "id", request, "decision", part, "version", 1)
                .data("/decideRequest");
        assertThat(decided.path("state").asText()).isEqualTo("GRANTED_IN_PART");
        assertThat(decided.path("version").asInt()).isEqualTo(2);

        var refusal = Hub.json("{'grant': false, 'reason': 'Too late'}");
        assertThat(Hub.as("steward2-ville")
                        .ask(DECIDE, "id", request, "decision", refusal, "version", 1)
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asInt())
                .isEqualTo(2);
        return decided.path("consent").asText();
    }

    private void the_part_is_read(String consent, String convention) {
        var reply = agent.ask(READ, "id", reports);

        for (var node : reply.data("/records/edges").findValues("node")) {
            assertThat(node.at("/values/category").asText()).isEqualTo("rassemblement-alcoolise");
            assertThat(Reply.texts(node.path("masked"))).contains("reporter_age", "description");
        }
        var said = reply.governance("/records");
        assertThat(said.at("/grants/0/source/id").asText()).isEqualTo(consent);
        assertThat(said.at("/obligations/0").toString())
                .contains("DELETE_COPIES_AFTER", "P1Y", convention, "\"article\":\"1\"");
    }

    private void the_amendment_changes_nothing_until_both_signed_it(String convention) {
        var changes =
                "{'articles': [{'number': '1', 'textFr': 'Les données servent au service de santé.', 'textEn': 'The data serves the health service.', 'purposes': ['health-service']}, %s]}"
                        .formatted(Agreements.article("2", ", 'noOnwardSharing': true"));
        var amended = aphm.amend(convention, changes, 1).data("/amendAgreement");
        assertThat(amended.at("/newest/state").asText()).isEqualTo("PROPOSED");
        assertThat(amended.at("/signed/version").asInt()).isEqualTo(1);

        var diff =
                ville.steward().ask(DIFF, "id", convention, "from", 1, "to", 2).data("/agreementDiff");
        assertThat(diff.path("terms")).isEmpty();
        assertThat(diff.at("/articles/0").toString())
                .contains("\"CHANGED\"")
                .contains(
                        "{\"kind\":\"REMOVED\",\"text\":\"statistics.\"},{\"kind\":\"ADDED\",\"text\":\"the health service.\"}")
                .contains("{\"name\":\"purposes\",\"from\":\"statistics\",\"to\":\"health-service\"}")
                .contains("{\"name\":\"retention\",\"from\":\"P1Y\",\"to\":null}");
        assertThat(diff.at("/articles/1/kind").asText()).isEqualTo("ADDED");

        aphm.sign(convention, 2).data();
        assertThat(agent.ask(READ, "id", reports).data("/records/edges")).hasSize(5);
    }

    private void what_the_amended_article_forbids_is_refused_and_the_article_cited(String convention) {
        assertThat(ville.sign(convention, 2)
                        .data("/signAgreement/signed/version")
                        .asInt())
                .isEqualTo(2);

        var refused = agent.ask(READ, "id", reports);
        assertThat(refused.reasons(ErrorCode.ACCESS_DENIED)).contains("agreement.purpose");
        assertThat(refused.refused(ErrorCode.ACCESS_DENIED)
                        .at("/extensions/reasons")
                        .toString())
                .contains("{\"kind\":\"agreement\",\"id\":\"" + convention + "\",\"version\":2,\"article\":\"1\"}");

        var back = "{'notice': 'P0D', 'articles': [" + Agreements.article("1", ", 'purposes': ['statistics']") + "]}";
        ville.amend(convention, back, 2).data();
        ville.sign(convention, 3).data();
        aphm.sign(convention, 3).data();
        assertThat(agent.ask(READ, "id", reports).data("/records/edges")).hasSize(5);
    }

    private void the_agreement_ends_with_its_notice(String convention) {
        var ended = aphm.terminate(convention, null, 3).data("/terminateAgreement");

        assertThat(ended.path("state").asText()).isEqualTo("TERMINATED");
        assertThat(Instant.parse(ended.path("terminatesAt").asText()))
                .isBetween(Instant.now().minus(5, ChronoUnit.MINUTES), Instant.now());
        assertThat(agent.ask(READ, "id", reports).reasons(ErrorCode.ACCESS_DENIED))
                .contains("agreement.terminated");
    }
}
