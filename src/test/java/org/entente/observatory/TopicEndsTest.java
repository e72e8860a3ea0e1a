package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was heard of a partition is what it had when that was asked, and not before all of it was read. */
class TopicEndsTest {
    private static final TopicPartition QUICK = new TopicPartition("observations.ville", 0);
    private static final TopicPartition BEHIND = new TopicPartition("observations.ville", 1);
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final TopicEnds ends = new TopicEnds();

    @BeforeEach
    void two_partitions_are_assigned() {
        consumer.assign(List.of(QUICK, BEHIND));
        consumer.seek(QUICK, 0);
        consumer.seek(BEHIND, 0);
        consumer.updateBeginningOffsets(Map.of(QUICK, 0L, BEHIND, 0L));
        consumer.updateEndOffsets(Map.of(QUICK, 1L, BEHIND, 2L));
    }

    private void read(TopicPartition partition) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), consumer.position(partition), new byte[0], new byte[0]));
        consumer.poll(Duration.ZERO);
    }

    @Test
    void each_is_heard_once_it_was_read_as_far_as_it_went() {
        assertThat(ends.reached(consumer)).as("nobody asked").isEmpty();
        ends.ask(consumer, NOW);
        assertThat(ends.reached(consumer)).isEmpty();

        read(QUICK);
        read(BEHIND);
        assertThat(ends.reached(consumer)).isEqualTo(Map.of(QUICK, NOW));
        assertThat(ends.reached(consumer)).as("once").isEmpty();

        consumer.updateEndOffsets(Map.of(QUICK, 1L, BEHIND, 9L));
        ends.ask(consumer, NOW.plusSeconds(5));
        read(BEHIND);
        assertThat(ends.reached(consumer))
                .as("who is behind is measured by where it went first")
                .isEqualTo(Map.of(QUICK, NOW.plusSeconds(5), BEHIND, NOW));
    }

    @Test
    void what_another_assignment_had_is_forgotten() {
        ends.ask(consumer, NOW);
        consumer.assign(List.of(QUICK));
        consumer.seek(QUICK, 0);
        ends.forget();
        read(QUICK);

        assertThat(ends.reached(consumer)).isEmpty();
    }
}
