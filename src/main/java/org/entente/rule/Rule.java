package org.entente.rule;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A rule with its history. What its versions say and which of them was put in force when are two append-only lists; the state of each
 * version follows from them.
 *
 * @param versions all drafts, 1 first
 * @param steps all activations and rollbacks, 1 first
 */
public record Rule(UUID id, String owner, List<Version> versions, List<Step> steps) {

    /** @param draftedBy the subject */
    public record Version(
            int version, RuleContent content, String draftedBy, String draftedByName, Instant recordedAt) {}

    /**
     * @param version that was put in force, null for none
     * @param below the step that was in force when this version was activated, null for none
     */
    public record Step(int step, Integer version, Integer below, String takenBy, Instant recordedAt) {}

    Version latest() {
        return versions.getLast();
    }

    Optional<Version> active() {
        return step().map(Step::version).map(this::version);
    }

    private Version version(int number) {
        return versions.get(number - 1);
    }

    Optional<Step> step() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    RuleState state(int version) {
        if (active().filter(active -> active.version == version).isPresent()) {
            return RuleState.ACTIVE;
        }
        if (returnable().contains(version)) {
            return RuleState.SUPERSEDED;
        }
        if (activated().contains(version)) {
            return RuleState.ROLLED_BACK;
        }
        return version == latest().version ? RuleState.DRAFT : RuleState.REPLACED;
    }

    /** The versions that rolling back, once or more often, would return to. */
    private Set<Integer> returnable() {
        var versions = new HashSet<Integer>();
        var below = step().map(Step::below).orElse(null);
        while (below != null) {
            var step = steps.get(below - 1);
            if (step.version != null) {
                versions.add(step.version);
            }
            below = step.below;
        }
        return versions;
    }

    private Set<Integer> activated() {
        return steps.stream()
                .map(Step::version)
                .filter(version -> version != null)
                .collect(Collectors.toSet());
    }

    /** Who wrote what was never in force: all drafts since the last one that was. */
    Set<String> drafters() {
        int last = activated().stream().mapToInt(Integer::intValue).max().orElse(0);
        return versions.stream()
                .filter(version -> version.version > last)
                .map(Version::draftedBy)
                .collect(Collectors.toSet());
    }

    /** What an activation of the latest version puts in force. */
    Step activation(String by, Instant now) {
        return new Step(
                steps.size() + 1, latest().version, step().map(Step::step).orElse(null), by, now);
    }

    /** What rolling the active version back puts in force: what the step below did. */
    Step rollback(String by, Instant now) {
        var below = step().map(Step::below).map(step -> steps.get(step - 1));
        return new Step(
                steps.size() + 1,
                below.map(Step::version).orElse(null),
                below.map(Step::below).orElse(null),
                by,
                now);
    }
}
