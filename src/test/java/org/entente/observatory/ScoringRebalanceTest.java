package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.entente.catalogue.Eventually;
import org.entente.local.KafkaBroker;
import org.entente.observatory.ObservationMessages.Message;
import org.junit.jupiter.api.Test;

/**
 * Two instances, each with partitions of its own, of which one is killed and one stopped and started again at any moment: no score is
 * another, missing or there twice.
 */
class ScoringRebalanceTest {
    private static final int PARTITIONS = 4;
    private static final int SERIES = 2 * PARTITIONS;
    private static final int MESSAGES = 300;
    private static final Path FOLDER = Path.of("target", "kafka-streams");

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Random random = new Random();
    private final List<Series> series = TopicSamples.series(SERIES);
    private final Map<String, List<ScoredObservations>> scored = new HashMap<>();
    private int points;
    /** In a thread of this test's own: those of the common pool look for Kafka's classes where the last application of Quarkus had its own. */
    private Future<?> sent;

    @Test
    void scores_are_those_of_one_scorer_whichever_instance_dies_when() throws Exception {
        var given = series.stream()
                .map(each -> TopicSamples.messages(each, MESSAGES))
                .toList();
        var expected = new ArrayList<TopicSamples.Scored>();
        for (int i = 0; i < SERIES; i++) {
            expected.add(TopicSamples.expected(series.get(i), given.get(i)));
        }
        int all = expected.stream().mapToInt(each -> each.points().size()).sum();

        try (var broker = new KafkaBroker(FOLDER).start();
                var consumer = consumer(broker);
                var sender = Executors.newSingleThreadExecutor()) {
            broker.topics(PARTITIONS, TopicSamples.TOPIC, TopicSamples.SCORED);
            consumer.subscribe(List.of(TopicSamples.SCORED));
            var first = start(broker, "first");
            var second = start(broker, "second");
            try {
                awaitBoth(broker);
                sent = sender.submit(() -> send(broker, given, 0, MESSAGES / 2));
                awaitSome(consumer, all / 8);
                second.kill();
                second = start(broker, "second");
                sent.get();
                awaitSome(consumer, all * 3 / 8);
                awaitBoth(broker);
                sent = sender.submit(() -> send(broker, given, MESSAGES / 2, MESSAGES));
                first.close();
                first = start(broker, "first");
                sent.get();
                awaitPoints(consumer, all);
            } finally {
                first.kill();
                second.kill();
            }
        }

        for (int i = 0; i < SERIES; i++) {
            var one = series.get(i);
            assertThat(TopicSamples.scored(one, scored.get(one.id().toString())))
                    .isEqualTo(expected.get(i));
        }
    }

    private static StreamsInstance start(KafkaBroker broker, String name) throws Exception {
        return StreamsInstance.start(broker.address(), SERIES, FOLDER.resolve(name));
    }

    private static void awaitBoth(KafkaBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            Eventually.within(PATIENCE, "each of two instances has partitions", () -> {
                var members = members(admin);
                return members.size() == 2
                        && members.stream()
                                .noneMatch(each ->
                                        each.assignment().topicPartitions().isEmpty());
            });
        }
    }

    private static Collection<MemberDescription> members(Admin admin) throws Exception {
        try {
            return admin.describeConsumerGroups(List.of(StreamsInstance.GROUP))
                    .all()
                    .get()
                    .get(StreamsInstance.GROUP)
                    .members();
        } catch (ExecutionException notYet) {
            return List.of();
        }
    }

    private static void send(KafkaBroker broker, List<List<Message>> given, int from, int until) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = from; n < until; n++) {
                for (int i = 0; i < SERIES; i++) {
                    var message = given.get(i).get(n);
                    producer.send(
                            new ProducerRecord<>(TopicSamples.TOPIC, i % PARTITIONS, message.key(), message.value()));
                }
                producer.flush();
            }
        }
    }

    private void awaitSome(KafkaConsumer<byte[], byte[]> consumer, int least) throws Exception {
        awaitPoints(consumer, least + random.nextInt(least / 4));
    }

    private void awaitPoints(KafkaConsumer<byte[], byte[]> consumer, int least) throws Exception {
        Eventually.within(PATIENCE, "scored: " + least, () -> {
            if (sent.isDone()) {
                sent.get();
            }
            for (var record : consumer.poll(Duration.ofMillis(50))) {
                var read = ScoredObservations.read(record.value());
                points += read.points.size();
                scored.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), none -> new ArrayList<>())
                        .add(read);
            }
            return points >= least;
        });
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaBroker broker) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "group.id",
                        "test",
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
