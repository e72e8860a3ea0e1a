package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeasonalContextTest {
    private static final Instant FROM = Instant.parse("2026-04-11T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-04-27T00:00:00Z");
    private static final SeasonalContext PARIS = new SeasonalContext(
            ZoneId.of("Europe/Paris"),
            Set.of(LocalDate.of(2026, 5, 1)),
            List.of(new CalendarPeriod("Spring holidays", FROM, UNTIL)),
            List.of(new CalendarPeriod("Match", UNTIL, UNTIL.plusSeconds(7200))));

    @Test
    void hours_are_local_through_changes_of_the_clock() {
        assertThat(PARIS.at(Instant.parse("2026-03-29T00:59:59Z")).hourOfDay()).isEqualTo(1);
        assertThat(PARIS.at(Instant.parse("2026-03-29T01:00:00Z")).hourOfDay()).isEqualTo(3);
        assertThat(PARIS.at(Instant.parse("2026-03-29T22:00:00Z")).hourOfWeek()).isEqualTo(0);
    }

    @Test
    void a_public_holiday_is_a_sunday() {
        var friday = PARIS.at(Instant.parse("2026-05-01T10:00:00Z"));
        var sunday = PARIS.at(Instant.parse("2026-05-03T10:00:00Z"));

        assertThat(friday).isEqualTo(sunday).isEqualTo(new Season(156, false, false));
    }

    @Test
    void holidays_and_events_hold_from_their_beginning_to_before_their_end() {
        assertThat(PARIS.at(FROM.minusSeconds(1)).holidays()).isFalse();
        assertThat(PARIS.at(FROM).holidays()).isTrue();
        assertThat(PARIS.at(UNTIL.minusSeconds(1)).holidays()).isTrue();
        assertThat(PARIS.at(UNTIL)).extracting(Season::holidays, Season::event).containsExactly(false, true);
        assertThat(PARIS.at(UNTIL.plusSeconds(7200)).event()).isFalse();
        assertThat(PARIS.occasions(FROM)).containsExactly("Spring holidays");
        assertThat(PARIS.occasions(UNTIL)).containsExactly("Match");
    }

    @Test
    void events_that_overlap_or_touch_hold_to_the_end_of_the_last() {
        var outer = new CalendarPeriod("Festival", FROM, UNTIL);
        var inner = new CalendarPeriod("Match", FROM.plusSeconds(3600), FROM.plusSeconds(7200));
        var next = new CalendarPeriod("Match", UNTIL, UNTIL.plusSeconds(3600));
        var later = new CalendarPeriod("Concert", UNTIL.plusSeconds(9000), UNTIL.plusSeconds(9900));
        var seasons = SeasonalContext.hours(ZoneId.of("UTC")).with(List.of(inner), List.of(later, next, inner, outer));

        assertThat(seasons.at(FROM.plusSeconds(8000)).event()).isTrue();
        assertThat(seasons.at(UNTIL.plusSeconds(3599)).event()).isTrue();
        assertThat(seasons.at(UNTIL.plusSeconds(3600)).event()).isFalse();
        assertThat(seasons.at(UNTIL.plusSeconds(9000)).event()).isTrue();
        assertThat(seasons.at(FROM.plusSeconds(3600)).holidays()).isTrue();
        assertThat(seasons.at(FROM.plusSeconds(7200)).holidays()).isFalse();
        assertThat(seasons.occasions(FROM.plusSeconds(3600))).containsExactly("Match", "Festival");
    }
}
