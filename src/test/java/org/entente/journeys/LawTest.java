package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no partner can allow another: the law stands above every consent, and is cited. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class LawTest {
    private static final String READ = """
            query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { values masked } } } }
            """;
    private static final String DATASET = """
            query ($id: ID!) { dataset(id: $id) { version secrecy legalBasis retention impactAssessment
                specialCategoryCondition } }
            """;

    @Inject
    City city;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    @Test
    void law_enforcement_data_is_refused_to_who_is_no_competent_authority() throws Exception {
        var accidents = city.id("Accidents corporels de la circulation");

        var refusal = Hub.as("agent-rtm", "transport")
                .ask(READ, "id", accidents)
                .refused(ErrorCode.ACCESS_DENIED)
                .at("/extensions/reasons");

        assertThat(refusal.findValuesAsText("code"))
                .contains("law.led.competent_authority", "law.led.purpose", "consent.none");
        assertThat(refusal.findValuesAsText("id")).contains("LED art. 3(7)", "LED art. 1(1)");
    }

    @Test
    void its_owner_says_why_it_is_read() throws Exception {
        var interventions = city.id(City.INTERVENTIONS);
        var police = Hub.as("agent-police", "public-safety");

        assertThat(police.ask(READ, "id", interventions).reasons(ErrorCode.JUSTIFICATION_REQUIRED))
                .containsExactly("justification.required");
        assertThat(police.with("Entente-Justification", "procedure 2026/118")
                        .ask(READ, "id", interventions)
                        .data("/records/edges"))
                .hasSize(1);
        assertThat(city.text(
                        "select justification from audit_event where dataset = ?::uuid and kind = 'READ' order by position desc limit 1",
                        interventions.toString()))
                .isEqualTo("procedure 2026/118");
    }

    @Test
    void special_categories_are_read_with_a_reason_only() throws Exception {
        var visits = city.id(City.VISITS);
        var ville = Hub.as("steward-ville", "statistics");

        assertThat(ville.ask(READ, "id", visits).reasons(ErrorCode.JUSTIFICATION_REQUIRED))
                .containsExactly("justification.required");
        assertThat(ville.with("Entente-Justification", "study 7")
                        .ask(READ, "id", visits)
                        .data("/records/edges/0/node/values")
                        .has("triage_level"))
                .isTrue();
    }

    @Test
    void medical_secrecy_is_lifted_by_nothing() throws Exception {
        var consultations = city.id("Consultations externes pseudonymisées");

        assertThat(Hub.as("agent-rtm", "statistics")
                        .ask(READ, "id", consultations)
                        .reasons(ErrorCode.ACCESS_DENIED))
                .contains("secrecy.medical");
    }

    @Test
    void the_owner_records_what_makes_sharing_lawful_and_nobody_else() throws Exception {
        var trees = city.id("Arbres d'alignement et des jardins");
        var ville = Hub.as("steward-ville");
        long version = version(ville, trees);

        ville.ask(
                        "mutation ($id: ID!, $v: BigInteger!) { updateDataset(id: $id, changes: {legalBasis: PUBLIC_TASK, specialCategoryCondition: PUBLIC_HEALTH}, expectedVersion: $v) { version } }",
                        "id",
                        trees,
                        "v",
                        version)
                .data();
        ville.ask(
                        "mutation ($id: ID!, $v: BigInteger!) { setRetention(dataset: $id, retention: \"P2Y\", expectedVersion: $v) { version } }",
                        "id",
                        trees,
                        "v",
                        version + 1)
                .data();
        assertThat(assess(ville, trees, version + 2)
                        .data("/recordImpactAssessment/version")
                        .asLong())
                .isEqualTo(version + 3);

        assertThat(ville.ask(DATASET, "id", trees).data("/dataset").toString())
                .isEqualTo(
                        "{\"version\":%d,\"secrecy\":\"NONE\",\"legalBasis\":\"PUBLIC_TASK\",\"retention\":\"P2Y\",\"impactAssessment\":\"AIPD 12\",\"specialCategoryCondition\":\"PUBLIC_HEALTH\"}"
                                .formatted(version + 3));
        assertThat(assess(ville, trees, version)
                        .refused(ErrorCode.CONFLICT)
                        .at("/extensions/currentVersion")
                        .asLong())
                .isEqualTo(version + 3);
        assess(Hub.as("steward-aphm"), trees, version + 3).refused(ErrorCode.NOT_FOUND);
    }

    @Test
    void no_steward_lifts_a_secrecy() throws Exception {
        var trees = city.id("Arbres d'alignement et des jardins");
        var ville = Hub.as("steward-ville");
        city.govern(trees, "secrecy = 'STATISTICAL'");
        try {
            assertThat(secrecy(ville, trees, "NONE").inputPath(ErrorCode.BAD_INPUT))
                    .isEqualTo("changes.secrecy");
            assertThat(secrecy(ville, trees, "JUDICIAL")
                            .data("/updateDataset/secrecy")
                            .asText())
                    .isEqualTo("JUDICIAL");
            for (var other : List.of("NONE", "STATISTICAL", "MEDICAL")) {
                assertThat(secrecy(ville, trees, other).inputPath(ErrorCode.BAD_INPUT))
                        .isEqualTo("changes.secrecy");
            }
        } finally {
            city.govern(trees, "secrecy = 'NONE'");
        }
    }

    private static Reply secrecy(Hub hub, UUID dataset, String secrecy) {
        return hub.ask(
                "mutation ($id: ID!, $secrecy: Secrecy!, $v: BigInteger!) { updateDataset(id: $id, changes: {secrecy: $secrecy}, expectedVersion: $v) { secrecy } }",
                "id",
                dataset,
                "secrecy",
                secrecy,
                "v",
                version(hub, dataset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "P0D", "P-1Y", "P101Y", "P2147483647Y", "P2147483647D"})
    void what_is_no_retention_is_refused(String retention) throws Exception {
        var trees = city.id("Arbres d'alignement et des jardins");
        var ville = Hub.as("steward-ville");

        assertThat(ville.ask(
                                "mutation ($id: ID!, $retention: String!, $v: BigInteger!) { setRetention(dataset: $id, retention: $retention, expectedVersion: $v) { version } }",
                                "id",
                                trees,
                                "retention",
                                retention,
                                "v",
                                version(ville, trees))
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("retention");
    }

    private static long version(Hub hub, UUID dataset) {
        return hub.ask(DATASET, "id", dataset).data("/dataset/version").asLong();
    }

    private static Reply assess(Hub hub, UUID dataset, long version) {
        return hub.ask(
                "mutation ($id: ID!, $v: BigInteger!) { recordImpactAssessment(dataset: $id, reference: \"AIPD 12\", expectedVersion: $v) { version } }",
                "id",
                dataset,
                "v",
                version);
    }
}
