package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.Decision.Obligation;
import org.entente.policy.Decision.Reason;
import org.entente.policy.ObligationKind;
import org.entente.policy.Outcome;
import org.junit.jupiter.api.Test;

/** What needs no audit event. */
class DecidedTest {
    private static Decided decided(String reason, Obligation... obligations) {
        var decision = new Decision(
                Outcome.PERMIT,
                List.of(),
                List.of(new Reason(reason, null)),
                List.of(obligations),
                "release",
                Instant.MAX);
        return new Decided(Action.READ, UUID.randomUUID(), AccessLevel.OPEN, Set.of(), decision, 1);
    }

    @Test
    void open_data_is_for_anyone_unless_something_must_be_done_besides() {
        assertThat(decided("open").forAnyone()).isTrue();
        assertThat(decided("consent.in_force").forAnyone()).isFalse();
        assertThat(decided("open", new Obligation(ObligationKind.NOTIFY_OWNER, "", null))
                        .forAnyone())
                .isFalse();
    }
}
