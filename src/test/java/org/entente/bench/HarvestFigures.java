package org.entente.bench;

import java.io.IOException;
import java.util.Map;

/** From the mutation until search finds all, as anybody would see it. */
final class HarvestFigures {
    private static final String REGISTER = """
            mutation($address: String!) {
              registerSource(idempotencyKey: "bench-source", source: {
                address: $address, format: RDF, defaultAccessLevel: OPEN, defaultRegime: NONE}) { id }
            }""";
    private static final String HARVEST = "mutation($source: ID!) { harvest(source: $source) { id } }";
    private static final String RUNS =
            "query($source: ID!) { harvestRuns(source: $source, first: 1) { edges { node { state reason } } } }";
    private static final String COUNT =
            "{ datasets(query: \"" + GeneratedCatalogue.MARK + "\", first: 1) { totalCount } }";
    private static final long LOOK_EVERY_MILLIS = 50;

    private HarvestFigures() {}

    static boolean isDone(Hub hub) {
        return found(hub) == GeneratedCatalogue.DATASETS;
    }

    static void measure(Hub hub, Figures figures) throws IOException, InterruptedException {
        figures.progress("harvest of %,d datasets".formatted(GeneratedCatalogue.DATASETS));
        try (var catalogue = GeneratedCatalogue.serve()) {
            var steward = hub.token("steward-ville", null);
            var source = hub.ask(steward, REGISTER, Map.of("address", catalogue.address()))
                    .at("/data/registerSource/id")
                    .asText();
            long began = System.nanoTime();
            hub.ask(steward, HARVEST, Map.of("source", source));
            while (!isDone(hub)) {
                requireGoingOn(hub, steward, source);
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            figures.add(
                    "Harvest of %,d datasets, until all are found".formatted(GeneratedCatalogue.DATASETS),
                    "%.1f s".formatted((System.nanoTime() - began) / 1e9),
                    "≤ 15 s");
        }
    }

    private static void requireGoingOn(Hub hub, String steward, String source) {
        var run = hub.ask(steward, RUNS, Map.of("source", source)).at("/data/harvestRuns/edges/0/node");
        if (run.path("state").asText().equals("FAILED")) {
            throw new IllegalStateException("the harvest failed: " + run.path("reason"));
        }
    }

    private static int found(Hub hub) {
        return hub.ask(null, COUNT, Map.of()).at("/data/datasets/totalCount").asInt();
    }
}
