package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.entente.observatory.Adjustment.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector that alarms far more often than it promises takes part no longer; what people adjust has its place among the scores. */
class DriftTest {
    private static final SeasonalContext HOURS = SeasonalContext.hours(ZoneOffset.UTC);
    private static final int DAY = 48;
    private static final int CALM = 90 * DAY;

    private static Observation at(int i, double value) {
        return new Observation(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(1800L * i), value);
    }

    /** @param surges how far some value of a day leaves the others, from day 90 on */
    private static List<Observation> series(long seed, int days, double surges) {
        var random = new Random(seed);
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < days * DAY; i++) {
            double value = 20 * Math.sin(2 * Math.PI * i / DAY) + random.nextGaussian();
            observations.add(at(i, i >= CALM && i % DAY == i / DAY * 7 % DAY ? value + surges : value));
        }
        return observations;
    }

    private static void judge(SeriesScorer scorer, List<Observation> observations) {
        observations.forEach(each -> scorer.judge(each, HOURS.at(each.at())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_keeps_its_promise_is_never_suspended(long seed) {
        var scorer = new SeriesScorer(false);
        judge(scorer, series(seed, 720, 0));

        assertThat(scorer.suspended()).isEmpty();
    }

    @Test
    void a_week_of_incidents_is_no_drift() {
        var scorer = new SeriesScorer(false);
        judge(scorer, series(7, 97, 60).subList(0, 97 * DAY));

        assertThat(scorer.suspended()).isEmpty();
    }

    @Test
    void a_detector_whose_every_day_alarms_is_suspended_and_its_score_takes_no_part() {
        var observations = series(8, 110, 60);
        var scorer = new SeriesScorer(false);
        judge(scorer, observations.subList(0, CALM));
        assertThat(scorer.suspended()).isEmpty();

        judge(scorer, observations.subList(CALM, 110 * DAY));

        assertThat(scorer.suspended()).contains(DetectorKind.SIZE);
        var spike = at(110 * DAY, 500);
        var told = scorer.judge(spike, HOURS.at(spike.at())).anomaly();
        assertThat(told.map(anomaly -> anomaly.kind().detector()).filter(scorer.suspended()::contains))
                .isEmpty();
    }

    @Test
    void a_topology_says_so_once() {
        var sample = TopicSamples.series(2).getLast();
        var series = StreamedSeries.of(sample, null);
        var drifted = new ArrayList<DetectorKind>();
        for (var each : series(8, 110, 60)) {
            var reading = new ObservationReading(
                    sample,
                    new SeriesObservations(
                            sample.id().toString(), null, List.of(each.at().toString()), List.of(each.value())),
                    new ObservationReading.Period(Instant.EPOCH, Instant.MAX));
            drifted.addAll(
                    series.take(reading, List.of(), periods -> HOURS).drifted.all());
        }

        assertThat(drifted).contains(DetectorKind.SIZE).doesNotHaveDuplicates();
    }

    @Test
    void a_rule_that_is_suspended_tells_nothing() {
        var scorer = new SeriesScorer(false);
        var observations = series(9, 30, 0);
        judge(scorer, observations);
        scorer.adjust(new Adjustment(1, 1, null, Kind.SUSPENDED, DetectorKind.STUCK, null));
        scorer.adjust(new Adjustment(1, 2, null, Kind.SUSPENDED, DetectorKind.SILENCE, null));

        assertThat(scorer.silentFrom()).isEqualTo(Instant.MAX);
        assertThat(scorer.silence(Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
        for (int i = 0; i < 60; i++) {
            var same = at(30 * DAY + i, 1.5);
            assertThat(scorer.judge(same, HOURS.at(same.at()))
                            .anomaly()
                            .filter(anomaly -> anomaly.kind() == EvidenceKind.STUCK))
                    .isEmpty();
        }
        assertThat(scorer.adjustments()).isEqualTo(2);
    }

    @Test
    void what_is_suspended_and_resumed_outlives_the_process_bit_by_bit() {
        var observations = series(10, 160, 60);
        var resumed = new Adjustment(1, 1, observations.get(120 * DAY).at(), Kind.RESUMED, DetectorKind.SIZE, null);
        var scorer = new SeriesScorer(false);
        var restarted = new SeriesScorer(false);
        var suspended = new ArrayList<Boolean>();
        for (int i = 0; i < observations.size(); i++) {
            if (i == 120 * DAY + 1) {
                scorer.adjust(resumed);
                restarted.adjust(resumed);
            }
            if (i % 97 == 0) {
                var saved = restarted.save();
                restarted = new SeriesScorer(false);
                restarted.restore(saved);
            }
            var each = observations.get(i);
            assertThat(restarted.judge(each, HOURS.at(each.at()))).isEqualTo(scorer.judge(each, HOURS.at(each.at())));
            suspended.add(scorer.suspended().contains(DetectorKind.SIZE));
        }

        assertThat(restarted.save()).isEqualTo(scorer.save());
        assertThat(suspended.get(120 * DAY)).isTrue();
        assertThat(suspended.get(120 * DAY + 1)).as("watched anew").isFalse();
    }

    @Test
    void labels_move_the_threshold_by_a_step_each_within_bounds() {
        int strictness = 0;
        for (int i = 1; i <= 9; i++) {
            strictness += Strictness.step(Strictness.MOST, strictness, AnomalyLabel.FALSE);
            assertThat(strictness).isEqualTo(Math.min(7, i));
        }
        assertThat(Strictness.threshold(SeriesScorer.USUAL_THRESHOLD, strictness))
                .isEqualTo(SeriesScorer.USUAL_THRESHOLD / 128)
                .isGreaterThan(1e-5);
        assertThat(Strictness.most(SeriesScorer.USUAL_THRESHOLD)).isEqualTo(7);
        assertThat(Strictness.most(SeriesScorer.COMPARING_THRESHOLD)).isEqualTo(3);
        assertThat(Strictness.step(Strictness.MOST, 3, AnomalyLabel.TRUE)).isEqualTo(-1);
        assertThat(Strictness.step(Strictness.MOST, 3, AnomalyLabel.EXPECTED_EVENT))
                .isZero();
        assertThat(relabelled(3, AnomalyLabel.FALSE, AnomalyLabel.TRUE)).isEqualTo(2);
        assertThat(relabelled(3, AnomalyLabel.FALSE, AnomalyLabel.EXPECTED_EVENT))
                .isEqualTo(3);
    }

    @Test
    void relabelling_takes_back_only_a_step_that_was_taken() {
        assertThat(relabelled(0, AnomalyLabel.TRUE, AnomalyLabel.EXPECTED_EVENT))
                .isZero();
        assertThat(relabelled(0, AnomalyLabel.TRUE, AnomalyLabel.FALSE)).isEqualTo(1);
        assertThat(relabelled(7, AnomalyLabel.FALSE, AnomalyLabel.EXPECTED_EVENT))
                .isEqualTo(7);
        assertThat(relabelled(7, AnomalyLabel.FALSE, AnomalyLabel.TRUE)).isEqualTo(6);
    }

    private static int relabelled(int strictness, AnomalyLabel before, AnomalyLabel now) {
        int taken = Strictness.step(Strictness.MOST, strictness, before);
        int without = Strictness.without(Strictness.MOST, strictness + taken, taken);
        return without + Strictness.step(Strictness.MOST, without, now);
    }
}
