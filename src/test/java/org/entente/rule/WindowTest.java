package org.entente.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A window is exactly the stretch in which the wall clock says that a rule holds; also where clocks are set. */
class WindowTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Duration STEP = Duration.ofMinutes(15);

    /** 2026-03-29 02:00 is skipped in Paris, 2026-10-25 02:00 to 03:00 comes twice; 2026-04-05 in Lord Howe half an hour does. */
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.parse("2026-03-29"),
            LocalDate.parse("2026-10-25"),
            LocalDate.parse("2026-04-05"),
            LocalDate.parse("2026-07-01"));

    @Provide
    Arbitrary<Hours> hours() {
        var days = Arbitraries.of(DAYS)
                .flatMap(day -> Arbitraries.integers().between(-9, 9).map(day::plusDays));
        var time = Arbitraries.integers().between(0, 95).map(quarter -> LocalTime.ofSecondOfDay(quarter * 900L));
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.values())
                                .list()
                                .uniqueElements()
                                .ofMinSize(1)
                                .ofMaxSize(7)
                                .injectNull(.3),
                        time.injectNull(.2),
                        time,
                        days.injectNull(.6),
                        days.injectNull(.6),
                        Arbitraries.of("Europe/Paris", "Australia/Lord_Howe", "UTC", "America/Havana")
                                .map(ZoneId::of))
                .as((weekdays, from, to, first, last, zone) ->
                        new Hours(weekdays, from, from == null ? null : to, first, last, zone))
                .filter(hours -> hours.from() == null || !hours.from().equals(hours.to()));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.of(DAYS)
                .flatMap(day -> Arbitraries.longs()
                        .between(-3 * 86_400_000L, 3 * 86_400_000L)
                        .map(millis -> day.atStartOfDay(PARIS).toInstant().plusMillis(millis)));
    }

    /** Sampled every quarter of an hour for two weeks, and at the very ends. */
    @Property(tries = 3000)
    void inside_it_holds_and_outside_it_does_not(@ForAll("hours") Hours hours, @ForAll("instants") Instant now) {
        var window = hours.presentOrNext(now);

        var holding = new TimeLine(now, window.map(Window::from).orElse(null), hours);
        if (window.isEmpty()) {
            assertThat(holding.firstHolding()).isEmpty();
            return;
        }
        var from = window.get().from();
        var until = Optional.ofNullable(window.get().until());
        assertThat(hours.holds(from) || from.equals(Instant.EPOCH)).isTrue();
        until.ifPresent(end -> {
            assertThat(end).isAfter(from).isAfter(now);
            assertThat(hours.holds(end)).isFalse();
            assertThat(hours.holds(end.minusMillis(1))).isTrue();
        });
        assertThat(from.equals(Instant.EPOCH) || !hours.holds(from.minusMillis(1)))
                .isTrue();
        assertThat(hours.holds(now)).isEqualTo(!from.isAfter(now));
        holding.check(from, until.orElse(Instant.MAX));
    }

    private record TimeLine(Instant now, Instant from, Hours hours) {
        List<Instant> samples() {
            var start = from != null && from.isBefore(now) && !from.equals(Instant.EPOCH) ? from : now;
            return java.util.stream.Stream.iterate(start, at -> at.plus(STEP))
                    .limit(16 * 96)
                    .toList();
        }

        Optional<Instant> firstHolding() {
            return samples().stream().filter(hours::holds).findFirst();
        }

        void check(Instant from, Instant until) {
            for (var at : samples()) {
                if (at.isBefore(until)) {
                    assertThat(hours.holds(at)).as("%s at %s", hours, at).isEqualTo(!at.isBefore(from));
                }
            }
        }
    }

    @Property(tries = 1000)
    void a_period_cuts_the_window(
            @ForAll("hours") Hours hours,
            @ForAll("instants") Instant now,
            @ForAll("instants") Instant one,
            @ForAll("instants") Instant other) {
        var starts = Comparator.<Instant>naturalOrder().compare(one, other) < 0 ? one : other;
        var ends = starts.equals(one) ? other : one;
        var window = Window.presentOrNext(starts, ends, hours, now);

        window.ifPresent(found -> {
            assertThat(found.from()).isAfterOrEqualTo(starts).isBefore(found.until());
            assertThat(found.until()).isBeforeOrEqualTo(ends).isAfter(now);
            assertThat(hours.holds(found.from())).isTrue();
        });
        for (var at = now.isBefore(starts) ? starts : now; at.isBefore(ends); at = at.plus(STEP)) {
            var inside = window.isPresent()
                    && !at.isBefore(window.get().from())
                    && at.isBefore(window.get().until());
            if (hours.holds(at)) {
                assertThat(inside
                                || window.isPresent()
                                        && !at.isBefore(window.get().until()))
                        .isTrue();
            } else {
                assertThat(inside).isFalse();
            }
        }
    }

    @Example
    void nights_belong_to_the_day_on_which_they_begin() {
        var fridayNights = nights(DayOfWeek.FRIDAY);

        // 2026-07-03 is a Friday, summer time is two hours before UTC
        assertThat(fridayNights.presentOrNext(Instant.parse("2026-07-01T00:00:00Z")))
                .contains(window("2026-07-03T20:00:00Z", "2026-07-04T04:00:00Z"));
        assertThat(fridayNights.presentOrNext(Instant.parse("2026-07-04T03:59:59Z")))
                .contains(window("2026-07-03T20:00:00Z", "2026-07-04T04:00:00Z"));
        assertThat(fridayNights.presentOrNext(Instant.parse("2026-07-04T04:00:00Z")))
                .contains(window("2026-07-10T20:00:00Z", "2026-07-11T04:00:00Z"));
    }

    private static Hours nights(DayOfWeek day) {
        return new Hours(List.of(day), LocalTime.of(22, 0), LocalTime.of(6, 0), null, null, PARIS);
    }

    @Example
    void a_night_in_which_clocks_are_set_is_shorter_or_longer() {
        assertThat(nights(DayOfWeek.SATURDAY).presentOrNext(Instant.parse("2026-03-28T12:00:00Z")))
                .contains(window("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"));
        assertThat(nights(DayOfWeek.SATURDAY).presentOrNext(Instant.parse("2026-10-24T12:00:00Z")))
                .contains(window("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"));
    }

    @Example
    void an_hour_that_is_skipped_never_holds_and_one_that_comes_twice_holds_twice() {
        var skipped = on("2026-03-29", LocalTime.of(2, 0), LocalTime.of(3, 0));
        var twice = on("2026-10-25", LocalTime.of(2, 0), LocalTime.of(2, 30));

        assertThat(skipped.presentOrNext(Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
        assertThat(twice.presentOrNext(Instant.parse("2026-10-24T00:00:00Z")))
                .contains(window("2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"));
        assertThat(twice.presentOrNext(Instant.parse("2026-10-25T00:30:00Z")))
                .contains(window("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"));
        assertThat(twice.presentOrNext(Instant.parse("2026-10-25T01:30:00Z"))).isEmpty();
    }

    private static Hours on(String date, LocalTime from, LocalTime to) {
        return new Hours(null, from, to, LocalDate.parse(date), LocalDate.parse(date), PARIS);
    }

    @Example
    void dates_alone_are_whole_days_of_the_zone() {
        var days = new Hours(null, null, null, LocalDate.parse("2026-03-28"), LocalDate.parse("2026-03-29"), PARIS);

        assertThat(days.presentOrNext(Instant.parse("2026-01-01T00:00:00Z")))
                .contains(window("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z"));
        assertThat(days.presentOrNext(Instant.parse("2026-03-29T22:00:00Z"))).isEmpty();
    }

    @Example
    void without_hours_the_period_is_the_window_and_what_is_over_has_none() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        var end = Instant.parse("2026-02-01T00:00:00Z");

        assertThat(Window.presentOrNext(start, end, null, Instant.EPOCH)).contains(new Window(start, end));
        assertThat(Window.presentOrNext(start, null, null, end)).contains(new Window(start, null));
        assertThat(Window.presentOrNext(start, end, null, end)).isEmpty();
        assertThat(Window.presentOrNext(null, null, null, end)).contains(new Window(Instant.EPOCH, null));
    }

    private static Window window(String from, String until) {
        return new Window(Instant.parse(from), Instant.parse(until));
    }
}
