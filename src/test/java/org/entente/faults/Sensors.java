package org.entente.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.entente.observatory.Judgement;
import org.entente.observatory.Observation;
import org.entente.observatory.SeasonalContext;
import org.entente.observatory.SeriesScorer;

/** Sensors that send call after call, each with a key of its own, and know what each of their scores must be. */
final class Sensors {
    private static final int SENSORS = 8;
    private static final int CALLS = 60;
    private static final int A_CALL = 100;
    private static final String APPEND = """
            mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) {
                appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) { counts { kind count } } }
            """;

    private final HubProcess hub;
    private final String dataset;
    private final List<String> series = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final String run = UUID.randomUUID().toString();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(10L * CALLS * A_CALL));
    private volatile int acknowledged;
    private volatile int sent;

    /** @param name what their names begin with */
    Sensors(HubProcess hub, String dataset, String name) {
        this.hub = hub;
        this.dataset = dataset;
        for (int i = 0; i < SENSORS; i++) {
            series.add(register(name + i, i == 0));
            values.add(values(i));
        }
    }

    private String register(String sensor, boolean shape) {
        var input = Map.of(
                "measure",
                "noise",
                "frequency",
                "PT10M",
                "keys",
                List.of(Map.of("field", "sensor", "value", sensor)),
                "shape",
                shape);
        return hub.as("steward-ville")
                .ask(
                        "mutation ($dataset: ID!, $series: SeriesInput!, $key: String!) {"
                                + " registerSeries(dataset: $dataset, series: $series, idempotencyKey: $key) { id } }",
                        "dataset",
                        dataset,
                        "series",
                        input,
                        "key",
                        run + sensor)
                .data()
                .path("id")
                .asText();
    }

    private static double[] values(int seed) {
        var random = new Random(seed);
        return LongStream.range(0, (long) CALLS * A_CALL)
                .mapToDouble(i -> 60
                        + 10 * Math.sin(i * 2 * Math.PI / 144)
                        + random.nextGaussian()
                        + (random.nextInt(1_000) == 0 ? 60 : 0))
                .map(value -> Math.rint(value * 10) / 10)
                .toArray();
    }

    int acknowledged() {
        return acknowledged;
    }

    /** Returns when the hub does not answer any more; what it was sent last may or may not have been taken. */
    void appendUntilItFails() {
        var steward = hub.as("steward-ville");
        try {
            while (acknowledged < CALLS) {
                append(steward, acknowledged);
                acknowledged++;
            }
        } catch (RuntimeException | AssertionError killed) {
            // the caller has seen to it
        }
    }

    private void append(HubClient steward, int call) {
        var batch = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < SENSORS; i++) {
            var own = values.get(i);
            int from = call * A_CALL;
            batch.add(Map.of(
                    "series",
                    series.get(i),
                    "at",
                    LongStream.range(from, from + A_CALL)
                            .map(n -> at(n).toEpochMilli())
                            .boxed()
                            .toList(),
                    "values",
                    LongStream.range(from, from + A_CALL)
                            .mapToObj(n -> own[(int) n])
                            .toList()));
        }
        steward.ask(APPEND, "dataset", dataset, "series", batch, "key", run + call)
                .data();
    }

    /** To their partner's topic, one observation a message until it is to be quick; each is waited for before the next. */
    Void send(Producer<String, String> producer, String topic, BooleanSupplier quick) throws Exception {
        while (sent < CALLS * A_CALL) {
            int until = Math.min(CALLS * A_CALL, sent + (quick.getAsBoolean() ? A_CALL : 1));
            var acknowledgements = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < SENSORS; i++) {
                acknowledgements.add(producer.send(new ProducerRecord<>(topic, series.get(i), message(i, until))));
            }
            for (var each : acknowledgements) {
                each.get();
            }
            sent = until;
        }
        return null;
    }

    private String message(int sensor, int until) {
        var at = LongStream.range(sent, until).map(n -> at(n).toEpochMilli());
        return "{\"at\": %s, \"values\": %s}"
                .formatted(
                        at.boxed().toList(),
                        Arrays.stream(values.get(sensor), sent, until).boxed().toList());
    }

    /** Of each. */
    int sent() {
        return sent;
    }

    /** By a call, before any message. */
    void appendFirst() {
        append(hub.as("steward-ville"), 0);
        sent = A_CALL;
    }

    boolean areAllScored() {
        var there = "select count(*) from %s o join series s on s.number = o.series where s.id in ('"
                + String.join("', '", series) + "')";
        long all = (long) SENSORS * CALLS * A_CALL;
        return hub.number(there.formatted("observation")) == all && hub.number(there.formatted("score")) == all;
    }

    private Instant at(long n) {
        return begin.plus(Duration.ofMinutes(10 * n));
    }

    void assertAcknowledgedIsThere() {
        for (var id : series) {
            long there = hub.number(
                    "select count(*) from observation where series = (select number from series where id = '%s')"
                            .formatted(id));
            assertThat(there).isIn((long) acknowledged * A_CALL, (acknowledged + 1L) * A_CALL);
        }
    }

    /** The call that was under way is sent again with its key. */
    void appendTheRest() {
        appendUntilItFails();
        assertThat(acknowledged).isEqualTo(CALLS);
    }

    void assertScoredAsWithoutAnyKill() throws SQLException {
        var context = SeasonalContext.hours(ZoneId.of("Europe/Paris"));
        for (int i = 0; i < SENSORS; i++) {
            var scorer = new SeriesScorer(i == 0);
            var scores = new ArrayList<String>();
            var told = new ArrayList<Instant>();
            for (int n = 0; n < CALLS * A_CALL; n++) {
                var judgement = scorer.judge(new Observation(at(n), values.get(i)[n]), context.at(at(n)));
                scores.add(text(judgement));
                judgement.anomaly().ifPresent(anomaly -> told.add(anomaly.at()));
            }
            assertThat(scores(series.get(i))).as("bit by bit").isEqualTo(scores);
            assertThat(told(series.get(i))).isEqualTo(told);
            assertThat(told).isNotEmpty();
        }
    }

    private static String text(Judgement judgement) {
        return Double.doubleToLongBits(judgement.probability()) + " " + Double.doubleToLongBits(judgement.expected())
                + " " + Double.doubleToLongBits(judgement.band());
    }

    private List<String> scores(String id) throws SQLException {
        try (var connection = hub.database();
                var rows = connection.createStatement().executeQuery("""
                        select probability, expected, band from score
                        where series = (select number from series where id = '%s') order by at
                        """.formatted(id))) {
            var scores = new ArrayList<String>();
            while (rows.next()) {
                scores.add(Double.doubleToLongBits(rows.getDouble(1)) + " "
                        + Double.doubleToLongBits(rows.getDouble(2)) + " "
                        + Double.doubleToLongBits(rows.getDouble(3)));
            }
            return scores;
        }
    }

    private List<Instant> told(String id) {
        return hub.texts("""
                        select extract(epoch from at)::bigint from anomaly
                        where series = (select number from series where id = '%s') and kind <> 'SILENCE' order by position
                        """.formatted(id)).stream()
                .map(second -> Instant.ofEpochSecond(Long.parseLong(second)))
                .toList();
    }
}
