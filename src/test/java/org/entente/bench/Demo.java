package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the bench asks of the demo city: street reports, which the city lets the police read with two fields masked. */
final class Demo {
    static final String READER = "agent-police";
    static final String PURPOSE = "public-safety";

    private static final String FIND =
            "{ datasets(query: \"signalements voie publique\", first: 1) { edges { node { id } } } }";
    private static final String READ =
            "query($dataset: ID!) { records(dataset: $dataset, first: 1) { edges { node { id } } } }";

    private Demo() {}

    /** The consents come last of all. */
    static boolean isThere(Hub hub) {
        var dataset = find(hub);
        return !dataset.isMissingNode() && isReadable(hub, dataset.asText());
    }

    private static boolean isReadable(Hub hub, String dataset) {
        var answer = hub.ask(hub.token(READER, PURPOSE), READ, Map.of("dataset", dataset));
        return !answer.at("/data/records/edges/0/node/id").isMissingNode();
    }

    static String streetReports(Hub hub) {
        return find(hub).asText();
    }

    private static JsonNode find(Hub hub) {
        return hub.ask(null, FIND, Map.of()).at("/data/datasets/edges/0/node/id");
    }
}
