package org.entente.rule;

import java.time.Instant;
import java.util.Optional;

/** A stretch of time, half open; {@code until} is null where it has no end. */
public record Window(Instant from, Instant until) {

    /**
     * The present, else the next, window in which a rule holds: its hours within its period.
     *
     * @param starts null for a period that began before all time
     * @param ends null for one without end
     * @param hours null where it holds the whole period through
     * @return empty where it never holds again
     */
    public static Optional<Window> presentOrNext(Instant starts, Instant ends, Hours hours, Instant now) {
        var period = new Window(starts == null ? Instant.EPOCH : starts, ends);
        if (period.isOver(now)) {
            return Optional.empty();
        }
        var from = now.isBefore(period.from) ? period.from : now;
        return hours == null
                ? Optional.of(period)
                : hours.presentOrNext(from).map(period::within).filter(window -> !window.isEmpty());
    }

    private Window within(Window other) {
        return new Window(
                from.isAfter(other.from) ? from : other.from,
                until == null || other.until != null && other.until.isBefore(until) ? other.until : until);
    }

    boolean isOver(Instant at) {
        return until != null && !until.isAfter(at);
    }

    boolean isEmpty() {
        return isOver(from);
    }
}
