package org.entente.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.entente.policy.Decision.Grant;
import org.entente.policy.Decision.Mask;
import org.entente.policy.Decision.Obligation;
import org.entente.policy.Decision.Reason;
import org.entente.policy.Decision.Source;

/** A decision as the policies write it. It cannot be made of a document that says too little to be enforced. */
record DecisionDocument(Outcome outcome, List<Grant> grants, List<Reason> reasons, List<Obligation> obligations) {

    DecisionDocument {
        requireNonNull(outcome, "outcome");
        grants.forEach(DecisionDocument::check);
        reasons.forEach(DecisionDocument::check);
        obligations.forEach(DecisionDocument::check);
        require(!reasons.isEmpty(), "no reason is given");
        switch (outcome) {
            case PERMIT -> require(!grants.isEmpty(), "a permit without a grant");
            case DENY -> require(grants.isEmpty(), "a denial with a grant");
        }
    }

    Decision toDecision(String release, Instant validUntil) {
        return new Decision(
                outcome, List.copyOf(grants), List.copyOf(reasons), List.copyOf(obligations), release, validUntil);
    }

    private static void check(Grant grant) {
        Answers.requireFilter(grant.rowFilter());
        grant.masks().forEach(DecisionDocument::check);
        check(requireNonNull(grant.source(), "source"));
    }

    private static void check(Mask mask) {
        requireNonNull(mask.field(), "field");
        requireNonNull(mask.method(), "method");
    }

    private static void check(Reason reason) {
        requireNonNull(reason.code(), "code");
        if (reason.source() != null) {
            check(reason.source());
        }
    }

    static void check(Source source) {
        requireNonNull(source.kind(), "kind");
        requireNonNull(source.id(), "id");
    }

    private static void check(Obligation obligation) {
        requireNonNull(obligation.kind(), "kind");
        requireNonNull(obligation.value(), "value");
        check(requireNonNull(obligation.source(), "source"));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
