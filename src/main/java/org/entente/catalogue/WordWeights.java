package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.index.Searches;

/** Weighs words by the public index alone, whoever asks: what is hidden changes no weight, so no order and no total. */
@ApplicationScoped
class WordWeights {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final String COUNTS = "words";

    private final Searches searches;
    private volatile Kept kept = new Kept(System.nanoTime(), new ConcurrentHashMap<>());

    WordWeights(Searches searches) {
        this.searches = searches;
    }

    private record Kept(long since, Map<String, WordWeight> weights) {
        boolean isOld() {
            return System.nanoTime() - since > KEPT.toNanos();
        }
    }

    /** In the words' order. */
    List<WordWeight> of(List<String> words) {
        var known = current();
        var missing = words.stream().filter(word -> !known.containsKey(word)).toList();
        if (missing.isEmpty()) {
            return words.stream().map(known::get).toList();
        }
        var counted = count(missing);
        known.putAll(counted);
        return words.stream()
                .map(word -> counted.containsKey(word) ? counted.get(word) : known.get(word))
                .toList();
    }

    private Map<String, WordWeight> current() {
        if (kept.isOld()) {
            kept = new Kept(System.nanoTime(), new ConcurrentHashMap<>());
        }
        return kept.weights();
    }

    private Map<String, WordWeight> count(List<String> words) {
        var filters = new LinkedHashMap<String, Query>();
        words.forEach(word -> filters.put(word, DatasetTexts.anywhere(word)));
        var response = searches.search(new SearchRequest.Builder()
                .index(DatasetIndex.PUBLIC)
                .size(0)
                .trackTotalHits(t -> t.enabled(true))
                .aggregations(COUNTS, Aggregation.of(a -> a.filters(f -> f.filters(b -> b.keyed(filters))))));
        return weights(response);
    }

    private static Map<String, WordWeight> weights(SearchResponse<Void> response) {
        var datasets = response.hits().total().value();
        var weights = new LinkedHashMap<String, WordWeight>();
        response.aggregations()
                .get(COUNTS)
                .filters()
                .buckets()
                .keyed()
                .forEach((word, bucket) -> weights.put(word, WordWeight.of(datasets, bucket.docCount())));
        return weights;
    }
}
