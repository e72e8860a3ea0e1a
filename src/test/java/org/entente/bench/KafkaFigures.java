package org.entente.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.entente.local.KafkaBroker;

/** Observations by Kafka: how fast they become durable in PostgreSQL, and scored by the hub or by a topology. All on one machine. */
final class KafkaFigures {
    private static final int SERIES = 500;
    private static final int MESSAGES = 60;
    private static final int A_MESSAGE = 50;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String TOPIC = "observations.ville";

    private final Database database;
    private final Figures figures;
    private final UUID dataset = UUID.randomUUID();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(10L * MESSAGES * A_MESSAGE));

    private KafkaFigures(Hub hub, Figures figures) {
        this.database = new Database(hub);
        this.figures = figures;
    }

    /** With a broker and a hub of its own, once without and once with the topology. */
    static void measure(Path state, Figures figures) throws Exception {
        for (boolean topology : new boolean[] {false, true}) {
            figures.progress("observations by Kafka, scored by " + (topology ? "a topology" : "the hub"));
            try (var broker = new KafkaBroker(state.resolveSibling("bench-kafka")).start()) {
                broker.topics(2, TOPIC, "observations-scored");
                try (var hub = Hub.start(
                        state,
                        "-Dentente.kafka.bootstrap-servers=" + broker.address(),
                        "-Dentente.kafka.group=" + UUID.randomUUID(),
                        "-Dentente.kafka.scoring=" + topology)) {
                    hub.awaitDemo();
                    new KafkaFigures(hub, figures).measure(broker, topology);
                }
            }
        }
    }

    private void measure(KafkaBroker broker, boolean topology) throws Exception {
        database.execute("delete from topic_position");
        var series = database.insertSeries(dataset, SERIES);
        long observations = (long) SERIES * MESSAGES * A_MESSAGE;
        long began = System.nanoTime();
        send(broker, series);
        await("observation", observations);
        double durable = (System.nanoTime() - began) / 1e9;
        await("score", observations);
        double scored = (System.nanoTime() - began) / 1e9;
        figures.add(
                "Observations by Kafka, %,d in messages of %d".formatted(observations, A_MESSAGE)
                        + (topology ? ", beside the topology" : ""),
                "%,.0f a second, durable".formatted(observations / durable),
                "");
        figures.add(
                topology ? "… and scored by the topology, taken in" : "… and scored by the hub",
                "%,.0f a second".formatted(observations / scored),
                "");
    }

    private void send(KafkaBroker broker, List<String> series) {
        var random = new Random(1);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new StringSerializer())) {
            for (int message = 0; message < MESSAGES; message++) {
                for (var each : series) {
                    producer.send(new ProducerRecord<>(TOPIC, each, message(message, random)));
                }
            }
        }
    }

    private String message(int message, Random random) {
        var at = new ArrayList<Long>();
        var values = new ArrayList<Double>();
        for (int i = message * A_MESSAGE; i < (message + 1) * A_MESSAGE; i++) {
            at.add(begin.plus(Duration.ofMinutes(10L * i)).toEpochMilli());
            values.add(Math.rint((60 + 10 * Math.sin(i * 2 * Math.PI / 144) + random.nextGaussian()) * 10) / 10);
        }
        return "{\"at\": %s, \"values\": %s}".formatted(at, values);
    }

    private void await(String table, long count) throws Exception {
        database.await(
                LIMIT,
                "select count(*) from %s join series on number = series where dataset = '%s'".formatted(table, dataset),
                count);
    }
}
