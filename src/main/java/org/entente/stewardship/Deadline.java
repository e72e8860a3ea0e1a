package org.entente.stewardship;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.entente.kernel.CancelledStatement;
import org.entente.kernel.HubException;

/** Until when one simulation may go on. */
record Deadline(Clock clock, Instant end) {
    private static final Duration SIMULATION = Duration.ofSeconds(30);
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    static Deadline of(Clock clock) {
        return new Deadline(clock, clock.instant().plus(SIMULATION));
    }

    /** How long a statement may take that begins now. */
    int statementSeconds() {
        check();
        var left = Duration.between(clock.instant(), end);
        return (int) Math.max(1, Math.min(STATEMENT.toSeconds(), left.toSeconds()));
    }

    /** @throws HubException LIMIT_EXCEEDED once it is over */
    void check() {
        if (!clock.instant().isBefore(end)) {
            throw exceeded();
        }
    }

    /** What is told of a statement that failed. */
    static HubException exceeded(SQLException failure) throws SQLException {
        if (CancelledStatement.is(failure)) {
            return exceeded();
        }
        throw failure;
    }

    private static HubException exceeded() {
        return HubException.limitExceeded("rule", "The simulation takes too long; simulate a narrower draft");
    }
}
