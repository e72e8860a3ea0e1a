package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Observations through GraphQL: how many a second are durably taken and scored, and how soon a subscriber is told what is not normal. */
final class SeriesFigures {
    private static final int SERIES = 500;
    private static final int CALLS = 200;
    private static final int A_CALL = 18;
    private static final int CLIENTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int TOLD = 40;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGISTER = """
            mutation ($dataset: ID!, $series: SeriesInput!, $key: String!) {
                registerSeries(dataset: $dataset, series: $series, idempotencyKey: $key) { id } }
            """;
    private static final String APPEND = """
            mutation ($dataset: ID!, $series: [SeriesObservations!]!, $key: String!) {
                appendObservations(dataset: $dataset, series: $series, idempotencyKey: $key) { counts { kind count } } }
            """;

    private final Hub hub;
    private final Figures figures;
    private final Database database;
    private final UUID dataset = UUID.randomUUID();
    private final List<String> series = new ArrayList<>();
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(10L * CALLS * A_CALL + 600));

    private SeriesFigures(Hub hub, Figures figures) {
        this.hub = hub;
        this.figures = figures;
        this.database = new Database(hub);
    }

    static void measure(Hub hub, Figures figures) throws Exception {
        new SeriesFigures(hub, figures).measure();
    }

    private void measure() throws Exception {
        figures.progress("%d series".formatted(SERIES));
        database.insertDataset(dataset);
        register();
        append();
        latency();
        memory();
    }

    private void register() {
        var token = hub.token("steward-ville", null);
        for (int i = 0; i < SERIES; i++) {
            var input = Map.of(
                    "measure",
                    "noise",
                    "frequency",
                    "PT10M",
                    "keys",
                    List.of(Map.of("field", "sensor", "value", "s" + i)));
            series.add(hub.ask(
                            token,
                            REGISTER,
                            Map.of(
                                    "dataset",
                                    dataset.toString(),
                                    "series",
                                    input,
                                    "key",
                                    UUID.randomUUID().toString()))
                    .at("/data/registerSeries/id")
                    .asText());
        }
    }

    /** Each client has a part of the series, whose observations must come in their order. */
    private void append() throws Exception {
        var processor = Load.processorTime(hub.process());
        var token = hub.token("steward-ville", null);
        long began = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var parts = new ArrayList<java.util.concurrent.Callable<Integer>>();
            for (int client = 0; client < CLIENTS; client++) {
                int part = client;
                parts.add(() -> append(token, part));
            }
            for (var done : clients.invokeAll(parts)) {
                done.get();
            }
        }
        double taken = (System.nanoTime() - began) / 1e9;
        long observations = (long) SERIES * CALLS * A_CALL;
        database.awaitScored(LIMIT);
        double scored = (System.nanoTime() - began) / 1e9;
        figures.add(
                "Observations appended through GraphQL, %,d in calls of %,d"
                        .formatted(observations, SERIES / CLIENTS * A_CALL * 3),
                "%,.0f a second, durable".formatted(observations / taken),
                "≥ 50,000/s");
        figures.add("… and scored, with the same calls", "%,.0f a second".formatted(observations / scored), "");
        figures.add(
                "… the hub's processor time a million",
                "%.1f s"
                        .formatted(Load.processorTime(hub.process())
                                        .minus(processor)
                                        .toMillis()
                                / 1e3
                                * 1e6
                                / observations),
                "");
    }

    private int append(String token, int part) {
        int calls = 0;
        var random = new Random(part);
        var own = new ArrayList<String>();
        for (int i = part; i < series.size(); i += CLIENTS) {
            own.add(series.get(i));
        }
        // as many observations a call as the largest body holds
        int length = A_CALL * CLIENTS;
        for (int from = 0; from < CALLS * A_CALL; from += length) {
            var batch = new ArrayList<Map<String, Object>>();
            for (var each : own) {
                batch.add(observations(each, from, Math.min(length, CALLS * A_CALL - from), random));
            }
            var answer = call(token, batch);
            if (answer.has("errors")) {
                throw new IllegalStateException(answer.toString());
            }
            calls++;
        }
        return calls;
    }

    private Map<String, Object> observations(String id, int from, int length, Random random) {
        var at = new ArrayList<Long>(length);
        var values = new ArrayList<Double>(length);
        for (int i = from; i < from + length; i++) {
            at.add(begin.plus(Duration.ofMinutes(10L * i)).toEpochMilli());
            values.add(Math.rint((60 + 10 * Math.sin(i * 2 * Math.PI / 144) + random.nextGaussian()) * 10) / 10);
        }
        return Map.of("series", id, "at", at, "values", values);
    }

    private JsonNode call(String token, List<Map<String, Object>> batch) {
        return hub.ask(
                token,
                APPEND,
                Map.of(
                        "dataset",
                        dataset.toString(),
                        "series",
                        batch,
                        "key",
                        UUID.randomUUID().toString()));
    }

    /** From before the call is sent to the event at the subscriber. */
    private void latency() throws Exception {
        var token = hub.token("steward-ville", "urban-planning");
        var events = new LinkedBlockingQueue<String>();
        var socket = follow(token, events);
        var times = new ArrayList<Double>();
        var at = begin.plus(Duration.ofMinutes(10L * CALLS * A_CALL));
        for (int i = 0; i < TOLD; i++) {
            events.clear();
            long began = System.nanoTime();
            call(
                    token,
                    List.of(Map.of("series", series.get(i), "at", List.of(at.toEpochMilli()), "values", List.of(900))));
            if (events.poll(5, TimeUnit.SECONDS) != null) {
                times.add((System.nanoTime() - began) / 1e6);
            }
        }
        socket.abort();
        times.sort(null);
        figures.add(
                "From appendObservations to a subscriber, median / slowest of %d".formatted(times.size()),
                times.isEmpty()
                        ? "nothing told"
                        : "%.0f / %.0f ms".formatted(times.get(times.size() / 2), times.getLast()),
                "≤ 300 ms");
    }

    private WebSocket follow(String token, BlockingQueue<String> events) throws InterruptedException {
        var ready = new AtomicInteger();
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create(hub.graphql().toString().replace("http:", "ws:")), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        ready.incrementAndGet();
                        events.add(text.toString());
                        return WebSocket.Listener.super.onText(from, text, last);
                    }
                })
                .join();
        socket.sendText(
                        JSON.createObjectNode()
                                .put("type", "connection_init")
                                .set("payload", JSON.createObjectNode().put("authorization", "Bearer " + token))
                                .toString(),
                        true)
                .join();
        var subscribe = JSON.createObjectNode().put("type", "subscribe").put("id", "1");
        subscribe
                .putObject("payload")
                .put(
                        "query",
                        "subscription { anomalies(filter: {datasets: [\"" + dataset + "\"]}) { anomaly { id } } }");
        socket.sendText(subscribe.toString(), true).join();
        Thread.sleep(2_000);
        return socket;
    }

    private void memory() throws Exception {
        figures.add(
                "State kept of a series, mean",
                "%,d bytes"
                        .formatted(database.number(
                                "select avg(length(state))::bigint from series_scoring where state is not null")),
                "≤ 10 KB");
        figures.add(
                "The hub's heap with %d scorers in memory".formatted(SERIES),
                "%.0f MB".formatted(MemoryFigures.heapUsed(hub.text("/q/metrics")) / 1024.0 / 1024),
                "");
        figures.add("Observations and scores in the database, a million", "%d MB".formatted(database.number("""
                        select sum(pg_total_relation_size(inhrelid)) / 1048576 * 1000000
                            / (select count(*) from observation)
                        from pg_inherits where inhparent in ('observation'::regclass, 'score'::regclass)
                        """)), "");
    }
}
