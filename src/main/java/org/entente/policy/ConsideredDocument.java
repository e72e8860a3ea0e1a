package org.entente.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.entente.policy.Considered.Line;

/** An explanation as the policies write it, its decision as complete as one that is enforced. */
record ConsideredDocument(DecisionDocument decision, List<Line> considered) {

    ConsideredDocument {
        requireNonNull(decision, "decision");
        considered.forEach(ConsideredDocument::check);
    }

    Considered toConsidered(String release, Instant validUntil) {
        return new Considered(decision.toDecision(release, validUntil), List.copyOf(considered));
    }

    private static void check(Line line) {
        requireNonNull(line.code(), "code");
        if (line.source() != null) {
            DecisionDocument.check(line.source());
        }
    }
}
