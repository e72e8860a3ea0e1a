package org.entente.observatory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells the {@link Season} of an instant: local hours, and public holidays, school holidays and events, which are given as data.
 * Immutable but for the last hour asked for, which it keeps: the points of many series lie in the same one.
 */
public final class SeasonalContext {
    /** Some zones are off by quarters of an hour, and so may events be. */
    private static final long QUARTER = 900;

    private static final int LAST_DAY_OF_WEEK = 7;

    private final ZoneId zone;
    private final Set<LocalDate> publicHolidays;
    private final List<CalendarPeriod> schoolHolidays;
    private final List<CalendarPeriod> events;
    private volatile Known known = new Known(Long.MIN_VALUE, null);

    private record Known(long quarter, Season season) {}

    public SeasonalContext(
            ZoneId zone,
            Set<LocalDate> publicHolidays,
            List<CalendarPeriod> schoolHolidays,
            List<CalendarPeriod> events) {
        this.zone = zone;
        this.publicHolidays = Set.copyOf(publicHolidays);
        this.schoolHolidays = List.copyOf(schoolHolidays);
        this.events = List.copyOf(events);
    }

    /** Local hours without any calendar. */
    public static SeasonalContext hours(ZoneId zone) {
        return new SeasonalContext(zone, Set.of(), List.of(), List.of());
    }

    public Season at(Instant instant) {
        long quarter = Math.floorDiv(instant.getEpochSecond(), QUARTER);
        var last = known;
        if (last.quarter != quarter) {
            last = new Known(quarter, season(Instant.ofEpochSecond(quarter * QUARTER)));
            known = last;
        }
        return last.season;
    }

    private Season season(Instant instant) {
        var local = instant.atZone(zone);
        int day = publicHolidays.contains(local.toLocalDate())
                ? LAST_DAY_OF_WEEK
                : local.getDayOfWeek().getValue();
        int hour = (day - 1) * Season.HOURS_OF_DAY + local.getHour();
        return new Season(hour, any(schoolHolidays, instant), any(events, instant));
    }

    private static boolean any(List<CalendarPeriod> periods, Instant instant) {
        return periods.stream().anyMatch(period -> period.contains(instant));
    }

    /** What of the calendar holds at an instant, to be told with an anomaly. */
    public List<String> occasions(Instant instant) {
        return Stream.concat(schoolHolidays.stream(), events.stream())
                .filter(period -> period.contains(instant))
                .map(CalendarPeriod::name)
                .toList();
    }
}
