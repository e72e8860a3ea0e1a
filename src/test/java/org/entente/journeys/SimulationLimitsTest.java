package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulations take turns, and none goes on for ever. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class SimulationLimitsTest {
    private static final String TWICE =
            "query ($rule: ID!) { one: simulate(rule: $rule) { version } two: simulate(rule: $rule) { version } }";

    private final Rules rules = Rules.of("steward-ville");

    @Inject
    City city;

    @Inject
    AgroalDataSource database;

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

    private static void lock(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
    }
}
