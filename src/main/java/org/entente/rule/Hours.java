package org.entente.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When a rule holds, by the wall clock of one zone: what is null does not restrict. Hours over midnight belong to the day on which they
 * begin. An hour that the clock shows twice holds both times, one that it skips never.
 *
 * <p>Between two moments at which the clock reaches a midnight, the first or the last hour, or is set, nothing can change. So a window is
 * found by asking at each of those moments, over a little more than two weeks: every week is alike, but for the two nights of a year in
 * which clocks are set.
 *
 * @param from with {@code to}, or neither
 * @param to exclusive
 * @param lastDate inclusive
 */
public record Hours(
        List<DayOfWeek> weekdays, LocalTime from, LocalTime to, LocalDate firstDate, LocalDate lastDate, ZoneId zone) {
    private static final int WEEK = 7;

    boolean holds(Instant at) {
        var local = at.atZone(zone).toLocalDateTime();
        return from == null || from.isBefore(to)
                ? isDay(local.toLocalDate()) && within(local.toLocalTime())
                : isNight(local);
    }

    private boolean within(LocalTime time) {
        return from == null || !time.isBefore(from) && time.isBefore(to);
    }

    private boolean isNight(LocalDateTime local) {
        var time = local.toLocalTime();
        return !time.isBefore(from) && isDay(local.toLocalDate())
                || time.isBefore(to) && isDay(local.toLocalDate().minusDays(1));
    }

    private boolean isDay(LocalDate date) {
        return (weekdays == null || weekdays.contains(date.getDayOfWeek()))
                && (firstDate == null || !date.isBefore(firstDate))
                && (lastDate == null || !date.isAfter(lastDate));
    }

    /** Empty where it never holds again. */
    Optional<Window> presentOrNext(Instant at) {
        return from == null && (weekdays == null || weekdays.size() == WEEK) ? dates(at) : search(at);
    }

    private Optional<Window> dates(Instant at) {
        var start =
                firstDate == null ? Instant.EPOCH : firstDate.atStartOfDay(zone).toInstant();
        var end = lastDate == null
                ? null
                : lastDate.plusDays(1).atStartOfDay(zone).toInstant();
        return Optional.of(new Window(start, end)).filter(window -> !window.isEmpty() && !window.isOver(at));
    }

    private Optional<Window> search(Instant at) {
        Instant open = null;
        for (var moment : moments(at)) {
            if (!holds(moment)) {
                if (open != null && moment.isAfter(at)) {
                    return Optional.of(new Window(open, moment));
                }
                open = null;
            } else if (open == null) {
                open = moment;
            }
        }
        return Optional.empty();
    }

    private TreeSet<Instant> moments(Instant at) {
        var today = at.atZone(zone).toLocalDate();
        var start = firstDate != null && firstDate.isAfter(today) ? firstDate : today;
        // far enough back to see the present window begin: whole days can follow each other, hours last less than a day
        var first = start.minusDays(from == null ? WEEK : 2);
        var last = start.plusDays(2 * WEEK + 2);
        var moments = new TreeSet<Instant>();
        var rules = zone.getRules();
        first.datesUntil(last).forEach(day -> times().forEach(time -> add(moments, rules, day.atTime(time))));
        var end = last.atStartOfDay(zone).toInstant();
        var change = rules.nextTransition(moments.first());
        while (change != null && change.getInstant().isBefore(end)) {
            moments.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return moments;
    }

    private Stream<LocalTime> times() {
        return from == null ? Stream.of(LocalTime.MIDNIGHT) : Stream.of(LocalTime.MIDNIGHT, from, to);
    }

    /** A time that is skipped has no moment of its own: the change of the clock is one. */
    private static void add(TreeSet<Instant> moments, ZoneRules rules, LocalDateTime local) {
        rules.getValidOffsets(local).forEach(offset -> moments.add(local.toInstant(offset)));
    }
}
