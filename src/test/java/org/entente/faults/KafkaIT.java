package org.entente.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.entente.catalogue.Eventually;
import org.entente.local.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Observations by Kafka: what a producer was told is kept is stored, once, whoever is killed; and the hub serves without it. What came by
 * Kafka alone is scored by the topology, what came by calls first by the hub: the scores are the same.
 */
class KafkaIT {
    private static final String TOPIC = "observations.ville";
    /** Where other things run on the machine the topology takes minutes for what it takes seconds for alone. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static KafkaBroker broker;
    private static HubProcess hub;
    /** So many observations of each sensor may be sent: as many as there is somebody to wait for. */
    private static final Semaphore MORE = new Semaphore(0);

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(Path.of("target", "kafka-faults", "broker"));
        hub = new HubProcess(
                Path.of("target", "kafka-faults", "hub"),
                "-Dentente.kafka.bootstrap-servers=" + broker.address(),
                "-Dentente.kafka.scoring=true",
                "-Dentente.kafka.client.\"metadata.max.age.ms\"=1000",
                // a killed one is missed while the next one starts, not 45 s after it died
                "-Dentente.kafka.client.\"session.timeout.ms\"=10000",
                "-Dentente.kafka.client.\"heartbeat.interval.ms\"=2000",
                HubProcess.FIRST_COMPILER_ONLY);
        hub.start();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
        broker.close();
    }

    /** Kafka is not there when the hub starts; then it, the hub and the database are killed, one after the other. */
    @Test
    void no_message_is_lost_and_none_is_taken_twice_while_calls_go_on() throws Exception {
        assertThat(hub.health("kafka").path("status").asText()).isEqualTo("UP");
        assertThat(answers()).isFalse();
        var dataset = dataset();
        var sending = new Sensors(hub, dataset, "k");
        var both = new Sensors(hub, dataset, "b");
        var calling = new Sensors(hub, dataset, "c");
        both.appendFirst();
        broker.start().topics(2, TOPIC, "observations.nobody", "observations-scored");
        var quick = new AtomicBoolean();
        try (var producer = producer();
                var executor = Executors.newSingleThreadExecutor();
                AutoCloseable letGo = () -> MORE.release(10_000)) {
            producer.send(new ProducerRecord<>(TOPIC, "quay", "60 dB"));
            var sent = executor.submit(() -> sending.send(producer, TOPIC, () -> {
                MORE.acquireUninterruptibly();
                return quick.get();
            }));
            awaitMore();

            broker.kill();
            assertThat(hub.as(null)
                            .ask("{ dataset(id: \"%s\") { title } }".formatted(dataset))
                            .data())
                    .isNotEmpty();
            Eventually.within(PATIENCE, "health tells that Kafka is away", () -> !answers());
            broker.start();
            awaitMore();
            assertThat(answers()).isTrue();

            hub.kill();
            hub.start();
            awaitMore();

            var called = CompletableFuture.runAsync(calling::appendUntilItFails);
            Eventually.within(PATIENCE, "calls are taken", () -> calling.acknowledged() > 1);
            var again = hub.killDatabase();
            called.get(1, TimeUnit.MINUTES);
            again.run();
            calling.assertAcknowledgedIsThere();
            awaitMore();

            quick.set(true);
            MORE.release(10_000);
            sent.get(2, TimeUnit.MINUTES);
            both.send(producer, TOPIC, () -> true);
        }
        calling.appendTheRest();

        Eventually.within(
                PATIENCE,
                "what the topic has was heard",
                () -> hub.number("select count(*) from topic_position where topic = '" + TOPIC
                                + "' and heard > now() - interval '30 seconds' and since > '-infinity'")
                        == 2);
        for (var sensors : List.of(sending, both, calling)) {
            Eventually.within(PATIENCE, "all is stored and scored", sensors::areAllScored);
            sensors.assertScoredAsWithoutAnyKill();
        }
        assertThat(
                        hub.texts(
                                "select distinct left(array_to_string(keys, ''), 1) from series join series_scoring on series = number where streamed"))
                .as("those of whom nothing was there before Kafka are scored by the topology")
                .containsExactly("k");
        assertThat(hub.texts("""
                select distinct count ->> 'kind' from audit_event, jsonb_array_elements(detail -> 'counts') count
                where caller = '%s'
                """.formatted(TOPIC)))
                .as("nothing was taken twice, else it would be a duplicate")
                .containsExactly("ACCEPTED");
        assertThat(hub.as("steward-ville")
                        .ask("{ setAsideMessages { edges { node { reason key message } } } }")
                        .data()
                        .path("edges"))
                .hasToString("[{\"node\":{\"reason\":\"UNREADABLE\",\"key\":\"quay\",\"message\":\"60 dB\"}}]");
    }

    private static boolean answers() {
        return hub.health("kafka").at("/data/reachable").asBoolean();
    }

    /** Returns when messages were taken that were not before; many more are being sent then. */
    private static void awaitMore() throws Exception {
        var positions = "select coalesce(sum(position), 0) from topic_position";
        long taken = hub.number(positions);
        MORE.release(200);
        Eventually.within(PATIENCE, "messages are taken", () -> hub.number(positions) > taken + 20);
    }

    private static String dataset() throws Exception {
        var id = UUID.randomUUID().toString();
        try (var database = hub.database()) {
            database.createStatement().execute("""
                    insert into partner (id, names) values ('ville', '{"fr": "Ville"}');
                    insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                    values ('%s', 'ville', 'OPEN', 'NONE', '{"titles": {"fr": "Bruit"}, "descriptions": {}, "keywords": [], "themes": [], "distributions": []}', '', 1, now());
                    update governance_epoch set epoch = epoch + 1
                    """.formatted(id));
        }
        return id;
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "reconnect.backoff.max.ms",
                        200),
                new StringSerializer(),
                new StringSerializer());
    }
}
