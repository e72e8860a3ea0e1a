package org.entente.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Full-text search over the demo and the harvested thousand, with all facets counted and 20 hits shown. */
final class DatasetsFigures {
    private static final String QUERY = """
            query($words: String) {
              datasets(query: $words, first: 20) {
                totalCount
                facets { name buckets { value count } }
                edges { node { id title accessLevel themes publisher modified } }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    private DatasetsFigures() {}

    static void measure(Hub hub, Figures figures) throws IOException {
        figures.progress("datasets, full text and facets");
        var token = hub.token(Demo.READER, Demo.PURPOSE);
        var words = GeneratedCatalogue.WORDS;
        var bodies = words.stream()
                .flatMap(one -> words.stream().map(other -> one.equals(other) ? one : one + " " + other))
                .map(text -> Hub.body(QUERY, Map.of("words", text)))
                .toList();
        // a step that shares no divisor with their number visits them all, unlike ones after each other
        var answers = new Load(hub.process(), hub.graphql(), token, n -> spread(bodies, n)).run();
        figures.add("datasets, words and facets, 16 connections", answers.text(), "≥ 250 answers/s");
        figures.add("datasets: processor time an answer", answers.costs(), "");
    }

    private static String spread(List<String> bodies, int n) {
        return bodies.get((int) (n * 31L % bodies.size()));
    }
}
