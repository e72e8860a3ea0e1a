package org.entente.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.Outcome;

/**
 * A decision and what it was taken under.
 *
 * @param accessLevel of the dataset
 * @param fields that the decision knew of; one that appeared since is shown by none of its grants
 * @param epoch the governance epoch whose facts it was taken on
 */
public record Decided(
        Action action, UUID dataset, AccessLevel accessLevel, Set<String> fields, Decision decision, long epoch) {
    private static final String OPEN = "open";
    private static final String OWNER = "owner";

    /** Whether anyone would have got the same and nobody must be told of it; all else is audited. */
    public boolean forAnyone() {
        return decision.obligations().isEmpty()
                && decision.reasons().stream().allMatch(reason -> reason.code().equals(OPEN));
    }

    /** Whether it is the owner's own user who was decided on. */
    public boolean isOwners() {
        return decision.reasons().stream().anyMatch(reason -> reason.code().equals(OWNER));
    }

    /** The same as a denial, for a reason that only showed when it was enforced. */
    Decided refusedFor(String reason) {
        var denial = new Decision(
                Outcome.DENY,
                List.of(),
                List.of(new Decision.Reason(reason, null)),
                List.of(),
                decision.release(),
                decision.validUntil());
        return new Decided(action, dataset, accessLevel, fields, denial, epoch);
    }
}
