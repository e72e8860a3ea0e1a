package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.access.QueryCursors;
import org.entente.access.RequestCursors;
import org.entente.catalogue.DatasetSearch.Answer;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.identity.Caller;
import org.entente.index.Freshness;
import org.entente.index.Searches;
import org.entente.kernel.Filter;

/**
 * Searches datasets so that what a caller may not know of changes nothing in the answer: not the hits and their order, not totals
 * and facets, not the cursors. Neither the time nor the number of requests to Elasticsearch depends on hidden datasets by design,
 * but time was not measured.
 */
@ApplicationScoped
public class DatasetFinder {
    private static final String NO_STORED_FIELDS = "_none_";

    private static final List<SortOptions> BY_DATE = List.of(
            SortOptions.of(s -> s.field(f -> f.field("modified").order(SortOrder.Desc))),
            SortOptions.of(s -> s.field(f -> f.field("id").order(SortOrder.Asc))));

    private static final SortOptions BY_SCORE = SortOptions.of(s -> s.score(f -> f.order(SortOrder.Desc)));

    private final Freshness freshness;
    private final Searches searches;
    private final WordWeights weights;
    private final RequestCursors cursors;
    private final ObjectMapper json;

    DatasetFinder(
            Freshness freshness, Searches searches, WordWeights weights, RequestCursors cursors, ObjectMapper json) {
        this.freshness = freshness;
        this.searches = searches;
        this.weights = weights;
        this.cursors = cursors;
        this.json = json;
    }

    /** @param ranking the weights of the words, those of the first page when paging */
    private record Question(
            DatasetSearch.Query query,
            QueryCursors cursors,
            SearchWords words,
            List<WordWeight> ranking,
            DatasetCursor after) {
        boolean byScore() {
            return query.order() == DatasetOrder.RELEVANCE;
        }
    }

    /**
     * @param visible over the dataset attributes id, owner and accessLevel, as the decision for this caller gave it
     * @throws org.entente.kernel.HubException SEARCH_UNAVAILABLE, BAD_INPUT at {@code after}, LIMIT_EXCEEDED at {@code query} and
     *     {@code filter}
     */
    public Answer search(Caller caller, Filter visible, DatasetSearch.Query query) {
        var question = question(caller, withDefaults(query));
        var datasets = VisibleDatasets.of(visible);
        freshness.await(DatasetIndex.NAME);
        return answer(question, searches.search(request(question, datasets)));
    }

    private static DatasetSearch.Query withDefaults(DatasetSearch.Query query) {
        return new DatasetSearch.Query(
                query.text(),
                query.filter() == null ? DatasetFilter.ANY : query.filter(),
                query.order() == null ? DatasetOrder.RELEVANCE : query.order(),
                query.first(),
                query.after(),
                query.counted());
    }

    private Question question(Caller caller, DatasetSearch.Query query) {
        var words = SearchWords.of(query.text());
        var asked = cursors.of(caller, text(Arrays.asList("datasets", query.text(), query.filter(), query.order())));
        var after = asked.open(query.after()).map(this::position).orElse(null);
        var ranking = after == null ? weights(words) : after.weights();
        return new Question(query, asked, words, ranking, after);
    }

    private List<WordWeight> weights(SearchWords words) {
        return words.isEmpty() ? List.of() : weights.of(words.words());
    }

    private static SearchRequest.Builder request(Question question, VisibleDatasets datasets) {
        var request = new SearchRequest.Builder()
                .index(datasets.indices())
                .query(found(question, datasets.query()))
                .postFilter(DatasetFacets.choices(question.query().filter()))
                .aggregations(
                        question.query().counted()
                                ? DatasetFacets.counts(question.query().filter())
                                : Map.of())
                .sort(order(question))
                // one more than asked for tells whether there is a next page
                .size(question.query().first() + 1)
                .source(s -> s.fetch(false))
                // the id is what is sorted by last: a hit need not be fetched
                .storedFields(NO_STORED_FIELDS)
                .trackScores(true)
                .trackTotalHits(t -> t.enabled(true))
                .timeout("2s");
        return question.after() == null ? request : request.searchAfter(position(question));
    }

    private static Query found(Question question, Query visible) {
        return Query.of(q -> q.bool(b -> question.words().isEmpty()
                ? b.filter(visible)
                : b.filter(visible).must(DatasetRanking.of(question.words(), question.ranking()))));
    }

    private static List<SortOptions> order(Question question) {
        var order = new ArrayList<SortOptions>();
        if (question.byScore()) {
            order.add(BY_SCORE);
        }
        order.addAll(BY_DATE);
        return order;
    }

    private static List<FieldValue> position(Question question) {
        var position = new ArrayList<FieldValue>();
        if (question.byScore()) {
            position.add(FieldValue.of(question.after().score()));
        }
        position.add(FieldValue.of(question.after().modified()));
        position.add(FieldValue.of(question.after().id()));
        return position;
    }

    private Answer answer(Question question, SearchResponse<Void> response) {
        var hits = response.hits().hits().stream()
                .map(hit -> cursor(question, hit))
                .map(position -> new DatasetSearch.Hit(UUID.fromString(position.id()), position))
                .toList();
        return new Answer(
                question.cursors().page(hits, question.query().first(), hit -> text(hit.position())),
                question.query().counted() ? DatasetFacets.read(response.aggregations()) : List.of(),
                response.hits().total().value());
    }

    private static DatasetCursor cursor(Question question, Hit<Void> hit) {
        var sort = hit.sort();
        var modified = (Number) sort.get(sort.size() - 2)._get();
        return new DatasetCursor(
                question.ranking(),
                hit.score(),
                modified.longValue(),
                sort.getLast().stringValue());
    }

    private DatasetCursor position(String text) {
        try {
            return json.readValue(text, DatasetCursor.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("only what was sealed here opens", e);
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words, choices and numbers are JSON", e);
        }
    }
}
