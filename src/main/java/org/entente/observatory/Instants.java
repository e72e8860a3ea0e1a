package org.entente.observatory;

import java.time.Instant;
import org.entente.kernel.HubException;

/** Instants that a caller asks by. */
final class Instants {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Instants() {}

    /** Within what the database and the index both count with; null is for the caller to mean something by. */
    static void require(Instant asked, String path) {
        if (asked != null && (asked.isBefore(FIRST) || asked.isAfter(LAST))) {
            throw HubException.badInput(path, "An instant between the years 1 and 9999 is expected");
        }
    }
}
