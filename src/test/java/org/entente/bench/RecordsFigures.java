package org.entente.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages of 20 rows under a consent that masks two fields; an audit event is durable before each answer leaves. */
final class RecordsFigures {
    private static final int PAGES = 50;
    private static final String QUERY = """
            query($dataset: ID!, $after: String) {
              records(dataset: $dataset, first: 20, after: $after) {
                edges { node { id values masked } }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    private RecordsFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException {
        figures.progress("records, 20 rows under a consent with masks, audited");
        var token = hub.token(Demo.READER, Demo.PURPOSE);
        var bodies = pages(hub, token);
        var answers = new Load(hub.process(), hub.graphql(), token, n -> bodies.get(n % PAGES)).run();
        figures.add("records, 20 rows, masked, audited, 16 connections", answers.text(), "≥ 1,500 answers/s");
        figures.add("records: processor time an answer", answers.costs(), "");
    }

    /** The requests for the first pages, each behind the one before. */
    private static List<String> pages(Hub hub, String token) {
        var bodies = new ArrayList<String>();
        Map<String, Object> variables = new HashMap<>(Map.of("dataset", Demo.streetReports(hub)));
        for (int page = 0; page < PAGES; page++) {
            bodies.add(Hub.body(QUERY, variables));
            var answer = hub.ask(token, QUERY, variables);
            variables.put("after", answer.at("/data/records/pageInfo/endCursor").asText());
        }
        return bodies;
    }
}
