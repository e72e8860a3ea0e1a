package org.entente.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.entente.rule.Rule.Step;
import org.entente.rule.Rule.Version;
import org.junit.jupiter.api.Test;

/** What a rule's versions are follows from its history, and each only ever becomes what its state allows. */
class RuleHistoryTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private Rule rule = new Rule(UUID.randomUUID(), "ville", new ArrayList<>(), new ArrayList<>());

    private void draft(String by) {
        rule.versions().add(new Version(rule.versions().size() + 1, null, by, by, NOW));
    }

    private void take(Step step) {
        rule.steps().add(step);
    }

    private Integer active() {
        return rule.active().map(Version::version).orElse(null);
    }

    @Test
    void rolling_back_returns_step_by_step_to_what_was_in_force() {
        draft("a");
        take(rule.activation("b", NOW));
        draft("a");
        take(rule.activation("b", NOW));
        draft("a");
        assertThat(active()).isEqualTo(2);
        assertThat(rule.state(1)).isEqualTo(RuleState.SUPERSEDED);
        assertThat(rule.state(3)).isEqualTo(RuleState.DRAFT);

        take(rule.rollback("b", NOW));
        assertThat(active()).isEqualTo(1);
        assertThat(rule.state(2)).isEqualTo(RuleState.ROLLED_BACK);
        take(rule.activation("b", NOW));
        assertThat(active()).isEqualTo(3);
        take(rule.rollback("b", NOW));
        assertThat(active()).isEqualTo(1);
        take(rule.rollback("b", NOW));
        assertThat(active()).isNull();
        assertThat(rule.state(1)).isEqualTo(RuleState.ROLLED_BACK);
    }

    @Test
    void who_wrote_any_of_what_was_never_in_force_is_a_drafter() {
        draft("a");
        take(rule.activation("b", NOW));
        draft("b");
        draft("c");

        assertThat(rule.drafters()).containsExactlyInAnyOrder("b", "c");
        assertThat(rule.state(2)).isEqualTo(RuleState.REPLACED);
    }

    @Test
    void in_any_history_each_version_only_becomes_what_its_state_allows() {
        var random = new Random(11);
        for (int history = 0; history < 500; history++) {
            rule = new Rule(UUID.randomUUID(), "ville", new ArrayList<>(), new ArrayList<>());
            draft("a");
            for (int i = 0; i < 20; i++) {
                var before = states();
                change(random);
                before.forEach((version, state) -> {
                    var now = rule.state(version);
                    assertThat(now == state || state.next().contains(now))
                            .as("version %d from %s to %s", version, state, now)
                            .isTrue();
                });
            }
        }
    }

    private Map<Integer, RuleState> states() {
        var states = new HashMap<Integer, RuleState>();
        rule.versions().forEach(version -> states.put(version.version(), rule.state(version.version())));
        return states;
    }

    private void change(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> draft("a");
            case 1 -> {
                if (rule.state(rule.latest().version()) == RuleState.DRAFT) {
                    take(rule.activation("b", NOW));
                }
            }
            default -> {
                if (rule.active().isPresent()) {
                    take(rule.rollback("b", NOW));
                }
            }
        }
    }
}
