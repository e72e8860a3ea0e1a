package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.junit.jupiter.api.Test;

class PolicyInputTest {

    private static final Instant NOW = PolicyInputs.NOW;

    @Test
    void without_facts_a_decision_is_valid_for_five_minutes() {
        assertThat(input().validUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_decision_is_valid_until_a_fact_ends() {
        var ending = consent(NOW.minusSeconds(9), NOW.plusSeconds(20));

        assertThat(input(consent(NOW, null), ending).validUntil()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void a_decision_is_valid_until_a_fact_begins() {
        var coming = consent(NOW.plusSeconds(10), NOW.plusSeconds(20));

        assertThat(input(coming).validUntil()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void what_is_past_or_far_shortens_nothing() {
        var past = consent(NOW.minusSeconds(9), NOW);
        var far = consent(NOW.plusSeconds(301), null);

        assertThat(input(past, far).validUntil()).isEqualTo(NOW.plusSeconds(300));
    }

    private static PolicyInput input(ConsentFacts... consents) {
        var any = new PolicyInputs(8).next();
        return new PolicyInput(
                NOW,
                any.caller(),
                any.competentAuthority(),
                any.purposes(),
                any.action(),
                any.dataset(),
                List.of(),
                List.of(consents),
                List.of());
    }

    private static ConsentFacts consent(Instant from, Instant until) {
        return new ConsentFacts(
                "consent-1",
                1,
                "ville",
                "aphm",
                "agreement-1",
                List.of(),
                List.of(),
                List.of(),
                null,
                from,
                until,
                null);
    }
}
