package org.entente.rule;

import java.util.Set;

/** The life of one version of a rule. */
public enum RuleState {
    /** Says what would be; decides nothing. */
    DRAFT,
    /** A newer draft took its place before it was activated. */
    REPLACED,
    /** In force, as its period and its condition on time say. */
    ACTIVE,
    /** A newer version is in force; rolling that one back returns to this one. */
    SUPERSEDED,
    /** Was taken out of force; to have it again it is drafted again. */
    ROLLED_BACK;

    public Set<RuleState> next() {
        return switch (this) {
            case DRAFT -> Set.of(ACTIVE, REPLACED);
            case ACTIVE -> Set.of(SUPERSEDED, ROLLED_BACK);
            case SUPERSEDED -> Set.of(ACTIVE);
            case REPLACED, ROLLED_BACK -> Set.of();
        };
    }
}
