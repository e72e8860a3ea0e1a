package org.entente.stewardship;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.HubException;
import org.entente.policy.Action;

/** The decisions that a simulation compares: of each party, for each purpose and none, in each role, about each action. */
record Reach(List<Party> parties, List<String> purposes, List<String> roles, List<Action> actions) {
    private static final int MOST_CASES = 50_000;

    /** @param partners that get the same answers; none for citizens */
    record Party(UUID dataset, List<String> partners, boolean withoutPurpose) {
        /** One that stands for all, null for citizens. */
        String partner() {
            return partners.isEmpty() ? null : partners.getFirst();
        }
    }

    Reach(List<String> purposes, List<String> roles, List<Action> actions) {
        this(new ArrayList<>(), purposes, roles, actions);
    }

    /** @throws HubException LIMIT_EXCEEDED as soon as there are too many decisions to compare */
    void add(Party party) {
        parties.add(party);
        if (cases() > MOST_CASES) {
            throw HubException.limitExceeded(
                    "rule", "More than " + MOST_CASES + " decisions to compare; simulate a narrower draft");
        }
    }

    private long cases() {
        return (long) parties.size() * (purposes.size() + 1) * roles.size() * actions.size();
    }
}
