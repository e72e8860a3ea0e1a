package org.entente.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Told to the policy information point by the packages that hold the facts: catalogue, agreement, consent, rule. Each reads, in one
 * snapshot, what matters to this caller, action and dataset, and no more: a decision's cost grows with its own facts alone. Sources are
 * asked in the order of their {@code @Priority}, the highest first.
 */
public interface FactSource {
    /** Of the catalogue, which says what dataset it is about. */
    int FIRST = 1000;

    /** Of those that ask for the dataset's owner or themes; others need none. */
    int AFTER_CATALOGUE = 500;

    void gather(Connection snapshot, Facts facts) throws SQLException;

    /**
     * For a page of datasets.
     *
     * @param all of different datasets, for one caller, as of one epoch and for one instant
     */
    default void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        for (var facts : all) {
            gather(snapshot, facts);
        }
    }

    /** For lists: what makes hidden datasets known to this caller. */
    void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException;
}
