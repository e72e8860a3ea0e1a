package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.entente.observatory.Adjustment.Kind;
import org.junit.jupiter.api.Test;

/** A scorer beside a model of the owner's, whose levels are reckoned here. */
class ModelledScorerTest {
    private static final SeasonalContext HOURS = SeasonalContext.hours(ZoneOffset.UTC);
    private static final int SIZE = 12_000;
    private static final PartnerModel STEPS = new PartnerModel("0123456789abcdef".repeat(4), 5);
    private static final PartnerModel OTHER = new PartnerModel("fedcba9876543210".repeat(4), 9);
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static void set(SeriesScorer scorer, PartnerModel model) {
        scorer.adjust(
                new Adjustment(1, scorer.adjustments() + 1, null, Kind.MODEL, DetectorKind.MODEL, null, null, model));
    }

    private static void adjust(SeriesScorer scorer, Kind kind) {
        scorer.adjust(new Adjustment(1, scorer.adjustments() + 1, null, kind, DetectorKind.MODEL, null));
    }

    /** How far the last value of a window lies from the one before, as a model in floats. */
    private static double step(List<Float> window) {
        return Math.abs(window.getLast() - window.get(window.size() - 2));
    }

    /** As the hub asks a model: with what the scorer knows, and with what is to be judged. */
    private static List<Judgement> judge(SeriesScorer scorer, List<Observation> stretch) {
        var values = new ArrayList<Float>();
        for (float value : scorer.recent()) {
            values.add(value);
        }
        var judgements = new ArrayList<Judgement>();
        for (var observation : stretch) {
            var season = HOURS.at(observation.at());
            double level = Double.NaN;
            if (SeriesScorer.isOfTheModel(observation, season)) {
                values.add((float) observation.value());
                int window = scorer.model() == null
                        ? Integer.MAX_VALUE
                        : scorer.model().window();
                level = values.size() < window
                        ? Double.NaN
                        : step(values.subList(values.size() - window, values.size()));
            }
            judgements.add(scorer.judge(observation, season, level));
        }
        return judgements;
    }

    @Property(tries = 6)
    void however_it_is_cut_stopped_and_started_the_scores_are_the_same(@ForAll long seed) {
        var observations = SampleSeries.of(seed, SIZE);
        observations.set(5_000, SampleSeries.at(5_000, Double.NaN));
        var random = new Random(seed);
        var scorer = new SeriesScorer(false);
        var judgements = new ArrayList<Judgement>();
        while (judgements.size() < SIZE) {
            int from = judgements.size();
            if (from == 3_000 || from == 9_000) {
                set(scorer, from == 3_000 ? STEPS : OTHER);
            }
            int border = from < 3_000 ? 3_000 : from < 9_000 ? 9_000 : SIZE;
            int until = Math.min(border, from + 1 + random.nextInt(200));
            if (random.nextInt(3) == 0) {
                var restored = new SeriesScorer(false);
                restored.restore(scorer.save());
                scorer = restored;
            }
            judgements.addAll(judge(scorer, observations.subList(from, until)));
        }

        var whole = new SeriesScorer(false);
        var expected = new ArrayList<>(judge(whole, observations.subList(0, 3_000)));
        set(whole, STEPS);
        expected.addAll(judge(whole, observations.subList(3_000, 9_000)));
        set(whole, OTHER);
        expected.addAll(judge(whole, observations.subList(9_000, SIZE)));
        assertThat(judgements).isEqualTo(expected);
        assertThat(scorer.save()).isEqualTo(whole.save());
        assertThat(scorer.model()).isEqualTo(OTHER);
    }

