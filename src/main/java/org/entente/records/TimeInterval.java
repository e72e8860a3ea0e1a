package org.entente.records;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalUnit;
import java.util.Locale;

/** The lengths of time by which instants are grouped, in the calendar of a zone; weeks are those of ISO 8601. */
public enum TimeInterval {
    HOUR(ChronoUnit.HOURS, 1, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHxxx", Locale.ROOT)),
    DAY(ChronoUnit.DAYS, 1, DateTimeFormatter.ISO_LOCAL_DATE),
    WEEK(
            ChronoUnit.WEEKS,
            1,
            new DateTimeFormatterBuilder()
                    .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
                    .appendLiteral("-W")
                    .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                    .toFormatter(Locale.ROOT)),
    MONTH(ChronoUnit.MONTHS, 1, DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT)),
    QUARTER(ChronoUnit.MONTHS, 3, DateTimeFormatter.ofPattern("uuuu-'Q'q", Locale.ROOT)),
    YEAR(ChronoUnit.YEARS, 1, DateTimeFormatter.ofPattern("uuuu", Locale.ROOT));

    private final TemporalUnit unit;
    private final int units;
    private final DateTimeFormatter format;

    TimeInterval(TemporalUnit unit, int units, DateTimeFormatter format) {
        this.unit = unit;
        this.units = units;
        this.format = format;
    }

    /** What the interval is called in which this instant lies, such as {@code 2026-Q2}. */
    String label(ZonedDateTime at) {
        return format.format(at);
    }

    /** Of the interval in which this instant lies. */
    public ZonedDateTime start(ZonedDateTime at) {
        return switch (this) {
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day(at);
            case WEEK -> day(at).with(ChronoField.DAY_OF_WEEK, 1);
            case MONTH -> day(at).withDayOfMonth(1);
            case QUARTER -> day(at).with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day(at).withDayOfYear(1);
        };
    }

    /** Midnight does not exist on some days in some zones; the day's start always does. */
    private static ZonedDateTime day(ZonedDateTime at) {
        return at.toLocalDate().atStartOfDay(at.getZone());
    }

    /** The start of the interval after the one that starts here. */
    public ZonedDateTime next(ZonedDateTime start) {
        return this == HOUR
                ? start.plusHours(1)
                : start.toLocalDate().plus(units, unit).atStartOfDay(start.getZone());
    }
}
