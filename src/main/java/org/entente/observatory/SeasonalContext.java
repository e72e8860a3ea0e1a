package org.entente.observatory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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
    private final NavigableMap<Instant, Instant> holidaysAsOne;
    private final NavigableMap<Instant, Instant> eventsAsOne;
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
        this.holidaysAsOne = union(schoolHolidays);
        this.eventsAsOne = union(events);
    }

    /** Local hours without any calendar. */
    public static SeasonalContext hours(ZoneId zone) {
        return new SeasonalContext(zone, Set.of(), List.of(), List.of());
    }

    /** With the periods of calendars beside its own. */
    SeasonalContext with(List<CalendarPeriod> moreHolidays, List<CalendarPeriod> moreEvents) {
        return new SeasonalContext(zone, publicHolidays, all(schoolHolidays, moreHolidays), all(events, moreEvents));
    }

    private static List<CalendarPeriod> all(List<CalendarPeriod> own, List<CalendarPeriod> more) {
        return Stream.concat(own.stream(), more.stream()).toList();
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
        return new Season(hour, any(holidaysAsOne, instant), any(eventsAsOne, instant));
    }

    /** By their beginnings, those that touch as one. */
    private static NavigableMap<Instant, Instant> union(List<CalendarPeriod> periods) {
        var union = new TreeMap<Instant, Instant>();
        periods.stream().sorted(Comparator.comparing(CalendarPeriod::from)).forEach(period -> {
            var last = union.lastEntry();
            if (last == null || last.getValue().isBefore(period.from())) {
                union.put(period.from(), period.until());
            } else if (last.getValue().isBefore(period.until())) {
                union.put(last.getKey(), period.until());
            }
        });
        return union;
    }

    private static boolean any(NavigableMap<Instant, Instant> union, Instant instant) {
        var last = union.floorEntry(instant);
        return last != null && instant.isBefore(last.getValue());
    }

    /** What of the calendar holds at an instant, to be told with an anomaly. */
    public List<String> occasions(Instant instant) {
        return Stream.concat(schoolHolidays.stream(), events.stream())
                .filter(period -> period.contains(instant))
                .map(CalendarPeriod::name)
                .distinct()
                .toList();
    }
}
