package org.entente.agreement;

import java.util.Set;

/**
 * What became of one version of an agreement. The next version takes the place of this one when all parties have signed it, so
 * that an agreement in force stays so while its amendment is negotiated.
 */
public enum AgreementState {
    PROPOSED,
    /** By all parties: in force while its period runs. */
    SIGNED,
    /** By a version that all parties signed, or, before this one was signed, by another proposal. */
    REPLACED,
    /** Given notice by a party, or declined before all had signed. */
    TERMINATED;

    public Set<AgreementState> next() {
        return switch (this) {
            case PROPOSED -> Set.of(SIGNED, REPLACED, TERMINATED);
            case SIGNED -> Set.of(REPLACED, TERMINATED);
            case REPLACED, TERMINATED -> Set.of();
        };
    }
}
