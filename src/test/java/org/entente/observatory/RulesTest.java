package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Season NIGHT = new Season(3, false, false);
    private static final Season NOON = new Season(12, false, false);

    @Test
    void a_sensor_is_silent_after_five_usual_gaps_once_a_silence() {
        var rule = new SilenceRule();
        for (int i = 0; i < 100; i++) {
            rule.observe(START.plusSeconds(60 * i));
        }
        var last = START.plusSeconds(60 * 99);

        assertThat(rule.due()).isEqualTo(last.plusSeconds(300));
        assertThat(rule.tells(last.plusSeconds(300))).isFalse();
        assertThat(rule.tells(last.plusSeconds(301))).isTrue();
        assertThat(rule.tells(last.plusSeconds(900))).isFalse();
    }

    @Test
    void pauses_that_come_again_become_usual_and_silences_are_noticed_still() {
        var rule = new SilenceRule();
        var at = START;
        for (int i = 0; i < 300; i++) {
            at = at.plus(Duration.ofMinutes(i % 50 == 0 ? 30 : 1));
            assertThat(rule.tells(at))
                    .as("%d", i)
                    .isEqualTo(List.of(50, 100, 150).contains(i));
            rule.observe(at);
        }
        for (int silence = 0; silence < 2; silence++) {
            at = at.plus(Duration.ofHours(6));
            assertThat(rule.tells(at)).isTrue();
            rule.observe(at);
            for (int i = 0; i < 50; i++) {
                at = at.plus(Duration.ofMinutes(1));
                rule.observe(at);
            }
        }
    }

    @Test
    void nothing_is_silent_before_its_pace_is_known_and_the_past_changes_nothing() {
        var rule = new SilenceRule();
        rule.observe(START);
        assertThat(rule.due()).isEqualTo(Instant.MAX);
        for (int i = 0; i < 100; i++) {
            rule.observe(START.plusSeconds(60 * i));
        }
        var due = rule.due();
        rule.observe(START);
        assertThat(rule.due()).isEqualTo(due);
    }

    @Test
    void a_usual_value_is_stuck_when_it_is_repeated_longer_than_ever_at_this_hour() {
        var rule = new StuckRule();
        var random = new Random(1);
        for (int day = 0; day < 20; day++) {
            for (int i = 0; i < 40; i++) {
                assertThat(rule.tells(0, NIGHT)).isFalse();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(rule.tells(1 + random.nextInt(1_000), NOON)).isFalse();
            }
        }

        int told = 0;
        for (int i = 0; i < 13; i++) {
            told += rule.tells(500, NOON) ? 1 : 0;
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void a_few_spikes_are_no_shift_and_what_stays_is() {
        var shift = new StandingDeparture(48, 4);
        double highest = 0;
        for (int i = 0; i < 200; i++) {
            highest = Math.max(highest, shift.level(i % 50 == 0 ? 1e6 : 0));
        }
        assertThat(highest).isLessThan(0.2);
        for (int i = 0; i < 48; i++) {
            highest = shift.level(-3);
        }
        assertThat(highest).isEqualTo(3);
    }
}
