package org.entente.agreement;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.kernel.HubException;

/** What became of the versions of one agreement, as it was read: the last step of each. */
final class AgreementStates {
    private static final BinaryOperator<AgreementStep> LATER =
            (one, other) -> one.state.compareTo(other.state) > 0 ? one : other;

    private final Map<Integer, AgreementStep> last;

    /** @param steps of one agreement; states follow each other in the order of the enumeration */
    AgreementStates(Collection<AgreementStep> steps) {
        last = steps.stream().collect(Collectors.toMap(step -> step.version, step -> step, LATER));
    }

    static AgreementStates of(UUID agreement) {
        return new AgreementStates(AgreementStep.of(List.of(agreement)));
    }

    /** Of the newest version. */
    AgreementStep newest() {
        return last.get(Collections.max(last.keySet()));
    }

    /** Of the version that all signed and that nothing took the place of; one that was given notice still holds until its end. */
    Optional<AgreementStep> holding(Instant now) {
        return last.values().stream()
                .filter(step -> step.state == AgreementState.SIGNED
                        || step.state == AgreementState.TERMINATED
                                && step.at.isAfter(step.recordedAt)
                                && step.at.isAfter(now))
                .max(Comparator.comparing(step -> step.version));
    }

    /** By the notice of the version that holds; of an agreement that is over, when it ended. A declined amendment ends nothing. */
    Optional<Instant> terminatesAt(Instant now) {
        var holding = holding(now);
        return holding.map(Stream::of)
                .orElseGet(() -> last.values().stream())
                .filter(step -> step.state == AgreementState.TERMINATED)
                .map(step -> step.at)
                .max(Comparator.naturalOrder());
    }

    AgreementStep last(Agreement version) {
        return last.get(version.version);
    }

    AgreementState of(Agreement version) {
        return last(version).state;
    }

    boolean allow(Agreement version, AgreementState next) {
        return of(version).next().contains(next);
    }

    /** @throws HubException CONFLICT for a move that the version's state does not know */
    void mustAllow(Agreement version, AgreementState next) {
        if (!allow(version, next)) {
            throw HubException.conflict(version.version, "Version " + version.version + " is " + of(version));
        }
    }
}
