package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One decision for an answer, not one for each of its rows, and none where the last one still holds. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class EvaluationsTest {
    private static final String READ = """
            query ($id: ID!) { records(dataset: $id, first: 50) { edges { node { values } } } }
            """;

    @Inject
    City city;

    private UUID reports;

    /** A consent that is given and withdrawn advances the epoch, under which nothing is cached yet. */
    @BeforeEach
    void nothing_is_cached() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
        var ville = Consents.of("steward-ville");
        ville.withdraw(ville.granted(Consents.toRead("rtm", reports, "statistics", "'category'", "{'or': []}", "")), 1)
                .data();
    }

    @Test
    void fifty_rows_cost_one_evaluation_and_fifty_more_none() {
        var police = Hub.as("agent-police", "public-safety");
        var before = Decisions.now();

        assertThat(police.ask(READ, "id", reports).data("/records/edges")).hasSize(50);
        var once = Decisions.now();
        assertThat(police.ask(READ, "id", reports).data("/records/edges")).hasSize(50);
        var twice = Decisions.now();

        assertThat(once.evaluated() - before.evaluated()).isEqualTo(1);
        assertThat(twice.evaluated() - once.evaluated()).isZero();
        assertThat(twice.cached() - once.cached()).isEqualTo(1);
    }

    @Test
    void a_page_of_datasets_costs_one_evaluation() {
        var before = Decisions.now();

        assertThat(Hub.citizen()
                        .ask("{ datasets(first: 30) { edges { node { id owner { id } fields { name } } } } }")
                        .data("/datasets/edges"))
                .hasSize(30);

        assertThat(Decisions.now().evaluated() - before.evaluated()).isEqualTo(1);
    }

    @Test
    void another_purpose_or_justification_is_another_decision() {
        var both = Hub.as("agent-aphm", "health-service", "statistics");
        var before = Decisions.now();

        both.stating("health-service").ask(READ, "id", reports).data();
        both.stating("health-service")
                .with("Entente-Justification", "case 42")
                .ask(READ, "id", reports)
                .data();
        both.stating("statistics").ask(READ, "id", reports).refused(ErrorCode.ACCESS_DENIED);

        // the last one also asks whether the caller may know of the dataset at all
        assertThat(Decisions.now().evaluated() - before.evaluated()).isEqualTo(4);
    }
}
