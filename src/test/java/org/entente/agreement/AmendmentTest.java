package org.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two partners agreed, and a third is invited. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class AmendmentTest {
    private static final ArticleInput ARTICLE =
            new ArticleInput("1", "Texte", "Text", null, null, false, null, false, null, false, false, null, null);
    private static final AgreementChanges INVITATION =
            new AgreementChanges(null, null, List.of("police"), null, null, null, null);

    @Inject
    Demo demo;

    @Inject
    AgreementService agreements;

    @Inject
    AgreementViews views;

    private UUID id;

    @BeforeEach
    void two_have_signed() throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS);
        id = agreements.propose(steward("rtm"), input(null, null), key()).id;
        agreements.sign(steward("rtm"), id, 1);
        agreements.sign(steward("tourisme"), id, 1);
    }

    @AfterEach
    void it_is_over() throws SQLException {
        if (view().signed() != null && view().terminatesAt() == null) {
            agreements.terminate(steward("rtm"), id, null, view().signed().version());
        }
    }

    private static AgreementInput input(Instant from, Instant to) {
        return new AgreementInput("Essai", "Trial", List.of("rtm", "tourisme"), from, to, "P0D", List.of(ARTICLE));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Request steward(String partner) {
        return Request.of(
                new Caller("steward-" + partner, "steward", partner, Set.of("data-steward"), Set.of(), null, null),
                "en");
    }

    private AgreementView view() {
        return QuarkusTransaction.requiringNew()
                .call(() -> views.of(List.of(id), "en").getFirst());
    }

    @Test
    void an_invitation_that_is_declined_ends_nothing() throws Exception {
        agreements.amend(steward("rtm"), id, INVITATION, 1);
        agreements.terminate(steward("police"), id, null, 2);

        assertThat(view().state()).isEqualTo(AgreementState.TERMINATED);
        assertThat(view().signed().version()).isEqualTo(1);
        assertThat(view().terminatesAt()).isNull();

        agreements.terminate(steward("tourisme"), id, null, 1);
        assertThat(view().signed()).isNull();
        assertThat(view().terminatesAt()).isNotNull();
    }

    @Test
    void who_is_invited_proposes_nothing() throws Exception {
        agreements.amend(steward("rtm"), id, INVITATION, 1);

        assertThatThrownBy(() -> agreements.amend(steward("police"), id, INVITATION, 2))
                .isInstanceOf(HubException.class)
                .hasFieldOrPropertyWithValue("details", Map.of("path", "id"));
        assertThat(view().version()).isEqualTo(2);

        agreements.sign(steward("rtm"), id, 2);
        agreements.sign(steward("tourisme"), id, 2);
        agreements.sign(steward("police"), id, 2);
        assertThat(view().signed().signatures()).hasSize(3);
        agreements.amend(steward("police"), id, new AgreementChanges("Autre", null, null, null, null, null, null), 2);
        assertThat(view().version()).as("a party may").isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "+10000-01-01T00:00:00Z, , agreement.startsAt",
        "-1000-01-01T00:00:00Z, , agreement.startsAt",
        ", +999999-01-01T00:00:00Z, agreement.endsAt",
        ", +1000000000-12-31T00:00:00Z, agreement.endsAt"
    })
    void years_are_those_that_can_be_written(Instant from, Instant to, String path) {
        assertThatThrownBy(() -> agreements.propose(steward("rtm"), input(from, to), key()))
                .hasFieldOrPropertyWithValue("details", Map.of("path", path));
    }
}
