package org.entente.access;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Told to the policy information point by the packages that hold the facts: catalogue, agreement, consent, rule. Each reads, in one
 * snapshot, what matters to this caller, action and dataset, and no more: a decision's cost grows with its own facts alone.
 */
public interface FactSource {
    void gather(Connection snapshot, Facts facts) throws SQLException;

    /** For lists: what makes hidden datasets known to this caller. */
    void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException;
}
