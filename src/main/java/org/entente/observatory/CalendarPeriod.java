package org.entente.observatory;

import java.time.Instant;

/** School holidays or an event, [from, until); limits count to the quarter of an hour. */
public record CalendarPeriod(String name, Instant from, Instant until) {
    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }
}
