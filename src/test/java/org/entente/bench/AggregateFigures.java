package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** A million records counted, and their mean taken, by area and month, and pages of them by a filter; one question after the other. */
final class AggregateFigures {
    private static final int WARM_UPS = 5;
    private static final int QUESTIONS = 21;
    private static final String REGISTER = """
            mutation($address: String!) {
              registerSource(idempotencyKey: "bench-records", source: {
                address: $address, format: RDF, defaultAccessLevel: OPEN, defaultRegime: NONE}) { id }
            }""";
    private static final String HARVEST = "mutation($source: ID!) { harvest(source: $source) { id } }";
    private static final String FIND =
            "{ datasets(query: \"" + GeneratedRecords.MARK + "\", first: 1) { edges { node { id } } } }";
    private static final String LOAD =
            "mutation($dataset: ID!) { loadRecords(dataset: $dataset) { state loaded reason } }";
    private static final String ASK = """
            query($dataset: ID!) {
              aggregate(dataset: $dataset, groupBy: [{field: "location.areas"}, {field: "at", interval: MONTH}],
                metrics: [{kind: COUNT}, {kind: MEAN, field: "value"}]) { cells { group values { value } } }
            }""";
    /** Of one kind in eight, from an instant on and in the order of the instants, which have an index. */
    private static final String PAGE = """
            query($dataset: ID!, $filter: Filter!) {
              records(dataset: $dataset, first: 20, filter: $filter, orderBy: [{field: "at"}]) {
                edges { node { id values } }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    private static final long LOOK_EVERY_MILLIS = 50;

    private AggregateFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException, InterruptedException {
        if (find(hub).isMissingNode()) {
            load(hub, figures);
        }
        figures.progress("aggregate of %,d records by area and month".formatted(GeneratedRecords.ROWS));
        var dataset = find(hub).asText();
        figures.add(
                "aggregate, %,d records by area and month".formatted(GeneratedRecords.ROWS),
                times(i -> requireSome(hub.ask(null, ASK, Map.of("dataset", dataset)), "/data/aggregate/cells")),
                "≤ 500 ms");
        figures.progress("filtered pages of %,d records".formatted(GeneratedRecords.ROWS));
        figures.add(
                "page of 20 of %,d records, filtered, sorted by an instant".formatted(GeneratedRecords.ROWS),
                times(i -> requireSome(
                        hub.ask(null, PAGE, Map.of("dataset", dataset, "filter", filter(i))), "/data/records/edges")),
                "≤ 20 ms");
    }

    /** Twenty days further for each question, among 730 days: none is asked twice. */
    private static Map<String, Object> filter(int question) {
        var from = GeneratedRecords.FIRST.plus(Duration.ofDays(100 + 20L * question));
        return Map.of(
                "and",
                List.of(
                        Map.of("ge", Map.of("field", "at", "value", from.toString())),
                        Map.of("eq", Map.of("field", "kind", "value", "k" + Math.floorMod(question, 8)))));
    }

    private static String times(IntConsumer question) {
        var millis = new double[QUESTIONS];
        for (int i = -WARM_UPS; i < QUESTIONS; i++) {
            long began = System.nanoTime();
            question.accept(i);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        return "p50 %.0f ms, p95 %.0f ms".formatted(millis[QUESTIONS / 2], millis[QUESTIONS * 95 / 100]);
    }

    private static void requireSome(JsonNode answer, String path) {
        if (answer.at(path).isEmpty()) {
            throw new IllegalStateException("no answer: " + answer);
        }
    }

    private static void load(Hub hub, Figures figures) throws IOException, InterruptedException {
        figures.progress("load of %,d records".formatted(GeneratedRecords.ROWS));
        try (var records = GeneratedRecords.serve()) {
            var steward = hub.token("steward-ville", null);
            var source = hub.ask(steward, REGISTER, Map.of("address", records.address()))
                    .at("/data/registerSource/id")
                    .asText();
            hub.ask(steward, HARVEST, Map.of("source", source));
            while (find(hub).isMissingNode()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            long began = System.nanoTime();
            var load = hub.ask(steward, LOAD, Map.of("dataset", find(hub).asText()));
            if (load.at("/data/loadRecords/loaded").asInt() != GeneratedRecords.ROWS) {
                throw new IllegalStateException("not loaded: " + load);
            }
            figures.add(
                    "load of %,d records, areas found".formatted(GeneratedRecords.ROWS),
                    "%.1f s".formatted((System.nanoTime() - began) / 1e9),
                    "");
        }
    }

    private static JsonNode find(Hub hub) {
        return hub.ask(null, FIND, Map.of()).at("/data/datasets/edges/0/node/id");
    }
}
