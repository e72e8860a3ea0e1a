package org.entente.observatory;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.json.JsonData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entente.index.SearchFilter;
import org.entente.kernel.TypedFields;
import org.entente.observatory.SearchableAnomalies.Searchable;

/**
 * One search for anomalies: the grants of each dataset that may be searched as a filter over its series' fields, what was chosen after the
 * counting, each facet counted under the choices of the others. Partners and themes are counted by dataset: they are the catalogue's to
 * know, and may change.
 */
final class AnomalySearch {
    private static final String DATASET = "dataset";
    private static final String SERIES = "series";
    private static final String KIND = "kind";
    private static final String SEVERITY = "severity";
    private static final String AT = "at";
    private static final String AREAS = "place_areas";
    private static final String VALUES = "values";
    private static final int BUCKETS = 2_000;
    private static final String NO_STORED_FIELDS = "_none_";

    private final List<Searchable> searchable;
    private final AnomalyFilter filter;

    AnomalySearch(List<Searchable> searchable, AnomalyFilter filter) {
        this.searchable = searchable;
        this.filter = filter;
    }

    record Found(List<AnomalyPosition> hits, Map<String, Map<String, Long>> counts, long total) {}

    SearchRequest.Builder request(int size, AnomalyPosition after, boolean counted) {
        var request = new SearchRequest.Builder()
                .index(AnomalyIndex.NAME)
                .query(all(List.of(granted(searchable), period(), among(SERIES, filter.series()))))
                .postFilter(all(chosen(facet -> true)))
                .aggregations(counted ? counts() : Map.of())
                .sort(order())
                .size(size)
                .source(s -> s.fetch(false))
                .storedFields(NO_STORED_FIELDS)
                .trackTotalHits(t -> t.enabled(true))
                .timeout("2s");
        return after == null
                ? request
                : request.searchAfter(List.of(
                        FieldValue.of(after.at().toEpochMilli()),
                        FieldValue.of(after.id().toString())));
    }

    private static List<SortOptions> order() {
        return List.of(
                SortOptions.of(s -> s.field(f -> f.field(AT).order(SortOrder.Desc))),
                SortOptions.of(s -> s.field(f -> f.field("id").order(SortOrder.Asc))));
    }

    Found read(SearchResponse<Void> response, boolean counted) {
        var hits = response.hits().hits().stream()
                .map(hit -> new AnomalyPosition(
                        Instant.ofEpochMilli(((Number) hit.sort().getFirst()._get()).longValue()),
                        UUID.fromString(hit.sort().getLast().stringValue())))
                .toList();
        return new Found(
                hits,
                counted ? read(response.aggregations()) : Map.of(),
                response.hits().total().value());
    }

    private static Query granted(List<Searchable> searchable) {
        return any(searchable.stream()
                .map(each -> all(List.of(among(DATASET, List.of(id(each))), granted(each.granted()))))
                .toList());
    }

    /** As {@link GrantedSeries#of} takes series: computed ones by the fields that they are computed of, others by what they are. */
    private static Query granted(GrantedSeries granted) {
        var computed = Query.of(q -> q.exists(e -> e.field(AnomalyIndex.USES)));
        var observed =
                SearchFilter.of(granted.wholeSeries(), granted.fields().shape().typed());
        var alternatives = new ArrayList<Query>();
        alternatives.add(Query.of(q -> q.bool(b -> b.filter(observed).mustNot(computed))));
        for (var part : granted.ofRecords().parts()) {
            var masked = among(AnomalyIndex.USES, List.copyOf(part.masks().keySet()), true);
            alternatives.add(Query.of(q -> q.bool(b -> b.filter(computed).mustNot(masked))));
        }
        return any(alternatives);
    }

    private Query period() {
        if (filter.from() == null && filter.to() == null) {
            return everything();
        }
        return Query.of(q -> q.range(r -> r.untyped(u -> {
            u.field(AT);
            if (filter.from() != null) {
                u.gte(JsonData.of(filter.from().toEpochMilli()));
            }
            if (filter.to() != null) {
                u.lt(JsonData.of(filter.to().toEpochMilli()));
            }
            return u;
        })));
    }

