package org.entente.observatory;

import java.time.Instant;
import org.entente.kernel.HubException;

/** Instants that a caller asks by. */
final class Instants {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Instants() {}

    /** From and to are in this order, where both are given. */
    static void requirePeriod(Instant from, Instant to, String path) {
        require(from, path + "from");
        require(to, path + "to");
        if (from != null && to != null && to.isBefore(from)) {
            throw HubException.badInput(path + "to", "The end must come after the start");
        }
    }

    /** Within what the database and the index both count with; null is for the caller to mean something by. */
    private static void require(Instant asked, String path) {
        if (asked != null && (asked.isBefore(FIRST) || asked.isAfter(LAST))) {
            throw HubException.badInput(path, "An instant between the years 1 and 9999 is expected");
        }
    }
}
