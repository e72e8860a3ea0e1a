package org.entente.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.identity.Caller;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.Subject;
import org.entente.policy.VisibilityInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A decision is kept under everything that it depends on: an attribute that is missing from the key would answer one for another. */
class DecisionKeyTest {
    private static final UUID DATASET = UUID.randomUUID();
    private static final Caller CALLER =
            new Caller("s", "name", "aphm", Set.of("partner-agent"), Set.of("statistics", "transport"), null, null);

    private static DecisionCache.Key key(Caller caller) {
        return new DecisionCache.Key(Subjects.of(caller), Action.READ, DATASET, 7, "release");
    }

    private static DecisionCache.ListKey listKey(Caller caller) {
        return new DecisionCache.ListKey(Subjects.of(caller), 7, "release");
    }

    static Stream<Caller> callers_that_differ_for_the_policies() {
        return Stream.of(
                Caller.CITIZEN,
                new Caller("t", "name", "aphm", CALLER.roles(), CALLER.granted(), null, null),
                new Caller("s", "name", "police", CALLER.roles(), CALLER.granted(), null, null),
                new Caller("s", "name", null, CALLER.roles(), CALLER.granted(), null, null),
                new Caller("s", "name", "aphm", Set.of("data-steward"), CALLER.granted(), null, null),
                new Caller("s", "name", "aphm", Set.of(), CALLER.granted(), null, null),
                new Caller("s", "name", "aphm", CALLER.roles(), Set.of("statistics"), null, null),
                new Caller("s", "name", "aphm", CALLER.roles(), CALLER.granted(), "transport", null),
                new Caller("s", "name", "aphm", CALLER.roles(), CALLER.granted(), null, "case 42"));
    }

    @ParameterizedTest
    @MethodSource("callers_that_differ_for_the_policies")
    void another_caller_has_another_key(Caller other) {
        assertThat(key(other)).isNotEqualTo(key(CALLER));
        assertThat(listKey(other)).isNotEqualTo(listKey(CALLER));
    }

    @Test
    void the_same_caller_has_the_same_key_however_the_sets_are_ordered() {
        var again = new Caller(
                "s", "name", "aphm", CALLER.roles(), new HashSet<>(List.of("transport", "statistics")), null, null);

        assertThat(key(again)).isEqualTo(key(CALLER)).hasSameHashCodeAs(key(CALLER));
        assertThat(listKey(again)).isEqualTo(listKey(CALLER));
    }

    @Test
    void another_action_dataset_epoch_or_release_has_another_key() {
        var subject = Subjects.of(CALLER);

        assertThat(Stream.of(
                                key(CALLER),
                                new DecisionCache.Key(subject, Action.EXPORT, DATASET, 7, "release"),
                                new DecisionCache.Key(subject, Action.READ, UUID.randomUUID(), 7, "release"),
                                new DecisionCache.Key(subject, Action.READ, DATASET, 8, "release"),
                                new DecisionCache.Key(subject, Action.READ, DATASET, 7, "another"))
                        .distinct())
                .hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void every_action_has_its_own_key(Action action) {
        assertThat(new DecisionCache.Key(Subjects.of(CALLER), action, DATASET, 7, "release").equals(key(CALLER)))
                .isEqualTo(action == Action.READ);
    }

    /**
     * A new fact of the input has to be thought of here: {@code now} is what {@code validUntil} is for, and the epoch stands for
     * all that is stored: the dataset as classified, its law, agreements, consents, rules, the caller's partner and the purpose tree.
     */
    @Test
    void every_part_of_the_input_is_in_the_key_or_stood_for_by_the_epoch() {
        assertThat(names(PolicyInput.class))
                .containsExactly(
                        "now",
                        "caller",
                        "competentAuthority",
                        "purposes",
                        "action",
                        "dataset",
                        "agreements",
                        "consents",
                        "rules");
        assertThat(names(DecisionCache.Key.class)).containsExactly("subject", "action", "dataset", "epoch", "release");
        assertThat(names(VisibilityInput.class)).containsExactly("now", "caller", "purposes", "agreements", "consents");
        assertThat(names(DecisionCache.ListKey.class)).containsExactly("subject", "epoch", "release");
        assertThat(DecisionCache.Key.class.getRecordComponents()[0].getType()).isEqualTo(Subject.class);
        assertThat(PolicyInput.class.getRecordComponents()[1].getType()).isEqualTo(Subject.class);
        assertThat(names(Subject.class)).containsExactly("subject", "partner", "roles", "purposes", "justification");
    }

    private static Stream<String> names(Class<?> record) {
        return Stream.of(record.getRecordComponents()).map(RecordComponent::getName);
    }
}
