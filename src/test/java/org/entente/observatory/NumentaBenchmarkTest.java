package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The benchmark's rules, on a series small enough to reckon by hand. */
class NumentaBenchmarkTest {
    private static final int ROWS = 100;
    private static final NumentaSeries.Window WINDOW = new NumentaSeries.Window(40, 49);
    private static final NumentaSeries SERIES = new NumentaSeries(
            "made",
            IntStream.range(0, ROWS)
                    .mapToObj(i -> new Observation(Instant.EPOCH.plusSeconds(i), 0))
                    .toList(),
            List.of(WINDOW));

    private static NumentaResult.Scored alertsAt(int... rows) {
        var scores = new double[ROWS];
        for (int row : rows) {
            scores[row] = 1;
        }
        return new NumentaResult.Scored(SERIES, scores);
    }

    private static double score(NumentaProfile profile, int... rows) {
        return NumentaResult.at(0.5, List.of(alertsAt(rows)), profile).score();
    }

    @Test
    void a_detector_that_says_nothing_has_0_and_a_perfect_one_100() {
        for (var profile : NumentaProfile.values()) {
            assertThat(score(profile)).isEqualTo(0);
            assertThat(score(profile, 40)).isEqualTo(100, offset(1e-9));
        }
    }

    @Test
    void the_earlier_in_a_window_the_better_and_only_the_best_counts() {
        // halfway: (2 / (1 + e^-2.5) - 1) / (2 / (1 + e^-5) - 1), then from [-1, 1] to [0, 100]
        assertThat(score(NumentaProfile.STANDARD, 45)).isEqualTo(50 * (0.848284 / 0.986614 + 1), offset(1e-3));
        assertThat(score(NumentaProfile.STANDARD, 45, 48, 49)).isEqualTo(score(NumentaProfile.STANDARD, 45));
    }

    @Test
    void a_false_alert_costs_its_weight_and_less_just_behind_a_window() {
        assertThat(score(NumentaProfile.STANDARD, 30, 40)).isEqualTo(100 - 50 * 0.11, offset(1e-9));
        assertThat(score(NumentaProfile.REWARD_LOW_FALSE_POSITIVES, 30, 40)).isEqualTo(100 - 50 * 0.22, offset(1e-9));
        // a ninth of the width behind: 2 / (1 + e^(5/9)) - 1
        assertThat(score(NumentaProfile.STANDARD, 40, 50)).isEqualTo(100 - 50 * 0.11 * 0.270865, offset(1e-3));
        assertThat(score(NumentaProfile.STANDARD, 40, 90)).isEqualTo(100 - 50 * 0.11, offset(1e-9));
    }

    @Test
    void a_missed_window_costs_twice_where_misses_do() {
        assertThat(score(NumentaProfile.REWARD_LOW_FALSE_NEGATIVES, 30)).isEqualTo(-100 * 0.11 / 3, offset(1e-9));
    }

    @Test
    void rows_on_probation_are_not_judged() {
        assertThat(score(NumentaProfile.STANDARD, 0, 14, 40)).isEqualTo(100, offset(1e-9));
        assertThat(score(NumentaProfile.STANDARD, 15, 40)).isLessThan(100);
    }

    @Test
    void the_best_threshold_takes_what_it_gains_by_and_no_more() {
        var scored = alertsAt(30, 40);
        scored.scores()[40] = 2;

        var best = NumentaResult.best(List.of(scored), NumentaProfile.STANDARD);

        assertThat(best).isEqualTo(new NumentaResult(100, 2, 1, 0));
    }
}
