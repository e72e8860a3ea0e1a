package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What every detector promises, whatever it looks at. Scores are compared bit by bit. */
abstract class DetectorContract {
    private static final SeasonalContext HOURS = SeasonalContext.hours(ZoneOffset.UTC);
    private static final int SIZE = 3_000;

    abstract Detector detector();

    private static List<Score> scores(Detector detector, List<Observation> observations) {
        var scores = new ArrayList<Score>();
        for (var observation : observations) {
            scores.add(detector.score(observation, HOURS.at(observation.at())));
        }
        return scores;
    }

    @Property(tries = 8)
    void stopping_and_starting_at_random_moments_changes_no_score(@ForAll long seed) {
        var observations = SampleSeries.of(seed, SIZE);
        var random = new Random(seed);
        var detector = detector();
        var scores = new ArrayList<Score>();
        for (var observation : observations) {
            if (random.nextInt(100) == 0) {
                var restored = detector();
                restored.restore(detector.save());
                detector = restored;
            }
            scores.add(detector.score(observation, HOURS.at(observation.at())));
        }

        assertThat(scores).isEqualTo(scores(detector(), observations));
        assertThat(scores).anyMatch(Score::isAlert);
    }

    @Property(tries = 8)
    void nothing_that_comes_later_is_known(@ForAll long seed, @ForAll @IntRange(max = SIZE) int length) {
        var whole = SampleSeries.of(seed, SIZE);
        var otherwise = new ArrayList<>(whole.subList(0, length));
        SampleSeries.of(seed + 1, SIZE).subList(length, SIZE).forEach(otherwise::add);

        assertThat(scores(detector(), otherwise).subList(0, length))
                .isEqualTo(scores(detector(), whole).subList(0, length));
    }

    @Property(tries = 8)
    void the_unit_of_measure_makes_no_difference_to_alerts(@ForAll long seed) {
        var observations = SampleSeries.of(seed, SIZE);
        for (UnaryOperator<Double> copy :
                List.<UnaryOperator<Double>>of(v -> v * 7.3 - 1000, v -> -v, v -> v * 1.8 + 32, v -> v / 1000)) {
            var copied = observations.stream()
                    .map(o -> new Observation(o.at(), copy.apply(o.value())))
                    .toList();
            assertThat(scores(detector(), copied).stream().map(Score::isAlert))
                    .isEqualTo(scores(detector(), observations).stream()
                            .map(Score::isAlert)
                            .toList());
        }
    }

    @Test
    void what_is_no_number_is_skipped_and_teaches_nothing() {
        var observations = SampleSeries.of(1, SIZE);
        var disturbed = new ArrayList<Observation>();
        for (var observation : observations) {
            for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                disturbed.add(new Observation(observation.at(), value));
            }
            disturbed.add(observation);
        }

        var scores = scores(detector(), disturbed);

        assertThat(scores.stream().filter(score -> score.equals(Score.SKIPPED))).hasSize(3 * SIZE);
        assertThat(scores.stream().filter(score -> !score.equals(Score.SKIPPED)))
                .isEqualTo(scores(detector(), observations));
    }

    @Test
    void absurd_values_alert_and_leave_a_detector_that_still_works() {
        var observations = new ArrayList<>(SampleSeries.of(2, SIZE));
        observations.set(1_000, SampleSeries.at(1_000, Double.MAX_VALUE));
        observations.set(2_000, SampleSeries.at(2_000, -Double.MAX_VALUE));

        var scores = scores(detector(), observations);

        assertThat(scores.subList(1_000, 1_030)).anyMatch(Score::isAlert);
        assertThat(scores).allMatch(score -> Double.isFinite(score.level()) && Double.isFinite(score.alert()));
    }

    @Property(tries = 50)
    void whatever_is_measured_has_a_score(@ForAll @Size(min = 500, max = 500) double[] values) {
        var observations = new ArrayList<Observation>();
        for (double value : values) {
            observations.add(SampleSeries.at(observations.size(), value));
        }
        assertThat(scores(detector(), observations))
                .allMatch(score -> Double.isFinite(score.level()) && Double.isFinite(score.alert()));
    }

    @Test
    void a_constant_series_never_alerts() {
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < SIZE; i++) {
            observations.add(SampleSeries.at(i, 12.5));
        }
        assertThat(scores(detector(), observations)).allMatch(score -> score.level() == 0 && score.alert() == 0);
    }

    @Test
    void a_damaged_state_is_refused() {
        var detector = detector();
        scores(detector, SampleSeries.of(3, SIZE));
        var saved = detector.save();

        for (var damaged : List.of(
                new byte[0],
                new byte[] {99},
                Arrays.copyOf(saved, saved.length - 1),
                Arrays.copyOf(saved, saved.length + 1))) {
            assertThatExceptionOfType(UnreadableStateException.class)
                    .isThrownBy(() -> detector().restore(damaged));
        }
    }
}
