package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The city narrows what the police read of its street reports: one steward drafts the rule and sees what it would change, another puts it in force,
 * the agent's next answer is narrower and says why, the stewards ask why, and take the rule back.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RuleJourneyTest {
    private static final String READ = """
            query ($id: ID!, $after: String) { records(dataset: $id, first: 1000, after: $after, fields: ["category", "description"]) {
                edges { node { values masked } } pageInfo { hasNextPage endCursor } } }
            """;
    private static final String SIMULATE = """
            query ($rule: ID!) { simulate(rule: $rule, days: 1) { version decisions
                changes { dataset partner purpose action before after direction rows { before after gained lost }
                          fields { field shown { before after lost } } }
                replay { answers refused narrowed widened } } }
            """;
    private static final String EXPLAIN = """
            query ($id: ID!, $at: DateTime) { explain(dataset: $id, action: READ, purpose: "public-safety", partner: "police", at: $at) {
                outcome epoch release reasons { code text source { kind id version title } } considered { code source { kind id } }
                grants { rows rowFilter masks { field method } } } }
            """;

    private final Hub police = Hub.as("agent-police", "public-safety");
    private final Rules first = Rules.of("steward-ville");
    private final Rules second = Rules.of("steward2-ville");

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    private long rows() {
        long rows = 0;
        String after = null;
        do {
            var page = police.ask(READ, "id", reports, "after", after).data("/records");
            rows += page.path("edges").size();
            after = page.at("/pageInfo/hasNextPage").asBoolean()
                    ? page.at("/pageInfo/endCursor").asText()
                    : null;
        } while (after != null);
        return rows;
    }

    @Test
    void a_rule_is_drafted_simulated_activated_explained_and_rolled_back() throws Exception {
        long all = city.count(reports, "");
        long open = city.count(reports, "where not {closed}");
        assertThat(rows()).isEqualTo(all);

        var rule = Rules.rule(
                "FILTER",
                ", 'titleEn': 'Open cases only', 'datasets': ['%s'], 'partners': ['police'], 'rowFilter': {'eq': {'field': 'closed', 'value': false}}, 'obligations': [{'kind': 'NOTIFY_OWNER'}]"
                        .formatted(reports));
        var id = first.drafted(rule);

        var simulated = first.steward().ask(SIMULATE, "rule", id).data("/simulate");
        var read = simulated
                .path("changes")
                .valueStream()
                .filter(change -> change.path("action").asText().equals("READ")
                        && change.path("purpose").asText().equals("public-safety"))
                .findFirst()
                .orElseThrow();
        assertThat(read.path("direction").asText()).isEqualTo("LOSS");
        assertThat(read.at("/rows/before").asLong()).isEqualTo(all);
        assertThat(read.at("/rows/after").asLong()).isEqualTo(open);
        assertThat(simulated.path("changes").findValuesAsText("partner")).containsOnly("police");
        assertThat(simulated.at("/replay/narrowed").asLong()).isPositive();
        assertThat(rows()).as("simulating changes nothing").isEqualTo(all);

        var before = Instant.now();
        second.activate(id, 1).data();
        assertThat(rows()).isEqualTo(open);
        var answer = police.ask(READ, "id", reports);
        assertThat(answer.governance("/records").path("reasons").findValuesAsText("code"))
                .contains("rule.filtered", "consent.in_force");
        assertThat(answer.governance("/records").path("obligations").findValuesAsText("kind"))
                .contains("NOTIFY_OWNER");

        var now = second.steward().ask(EXPLAIN, "id", reports).data("/explain");
        assertThat(now.path("reasons").findValuesAsText("title")).contains("Open cases only");
        assertThat(now.at("/grants/0/rowFilter").asText()).contains("closed");
        var then = second.steward()
                .ask(EXPLAIN, "id", reports, "at", before.toString())
                .data("/explain");
        assertThat(then.path("reasons").findValuesAsText("code")).doesNotContain("rule.filtered");
        assertThat(then.path("epoch").asLong()).isLessThan(now.path("epoch").asLong());

        var own = police.ask(EXPLAIN, "id", reports).data("/explain");
        assertThat(own.path("reasons").findValuesAsText("code")).contains("rule.filtered");
        assertThat(own.toString()).contains("in force for your partner");
        assertThat(now.toString())
                .as("to another the partner is named")
                .contains("in force for " + city.text("select names ->> 'en' from partner where id = 'police'"))
                .doesNotContain("your partner");
        assertThat(own.toString()).doesNotContain("Open cases only").doesNotContain("\"value\"");
        var foreign = Hub.as("agent-rtm", "transport").ask(EXPLAIN, "id", reports);
        foreign.refused(ErrorCode.NOT_FOUND);
        assertThat(foreign.body())
                .isEqualTo(Hub.as("agent-rtm", "transport")
                        .ask(EXPLAIN, "id", UUID.randomUUID())
                        .body());

        var told = first.steward()
                .ask("{ notifications(first: 5) { edges { node { event partner purpose rows } } } }")
                .data("/notifications/edges/0/node");
        assertThat(told.path("partner").asText()).isEqualTo("police");
        assertThat(first.steward()
                        .ask(
                                "query ($id: ID!) { explainEvent(event: $id) { outcome asRecorded } }",
                                "id",
                                told.path("event").asText())
                        .data("/explainEvent/asRecorded")
                        .asBoolean())
                .isTrue();

        first.rollback(id, 1).data();
        assertThat(rows()).isEqualTo(all);
    }

    @Test
    void what_can_be_used_is_told_with_the_reasons_for_yes_and_no() throws Exception {
        var query =
                "{ usableFor(purpose: \"public-safety\", first: 50) { edges { node { usable dataset { id } actions { action outcome reasons { code text } } } } } }";
        var usable = police.ask(query).data("/usableFor/edges");

        var mine = usable.valueStream()
                .map(edge -> edge.path("node"))
                .filter(node -> node.at("/dataset/id").asText().equals(reports.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(mine.path("usable").asBoolean()).isTrue();
        assertThat(mine.path("actions").findValuesAsText("code")).contains("consent.in_force");
        assertThat(usable.findValuesAsText("code")).contains("consent.none", "open");

        var before = Decisions.now();
        assertThat(police.ask(query).data("/usableFor/edges")).isEqualTo(usable);
        assertThat(Decisions.now().evaluated()).as("decided once").isEqualTo(before.evaluated());
        police.ask("{ usableFor(purpose: \"tourism\") { edges { cursor } } }").refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void the_owner_and_the_auditor_see_who_used_their_data_and_nobody_else_does() throws Exception {
        var query =
                "query ($id: ID!) { uses(dataset: $id, first: 100) { edges { node { event partner purpose action rows } } } }";
        police.ask(READ, "id", reports).data();

        for (var reader : new String[] {"steward-ville", "auditor"}) {
            assertThat(Hub.as(reader)
                            .ask(query, "id", reports)
                            .data("/uses/edges/0/node/partner")
                            .asText())
                    .isEqualTo("police");
        }
        var foreign = Hub.as("steward-aphm").ask(query, "id", reports);
        foreign.refused(ErrorCode.NOT_FOUND);
        assertThat(foreign.body())
                .isEqualTo(Hub.as("steward-aphm")
                        .ask(query, "id", UUID.randomUUID())
                        .body());
    }
}
