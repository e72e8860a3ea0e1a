package org.entente.observatory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.records.IntervalValues;
import org.entente.records.IntervalValues.Metric;
import org.entente.records.TimeInterval;

/**
 * What a series is computed from: all records of its own dataset, by intervals of time. An observation's instant is the start of its
 * interval.
 *
 * @param field of the mean; null for a count
 * @param at the field by which records lie in intervals
 * @param place the field of those in an {@code area} alone; both null for all records
 */
record Indicator(
        Metric metric, String field, String at, String place, String area, TimeInterval interval, ZoneId zone) {
    /** Who is not shown one of them as it is, or not all rows, is not shown the series. */
    List<String> uses() {
        return Stream.of(field, at, place).filter(Objects::nonNull).toList();
    }

    IntervalValues.Asked asked(UUID dataset) {
        return new IntervalValues.Asked(dataset, metric, field, at, place, area, interval, zone);
    }

    /** Of the interval in which it lies. */
    Instant start(Instant within) {
        return interval.start(within.atZone(zone)).toInstant();
    }

    Instant next(Instant start) {
        return interval.next(start.atZone(zone)).toInstant();
    }

    /** How long an interval usually is. */
    Duration frequency() {
        var start = interval.start(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, zone));
        return Duration.between(start, interval.next(start));
    }
}
