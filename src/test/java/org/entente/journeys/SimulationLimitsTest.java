package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.rule.RuleInput;
import org.entente.rule.RuleService;
import org.entente.stewardship.Simulation;
import org.entente.stewardship.SimulationView.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulations take turns, and none goes on for ever. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class SimulationLimitsTest {
    private static final String TWICE =
            "query ($rule: ID!) { one: simulate(rule: $rule) { version } two: simulate(rule: $rule) { version } }";

    private static final int ANSWERS = 1_200;
    private static final int PARTNERS = 1_000;

    private final Rules rules = Rules.of("steward-ville");

    @Inject
    City city;

    @Inject
    AgroalDataSource database;

    @Inject
    Access access;

    @Inject
    RuleService service;

    @Inject
    Simulation simulation;

    @Inject
    ObjectMapper json;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    /** The records are locked, so that counting them takes longer than it may. */
    @Test
    void a_steward_simulates_once_at_a_time_and_a_count_ends_in_time() throws Exception {
        var reports = city.id(City.REPORTS);
        var id = rules.drafted(Rules.rule("DENY", ", 'datasets': ['%s'], 'partners': ['police']".formatted(reports)));
        try (var connection = database.getConnection()) {
            lock(connection, city.table(reports));
            var refused = rules.steward().ask(TWICE, "rule", id);

            assertThat(refused.codes())
                    .containsExactlyInAnyOrder(ErrorCode.RATE_LIMITED.name(), ErrorCode.LIMIT_EXCEEDED.name());
            assertThat(refused.errors().stream()
                            .map(error -> error.at("/extensions/retryAfter").asInt())
                            .toList())
                    .containsAll(List.of(10));
            connection.rollback();
        }
        assertThat(rules.steward()
                        .ask("query ($rule: ID!) { simulate(rule: $rule) { changes { partner } } }", "rule", id)
                        .data("/simulate/changes"))
                .isNotEmpty();
    }

    /** What an event says of its answer makes no other question of it. */
    @Test
    void alike_answers_are_replayed_once_however_many_they_are() throws Exception {
        var reports = city.id(City.REPORTS);
        var id = rules.drafted(Rules.rule("DENY", ", 'datasets': ['%s'], 'partners': ['police']".formatted(reports)));
        var police = new Caller(
                "officer", "officer", "police", Set.of("partner-agent"), Set.of("public-safety"), null, "case 7");
        var decided = access.decide(police, Action.EXPORT, reports);
        for (int part = 0; part < ANSWERS; part++) {
            var detail = JsonNodeFactory.instance.objectNode().put("part", part);
            access.answered(Request.of(police, "en"), decided, 1L, detail);
        }

        var replay = rules.steward()
                .ask(
                        "query ($rule: ID!) { simulate(rule: $rule, days: 1) { replay { answers refused notReplayed } } }",
                        "rule",
                        id)
                .data("/simulate/replay");

        assertThat(replay.path("refused").asInt()).isGreaterThanOrEqualTo(ANSWERS);
        assertThat(replay.path("answers").asInt()).isGreaterThanOrEqualTo(ANSWERS);
        assertThat(replay.path("notReplayed").asInt()).isZero();
    }

    @Test
    void all_partners_are_simulated_on_open_data_however_many_they_are() throws Exception {
        var places = city.id(City.PLACES);
        var owner = city.text("select owner from dataset where id = ?::uuid", places.toString());
        var steward = Request.of(
                new Caller("simulating", "simulating", owner, Set.of("data-steward"), Set.of(), null, null), "en");
        var rule = Rules.rule(
                "MASK", ", 'datasets': ['%s'], 'fields': ['kind'], 'maskMethod': 'REMOVE'".formatted(places));
        var id = service.draft(
                        steward,
                        json.convertValue(rule, RuleInput.class),
                        null,
                        UUID.randomUUID().toString())
                .id();
        city.execute("""
                insert into partner (id, names, competent_authority)
                select 'zz-many-' || n, '{"fr": "Un", "en": "One"}', n %% 2 = 0 from generate_series(1, %d) n
                """.formatted(PARTNERS));
        try {
            var simulated = simulation.of(steward, id, null);
            var reading = simulated.changes().stream()
                    .filter(change -> change.action() == Action.READ && "tourism".equals(change.purpose()))
                    .toList();

            assertThat(reading.stream().mapToInt(Change::partners).sum())
                    .as("each but the owner is there once")
                    .isEqualTo((int) city.number("select count(*) - 1 from partner"));
            assertThat(reading)
                    .as("competent authorities, and others")
                    .filteredOn(change -> change.partners() >= PARTNERS / 2)
                    .hasSize(2);
            assertThat(simulated.decisions()).isLessThan(PARTNERS);
            assertThat(reading).allSatisfy(change -> {
                assertThat(change.among()).hasSize(Math.min(100, change.partners()));
                assertThat(change.partner() == null).isEqualTo(change.partners() > 1);
            });
        } finally {
            city.execute("delete from partner where id like 'zz-many-%'");
        }
    }

    private static void lock(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
    }
}
