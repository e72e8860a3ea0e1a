package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.entente.observatory.Adjustment.Kind;
import org.entente.observatory.ObservationMessages.Message;
import org.junit.jupiter.api.Test;

/** Each series' scores and anomalies are bit by bit those of the hub's own scoring, however messages of several series are mixed. */
class ScoringTopologyTest {
    private static final int SERIES = 6;
    private static final int MESSAGES = 400;

    @Test
    void a_topology_says_what_the_hub_would() {
        var series = TopicSamples.series(SERIES);
        var given = series.stream()
                .map(each -> TopicSamples.messages(each, MESSAGES))
                .toList();
        var scored = new HashMap<String, List<ScoredObservations>>();
        var topology = ScoringTopology.of(
                Pattern.compile("observations\\..+"),
                TopicSamples.SCORED,
                TopicSamples.messages(),
                TopicSamples.owned(series)::get,
                number -> List.of(),
                TopicSamples::seasons);
        try (var driver = new TopologyTestDriver(topology, new Properties())) {
            var bytes = new ByteArraySerializer();
            var input = driver.createInputTopic(TopicSamples.TOPIC, bytes, bytes);
            var foreign = driver.createInputTopic("observations.police", bytes, bytes);
            for (var message : mixed(given)) {
                input.pipeInput(new TestRecord<>(message.key(), message.value(), message.at()));
                // another partner's word for the same series counts for nothing
                foreign.pipeInput(new TestRecord<>(message.key(), message.value(), message.at()));
            }
            driver.createOutputTopic(TopicSamples.SCORED, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readKeyValuesToList()
                    .forEach(each -> scored.computeIfAbsent(
                                    new String(each.key, StandardCharsets.UTF_8), none -> new ArrayList<>())
                            .add(ScoredObservations.read(each.value)));
        }

        for (int i = 0; i < SERIES; i++) {
            var one = series.get(i);
            var expected = TopicSamples.expected(one, given.get(i));
            assertThat(TopicSamples.scored(one, scored.get(one.id().toString())))
                    .isEqualTo(expected);
            assertThat(expected.points()).hasSizeGreaterThan(MESSAGES * 4);
            assertThat(expected.anomalies()).isNotEmpty();
        }
    }

    /** From where it was heard of on, whatever was scored until then. */
    @Test
    void what_people_adjust_holds_where_the_hub_would_have_it() {
        var series = TopicSamples.series(1);
        var one = series.getFirst();
        var given = TopicSamples.messages(one, MESSAGES);
        var adjustments = new ArrayList<Adjustment>();
        var scored = new ArrayList<ScoredObservations>();
        var topology = ScoringTopology.of(
                Pattern.compile("observations\\..+"),
                TopicSamples.SCORED,
                TopicSamples.messages(),
                TopicSamples.owned(series)::get,
                number -> adjustments,
                TopicSamples::seasons);
        try (var driver = new TopologyTestDriver(topology, new Properties())) {
            var bytes = new ByteArraySerializer();
            var input = driver.createInputTopic(TopicSamples.TOPIC, bytes, bytes);
            var output = driver.createOutputTopic(
                    TopicSamples.SCORED, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            for (int n = 0; n < MESSAGES; n++) {
                if (n == MESSAGES / 2) {
                    var last = Instant.ofEpochMilli(
                            scored.getLast().points.getLast().at());
                    adjustments.add(new Adjustment(0, 1, last, Kind.THRESHOLD, null, Strictness.MOST));
                    adjustments.add(new Adjustment(0, 2, last, Kind.SUSPENDED, DetectorKind.SIZE, null));
                    adjustments.add(new Adjustment(0, 3, last, Kind.CALENDAR, null, null, List.of(1L), null));
                }
                input.pipeInput(new TestRecord<>(
                        given.get(n).key(), given.get(n).value(), given.get(n).at()));
                output.readValuesToList().forEach(each -> scored.add(ScoredObservations.read(each)));
            }
        }

        var expected = TopicSamples.expected(one, given, adjustments.toArray(Adjustment[]::new));
        assertThat(TopicSamples.scored(one, scored)).isEqualTo(expected);
        assertThat(expected.anomalies())
                .as("it is not what would have been told without")
                .isNotEqualTo(TopicSamples.expected(one, given).anomalies());
        assertThat(expected.points())
                .as("nor without the calendar")
                .isNotEqualTo(TopicSamples.expected(one, given, adjustments.get(0), adjustments.get(1))
                        .points());
    }

    @Test
    void a_topology_says_when_a_series_will_be_silent_as_the_hub_would_know_it() {
        for (var one : TopicSamples.series(3)) {
            var streamed = StreamedSeries.of(one, null);
            var scorer = new SeriesScorer(one.withShape());
            var at = Instant.parse("2026-01-01T00:00:00Z");
            ScoredObservations scored = null;
            for (int i = 0; i < 60; i++) {
                at = at.plus(Duration.ofMinutes(10));
                var given =
                        new SeriesObservations(one.id().toString(), null, List.of(at.toString()), List.of(60 + i % 7));
                var reading =
                        new ObservationReading(one, given, new ObservationReading.Period(Instant.EPOCH, Instant.MAX));
                scored = streamed.take(reading, List.of(), TopicSamples::seasons);
                streamed = StreamedSeries.of(one, streamed.save());
                scorer.judge(new Observation(at, 60 + i % 7), TopicSamples.SEASONS.at(at));
            }
            var read = ScoredObservations.read(scored.save());

            assertThat(Instant.ofEpochMilli(read.newest)).isEqualTo(at);
            assertThat(Instant.ofEpochMilli(read.silentFrom))
                    .as("whether the last ones wait for late ones or not")
                    .isEqualTo(scorer.silentFrom());
        }
    }

    /** Each series' in their order. */
    private static List<Message> mixed(List<List<Message>> given) {
        var random = new Random(1);
        var mixed = new ArrayList<Message>();
        var next = new int[given.size()];
        while (mixed.size() < given.size() * MESSAGES) {
            int one = random.nextInt(given.size());
            if (next[one] < MESSAGES) {
                mixed.add(given.get(one).get(next[one]++));
            }
        }
        return mixed;
    }

    @Test
    void a_message_that_is_no_scores_is_told_from_one_that_is() {
        assertThatThrownBy(() -> ScoredObservations.read(new byte[] {1, 2, 3, 4, 5, 6}))
                .isInstanceOf(UnreadableStateException.class);
    }
}