    /** What was chosen of these facets. */
    private List<Query> chosen(Predicate<String> facets) {
        var chosen = new LinkedHashMap<String, Query>();
        chosen.put("partner", datasets(each -> filter.choosesPartner(each.dataset())));
        chosen.put("theme", datasets(each -> filter.choosesTheme(each.dataset())));
        chosen.put(DATASET, datasets(each -> filter.choosesDataset(each.dataset())));
        chosen.put(KIND, among(KIND, names(filter.kinds())));
        chosen.put(SEVERITY, among(SEVERITY, names(filter.severities())));
        chosen.put("area", areas());
        return chosen.entrySet().stream()
                .filter(each -> facets.test(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Query datasets(Predicate<Searchable> which) {
        return searchable.stream().allMatch(which)
                ? everything()
                : among(
                        DATASET,
                        searchable.stream().filter(which).map(AnomalySearch::id).toList(),
                        true);
    }

    /** What the index knows: whose series it is. */
    private static String id(Searchable searchable) {
        return searchable.source().toString();
    }

    /** Of series whose place some grant masks nothing can be asked by it. */
    private Query areas() {
        return filter.areas() == null || filter.areas().isEmpty()
                ? everything()
                : all(List.of(withPlace(), among(AREAS, filter.areas())));
    }

    private Query withPlace() {
        return datasets(each -> each.granted().showsToAll(SeriesFields.PLACE)
                && each.granted().fields().shape().typed().all().stream()
                        .anyMatch(field -> field.name().equals(SeriesFields.PLACE + TypedFields.AREAS)));
    }

    private Map<String, Aggregation> counts() {
        var counts = new LinkedHashMap<String, Aggregation>();
        counts.put(KIND, count(KIND, chosen(facet -> !facet.equals(KIND))));
        counts.put(SEVERITY, count(SEVERITY, chosen(facet -> !facet.equals(SEVERITY))));
        var areas = new ArrayList<>(chosen(facet -> !facet.equals("area")));
        areas.add(withPlace());
        counts.put("area", count(AREAS, areas));
        counts.put("partner", count(DATASET, chosen(facet -> !facet.equals("partner"))));
        counts.put("theme", count(DATASET, chosen(facet -> !facet.equals("theme"))));
        return counts;
    }

    private static Aggregation count(String field, List<Query> under) {
        return Aggregation.of(a -> a.filter(all(under))
                .aggregations(VALUES, v -> v.terms(t -> t.field(field).size(BUCKETS))));
    }

    private Map<String, Map<String, Long>> read(Map<String, Aggregate> aggregates) {
        var counts = new LinkedHashMap<String, Map<String, Long>>();
        for (var facet : List.of(KIND, SEVERITY, "area")) {
            counts.put(facet, buckets(aggregates.get(facet)));
        }
        // stands for a place that is known
        counts.get("area").remove("");
        counts.put("partner", byDataset(aggregates.get("partner"), each -> List.of(each.dataset().owner)));
        counts.put(
                "theme",
                byDataset(aggregates.get("theme"), each -> each.dataset().draft.themes()));
        return counts;
    }

    private static Map<String, Long> buckets(Aggregate aggregate) {
        var buckets = new TreeMap<String, Long>();
        for (var bucket :
                aggregate.filter().aggregations().get(VALUES).sterms().buckets().array()) {
            buckets.put(bucket.key().stringValue(), bucket.docCount());
        }
        return buckets;
    }

    private Map<String, Long> byDataset(Aggregate aggregate, Function<Searchable, Iterable<String>> values) {
        var counted = buckets(aggregate);
        var counts = new TreeMap<String, Long>();
        for (var each : searchable) {
            var count = counted.get(id(each));
            if (count != null) {
                values.apply(each).forEach(value -> counts.merge(value, count, Long::sum));
            }
        }
        return counts;
    }

    private static List<String> names(List<? extends Enum<?>> chosen) {
        return chosen == null ? null : chosen.stream().map(Enum::name).toList();
    }

    private static Query among(String field, List<String> values) {
        return among(field, values, false);
    }

    /** @param closed whether no value means none, instead of any */
    private static Query among(String field, List<String> values, boolean closed) {
        if (!closed && (values == null || values.isEmpty())) {
            return everything();
        }
        var terms = values.stream().map(FieldValue::of).toList();
        return Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(terms))));
    }

    private static Query everything() {
        return Query.of(q -> q.matchAll(m -> m));
    }

    private static Query all(List<Query> of) {
        return Query.of(q -> q.bool(b -> b.filter(of)));
    }

    private static Query any(List<Query> of) {
        return of.isEmpty()
                ? Query.of(q -> q.matchNone(m -> m))
                : Query.of(q -> q.bool(b -> b.should(of).minimumShouldMatch("1")));
    }

    static List<String> facets() {
        return Stream.of("partner", "theme", "area", SEVERITY, KIND).toList();
    }
}
