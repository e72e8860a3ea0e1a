package org.entente.stewardship;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.policy.Decision;
import org.entente.policy.Decision.Mask;
import org.entente.policy.ObligationKind;
import org.entente.policy.PolicyInput;

/** One question and its two answers. */
record Compared(UUID dataset, PolicyInput facts, Decision before, Decision after) {

    /** What an answer comes to, whatever it is given by. */
    private record Terms(Set<Grant> grants, Set<Duty> obligations) {}

    private record Grant(JsonNode rowFilter, Set<Mask> masks) {}

    private record Duty(ObligationKind kind, String value) {}

    boolean differs() {
        return !terms(before).equals(terms(after));
    }

    private static Terms terms(Decision decision) {
        return new Terms(
                decision.grants().stream()
                        .map(grant -> new Grant(grant.rowFilter(), Set.copyOf(grant.masks())))
                        .collect(Collectors.toSet()),
                decision.obligations().stream()
                        .map(duty -> new Duty(duty.kind(), duty.value()))
                        .collect(Collectors.toSet()));
    }

    /** The one purpose of the question, null for none. */
    String purpose() {
        List<String> purposes = facts.caller().purposes();
        return purposes.isEmpty() ? null : purposes.getFirst();
    }
}
