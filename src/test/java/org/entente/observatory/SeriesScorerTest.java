package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesScorerTest {
    private static final SeasonalContext HOURS = SeasonalContext.hours(ZoneOffset.UTC);
    private static final int SIZE = 5_000;
    private static final int KILO = 1024;

    private static Judgement judge(SeriesScorer scorer, Observation observation) {
        return scorer.judge(observation, HOURS.at(observation.at()));
    }

    private static List<Judgement> judgements(SeriesScorer scorer, List<Observation> observations) {
        return new ArrayList<>(observations.stream()
                .map(observation -> judge(scorer, observation))
                .toList());
    }

    @Property(tries = 9)
    void stopping_and_starting_at_random_moments_changes_nothing(
            @ForAll long seed, @ForAll @IntRange(max = 2) int which) {
        Supplier<SeriesScorer> made = List.<Supplier<SeriesScorer>>of(
                        () -> new SeriesScorer(false), () -> new SeriesScorer(true), SeriesScorer::comparing)
                .get(which);
        var observations = SampleSeries.of(seed, SIZE);
        var random = new Random(seed);
        var scorer = made.get();
        var judgements = new ArrayList<Judgement>();
        for (var observation : observations) {
            if (random.nextInt(100) == 0) {
                var restored = made.get();
                restored.restore(scorer.save());
                scorer = restored;
            }
            judgements.add(judge(scorer, observation));
        }

        assertThat(judgements).isEqualTo(judgements(made.get(), observations));
        assertThat(judgements).anyMatch(judgement -> judgement.anomaly().isPresent());
    }

    @Test
    void what_departs_from_its_neighbours_for_an_hour_is_told() {
        var random = new Random(5);
        var departures = new ArrayList<Observation>();
        for (int i = 0; i < SIZE; i++) {
            departures.add(SampleSeries.at(i, random.nextGaussian() + (i >= 4_500 && i < 4_512 ? 3 : 0)));
        }

        var told = judgements(SeriesScorer.comparing(), departures).subList(4_000, SIZE).stream()
                .flatMap(judgement -> judgement.anomaly().stream())
                .toList();

        assertThat(told).isNotEmpty().allSatisfy(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(EvidenceKind.PEERS);
            assertThat(anomaly.at())
                    .isBetween(departures.get(4_501).at(), departures.get(4_511).at());
        });
    }

    @Test
    void a_state_is_of_its_kind_of_scorer_and_small() {
        var scorer = new SeriesScorer(false);
        judgements(scorer, SampleSeries.of(1, SIZE));

        var comparing = SeriesScorer.comparing();
        judgements(comparing, SampleSeries.of(1, SIZE));

        assertThat(scorer.save()).hasSizeLessThan(10 * KILO);
        assertThat(comparing.save()).hasSizeLessThan(2 * KILO);
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> new SeriesScorer(false).restore(comparing.save()));
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> new SeriesScorer(true).restore(scorer.save()));
    }

    /** A quiet daily course, so that the only anomaly is the planted one. */
    private static List<Observation> quiet(long seed) {
        var random = new Random(seed);
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < SIZE; i++) {
            observations.add(SampleSeries.at(i, 20 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian()));
        }
        return observations;
    }

    @Test
    void an_episode_is_told_once_and_explained() {
        var observations = quiet(3);
        for (int i = 4_500; i < 4_505; i++) {
            observations.set(i, SampleSeries.at(i, 80));
        }

        var told = judgements(new SeriesScorer(false), observations).subList(4_500, 4_540).stream()
                .flatMap(judgement -> judgement.anomaly().stream())
                .toList();

        assertThat(told).hasSize(1);
        var anomaly = told.getFirst();
        assertThat(anomaly.at()).isEqualTo(observations.get(4_500).at());
        assertThat(anomaly.value()).isEqualTo(80);
        assertThat(anomaly.expected()).isBetween(-25.0, 25.0);
        assertThat(anomaly.band()).isBetween(0.1, 5.0);
        assertThat(anomaly.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(anomaly.observations()).isEqualTo(4_501);
    }

    @Test
    void what_was_like_it_before_is_told_with_it() {
        var observations = quiet(4);
        observations.set(3_000, SampleSeries.at(3_000, 80));
        observations.set(4_500, SampleSeries.at(4_500, 90));

        var judgements = judgements(new SeriesScorer(false), observations);

        assertThat(judgements.get(4_500).anomaly().orElseThrow().similar())
                .anySatisfy(past ->
                        assertThat(past.at()).isEqualTo(observations.get(3_000).at()));
    }

    private static List<Judgement> withEvents(SeriesScorer scorer, List<Observation> observations, int... begins) {
        return new ArrayList<>(IntStream.range(0, observations.size())
                .mapToObj(i -> {
                    var hour = HOURS.at(observations.get(i).at()).hourOfWeek();
                    boolean event = IntStream.of(begins).anyMatch(begin -> i >= begin && i < begin + 20);
                    return scorer.judge(observations.get(i), new Season(hour, false, event));
                })
                .toList());
    }

    @Test
    void an_event_accounts_for_what_departs_teaches_nothing_and_is_told_when_it_goes_beyond_those_before() {
        var observations = quiet(6);
        for (int begin : new int[] {4_000, 4_300, 4_600}) {
            for (int i = begin; i < begin + 20; i++) {
                observations.set(i, SampleSeries.at(i, (begin == 4_600 ? 200 : 80) + i % 3));
            }
        }
        var ordinary = withEvents(new SeriesScorer(true), quiet(6), 4_000, 4_300, 4_600);

        var judgements = withEvents(new SeriesScorer(true), observations, 4_000, 4_300, 4_600);

        var told = IntStream.range(0, SIZE)
                .filter(i -> judgements.get(i).anomaly().isPresent()
                        && ordinary.get(i).anomaly().isEmpty())
                .toArray();
        assertThat(told).containsExactly(4_600);
        assertThat(judgements.get(4_600).anomaly().orElseThrow().kind()).isEqualTo(EvidenceKind.EVENT);
        assertThat(judgements.get(4_600).anomaly().orElseThrow().value()).isEqualTo(201);
        for (int i : new int[] {4_020, 4_320, 4_620, SIZE - 1}) {
            assertThat(judgements.get(i).probability())
                    .isEqualTo(ordinary.get(i).probability());
            assertThat(judgements.get(i).expected()).isEqualTo(ordinary.get(i).expected());
        }
        assertThat(withEvents(new SeriesScorer(true), observations).stream()
                        .filter(each -> each.anomaly().isPresent()))
                .hasSizeGreaterThan(told.length + 1);
    }

    @Test
    void an_event_without_an_effect_makes_no_anomaly_of_what_is_usual_at_the_next() {
        var events = new EventDepartures();
        assertThat(events.goesBeyond(0.5)).isFalse();
        events.end();
        assertThat(events.goesBeyond(-3)).isFalse();
        events.end();
        assertThat(events.goesBeyond(-30)).isTrue();
        assertThat(events.goesBeyond(31)).as("once an event").isFalse();
    }

    @Test
    void people_move_the_threshold() {
        var strict = new SeriesScorer(false);
        strict.adjust(0);
        assertThat(judgements(strict, SampleSeries.of(5, SIZE)).stream()
                        .filter(judgement -> judgement
                                .anomaly()
                                .filter(anomaly -> !anomaly.isByRule())
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void silence_is_told_once_by_the_clock_and_stuck_by_the_value() {
        var scorer = new SeriesScorer(false);
        var observations = quiet(6);
        judgements(scorer, observations);
        var last = observations.getLast().at();

        assertThat(scorer.silence(last.plus(Duration.ofMinutes(20)))).isEmpty();
        assertThat(scorer.silence(last.plus(Duration.ofMinutes(30))).orElseThrow())
                .extracting(Anomaly::kind, Anomaly::isByRule)
                .containsExactly(EvidenceKind.SILENCE, true);
        assertThat(scorer.silence(last.plus(Duration.ofHours(3)))).isEmpty();

        int stuck = 0;
        for (int i = SIZE; i < SIZE + 40; i++) {
            stuck += (int) judge(scorer, SampleSeries.at(i, 1.5)).anomaly().stream()
                    .filter(anomaly -> anomaly.kind() == EvidenceKind.STUCK)
                    .count();
        }
        assertThat(stuck).isEqualTo(1);
    }

    @Test
    void what_is_no_number_changes_nothing() {
        var scorer = new SeriesScorer(true);
        judgements(scorer, SampleSeries.of(8, SIZE));
        var before = scorer.save();

        assertThat(judge(scorer, SampleSeries.at(SIZE, Double.NaN))).isEqualTo(Judgement.SKIPPED);
        assertThat(scorer.save()).isEqualTo(before);
    }
}
