package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A million rows under a consent that masks two fields of ten, as CSV to one reader who takes it as fast as it comes. */
final class DownloadFigures {
    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final double MEGA = 1024.0 * 1024;
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final String TITLE = "Benchmark measurements";

    private DownloadFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException, InterruptedException {
        figures.progress("download of %,d rows".formatted(ROWS));
        var dataset = dataset(hub);
        var token = hub.token("agent-rtm", "statistics");
        for (int round = 1; round <= ROUNDS; round++) {
            measure(hub, figures, round, hub.open("/data/" + dataset + "?format=csv", token));
        }
    }

    private static void measure(Hub hub, Figures figures, int round, InputStream body)
            throws IOException, InterruptedException {
        var heap = new HighWater(hub);
        var processor = Load.processorTime(hub.process());
        var servers = servers(hub);
        long began = System.nanoTime();
        long rows = lines(body) - 1;
        double seconds = (System.nanoTime() - began) / 1e9;
        figures.add(
                "CSV of %,d rows under masks, round %d".formatted(rows, round),
                "%,.0f rows/s, heap at most %.0f MB".formatted(rows / seconds, heap.stop() / MEGA),
                "≥ 250,000 rows/s");
        figures.add(
                "CSV, round %d: processor time a million rows".formatted(round),
                "hub %.1f s, its servers %.1f s"
                        .formatted(
                                seconds(Load.processorTime(hub.process()).minus(processor)),
                                seconds(servers(hub).minus(servers))),
                "");
    }

    private static Duration servers(Hub hub) {
        return hub.process().descendants().map(Load::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static long lines(InputStream body) throws IOException {
        long lines = 0;
        var piece = new byte[1 << 16];
        try (body) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                for (int i = 0; i < read; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /** The most that the hub's heap held while it was looked at. */
    private static final class HighWater {
        private final AtomicLong most = new AtomicLong();
        private final AtomicBoolean done = new AtomicBoolean();
        private final Thread looking;

        HighWater(Hub hub) {
            looking = Thread.ofPlatform().start(() -> look(hub));
        }

        private void look(Hub hub) {
            var token = hub.token("operator", null);
            try {
                while (!done.get()) {
                    most.accumulateAndGet(MemoryFigures.heapUsed(metrics(hub, token)), Math::max);
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String metrics(Hub hub, String token) throws IOException, InterruptedException {
            try (var body = hub.open("/q/metrics", token)) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        long stop() throws InterruptedException {
            done.set(true);
            looking.join();
            return most.get();
        }
    }

    /** Published, loaded and granted. */
    private static String dataset(Hub hub) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/catalogue.ttl", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/turtle");
            var text = catalogue(address).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.createContext("/rows.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = new PrintStream(new BufferedOutputStream(exchange.getResponseBody(), 1 << 16))) {
                rows(out);
            }
        });
        server.start();
        try {
            return dataset(hub, address);
        } finally {
            server.stop(0);
        }
    }

    private static String catalogue(String address) {
        return """
                @prefix dcat: <http://www.w3.org/ns/dcat#> .
                @prefix dct: <http://purl.org/dc/terms/> .
                @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
                <https://bench.example/measurements> a dcat:Dataset ; dct:title "%s"@en ; dct:accessRights right:RESTRICTED ;
                  dcat:distribution [ dcat:downloadURL <%s/rows.csv> ; dct:format "CSV" ] .
                """.formatted(TITLE, address);
    }

    private static void rows(PrintStream out) {
        out.print("at,sensor,district,kind,value,count,valid,name,person,phone\n");
        for (int i = 0; i < ROWS; i++) {
            out.printf(
                    "2026-05-%02dT%02d:%02d:00Z,sensor-%d,D%02d,%s,%d.%02d,%d,%b,Row number %d,Person %d,06%08d%n",
                    i % 28 + 1,
                    i % 24,
                    i % 60,
                    i % 500,
                    i % 16,
                    i % 3 == 0 ? "noise" : "air",
                    i % 90,
                    i % 100,
                    i % 1000,
                    i % 2 == 0,
                    i,
                    i,
                    i);
        }
    }

    private static String dataset(Hub hub, String address) throws InterruptedException {
        var steward = hub.token("steward-ville", null);
        var source = ask(
                hub,
                steward,
                "mutation($address: String!, $key: String!) { registerSource(idempotencyKey: $key, source: {address: $address, format: RDF, defaultAccessLevel: OPEN, defaultRegime: NONE}) { id } }",
                Map.of("address", address + "/catalogue.ttl", "key", address));
        ask(hub, steward, "mutation($id: ID!) { harvest(source: $id) { id } }", Map.of("id", source.path("id")));
        var find = "{ datasets(query: \"" + TITLE + "\", first: 1) { edges { node { id title } } } }";
        JsonNode found = hub.ask(steward, find, Map.of()).at("/data/datasets/edges/0/node");
        while (!found.path("title").asText().equals(TITLE)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            found = hub.ask(steward, find, Map.of()).at("/data/datasets/edges/0/node");
        }
        var dataset = found.path("id").asText();
        ask(hub, steward, "mutation($id: ID!) { loadRecords(dataset: $id) { loaded } }", Map.of("id", dataset));
        var consent = Map.of(
                "consumer", "rtm",
                "datasets", List.of(dataset),
                "purposes", List.of("statistics"),
                "actions", List.of("EXPORT"),
                "fields", List.of("at", "sensor", "district", "kind", "value", "count", "valid", "name"),
                "rowFilter", Map.of("and", List.of()));
        ask(
                hub,
                steward,
                "mutation($consent: ConsentInput!, $key: String!) { grantConsent(consent: $consent, idempotencyKey: $key) { id } }",
                Map.of("consent", consent, "key", dataset));
        return dataset;
    }

    private static JsonNode ask(Hub hub, String token, String query, Map<String, ?> variables) {
        var answer = hub.ask(token, query, variables);
        if (answer.has("errors")) {
            throw new IllegalStateException(answer.path("errors").toString());
        }
        return answer.path("data").elements().next();
    }
}