    @Test
    void without_a_model_nothing_is_different_and_no_state_is_kept_for_one() {
        var without = new SeriesScorer(false);
        var given = new SeriesScorer(false);
        for (var observation : SampleSeries.of(1, SIZE)) {
            var season = HOURS.at(observation.at());
            assertThat(given.judge(observation, season, 1e9)).isEqualTo(without.judge(observation, season));
        }
        var state = without.save();
        assertThat(given.save()).isEqualTo(state);

        set(given, STEPS);
        assertThat(given.save()).hasSizeBetween(state.length + 50, state.length + 200);
        set(given, null);
        assertThat(given.model()).isNull();
        assertThat(given.save().length - state.length).isZero();
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> new SeriesScorer(false).restore(Arrays.copyOf(state, state.length - 1)));
    }

    /** A quiet daily course with steps of a size of its own, so that one that is too big is nothing to anyone else. */
    private static List<Observation> quiet(long seed, int days) {
        var random = new Random(seed);
        var observations = new ArrayList<Observation>();
        for (int hour = 0; hour < 24 * days; hour++) {
            double day = 20 * Math.sin(2 * Math.PI * hour / 24);
            observations.add(new Observation(START.plusSeconds(3600L * hour), day + random.nextGaussian()));
        }
        return observations;
    }

    private static List<Judgement> judgements(
            SeriesScorer scorer, List<Observation> observations, DoubleUnaryOperator levels) {
        var judgements = new ArrayList<Judgement>();
        for (int i = 0; i < observations.size(); i++) {
            var observation = observations.get(i);
            judgements.add(scorer.judge(observation, HOURS.at(observation.at()), levels.applyAsDouble(i)));
        }
        return judgements;
    }

    private static Stream<Anomaly> told(List<Judgement> judgements) {
        return judgements.stream()
                .flatMap(each -> each.anomaly().stream())
                .filter(each -> each.kind() == EvidenceKind.MODEL);
    }

    @Test
    void what_the_model_alone_finds_is_told_whatever_its_unit() {
        for (double unit : new double[] {1e-6, 1, 1e9}) {
            var scorer = new SeriesScorer(false);
            set(scorer, STEPS);
            var random = new Random(3);
            var observations = quiet(3, 90);
            var judgements = judgements(
                    scorer, observations, i -> unit * (5 + Math.abs(random.nextGaussian()) + (i == 2_000 ? 20 : 0)));

            assertThat(told(judgements.subList(1_990, 2_010))).singleElement().satisfies(anomaly -> {
                assertThat(anomaly.at()).isEqualTo(observations.get(2_000).at());
                assertThat(anomaly.severity()).isNotEqualTo(Severity.of(0.01));
            });
        }
    }

    @Test
    void one_that_says_nothing_until_it_does_is_heard() {
        var scorer = new SeriesScorer(false);
        set(scorer, STEPS);
        var judgements = judgements(scorer, quiet(3, 90), i -> i == 2_000 ? 1 : 0);

        assertThat(told(judgements)).singleElement();
    }

    @Test
    void it_takes_no_part_before_it_is_known_what_is_ordinary_of_it() {
        var scorer = new SeriesScorer(false);
        var observations = quiet(4, 90);
        judgements(scorer, observations.subList(0, 1_000), i -> Double.NaN);
        set(scorer, STEPS);
        var later = observations.subList(1_000, 2_160);

        var judgements = judgements(scorer, later, i -> i == 300 || i == 600 ? 50 : i % 5);

        assertThat(judgements.get(300).anomaly()).isEmpty();
        assertThat(judgements.get(600).anomaly()).isPresent();
    }

    @Test
    void one_that_alarms_far_more_often_than_promised_is_suspended_and_learnt_anew_when_it_is_resumed() {
        var scorer = new SeriesScorer(false);
        set(scorer, STEPS);
        var random = new Random(5);
        var observations = quiet(5, 120);
        judgements(
                scorer,
                observations.subList(0, 1_440),
                i -> Math.abs(random.nextGaussian()) * (i > 720 ? Math.exp((i - 720) / 48.0) : 1));
        assertThat(scorer.suspended()).containsExactly(DetectorKind.MODEL);
        assertThat(scorer.model()).isNull();

        adjust(scorer, Kind.RESUMED);
        assertThat(scorer.model()).isEqualTo(STEPS);
        assertThat(scorer.recent()).as("what it saw meanwhile").hasSize(STEPS.window() - 1);
        var judgements =
                judgements(scorer, observations.subList(1_440, 2_880), i -> 1e6 * Math.abs(random.nextGaussian()));
        assertThat(scorer.suspended()).isEmpty();
        assertThat(told(judgements).count()).isLessThan(3);

        adjust(scorer, Kind.SUSPENDED);
        set(scorer, OTHER);
        assertThat(scorer.model()).as("another one is judged by itself").isEqualTo(OTHER);
    }

    /** Levels of distributions that a model may have: their alarms come about as often as is promised. */
    @Test
    void its_alarms_keep_about_the_promised_rate() {
        int series = 60;
        int days = 150;
        long without = 0;
        long with = 0;
        long own = 0;
        for (int each = 0; each < series; each++) {
            var observations = quiet(each, days);
            var random = new Random(each);
            int kind = each % 4;
            DoubleUnaryOperator levels = i -> switch (kind) {
                case 0 -> Math.abs(random.nextGaussian());
                case 1 -> -Math.log(1 - random.nextDouble());
                case 2 -> Math.exp(random.nextGaussian());
                default -> random.nextDouble();
            };
            without += alarms(judgements(new SeriesScorer(false), observations, i -> Double.NaN));
            var scorer = new SeriesScorer(false);
            set(scorer, STEPS);
            var judgements = judgements(scorer, observations, levels);
            with += alarms(judgements);
            own += told(judgements).count();
        }
        double all = series * (days - 14.0);
        assertThat(with / all).isLessThan(0.02);
        assertThat(own / all).isBetween(0.0001, 0.01);
    }

    private static long alarms(List<Judgement> judgements) {
        return judgements.stream().filter(each -> each.anomaly().isPresent()).count();
    }
}
