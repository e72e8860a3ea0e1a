package org.entente.agreement;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
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

    Collection<AgreementStep> last() {
        return last.values();
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
            throw HubException.conflict(version.version);
        }
    }
}
