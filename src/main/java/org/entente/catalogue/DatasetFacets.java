package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.util.NamedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entente.catalogue.DatasetSearch.Bucket;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.Facet;

/**
 * Counts by facet in the request of the search itself. What is chosen is filtered after the counting, and each facet is counted
 * under the choices of the others, so that a facet shows what choosing another value of it would give. Never with
 * {@code min_doc_count: 0}: that lists values of documents which no filter lets through.
 */
final class DatasetFacets {
    private static final int BUCKETS = 50;
    /** Above the number of values that an index has, so that counts are exact though two indices are asked. */
    private static final int BUCKETS_OF_AN_INDEX = 2_000;

    private static final String VALUES = "values";

    private DatasetFacets() {}

    static Query choices(DatasetFilter filter) {
        var chosen = chosen(filter, facet -> true);
        return Query.of(q -> chosen.isEmpty() ? q.matchAll(m -> m) : q.bool(b -> b.filter(chosen)));
    }

    static Map<String, Aggregation> counts(DatasetFilter filter) {
        var counts = new LinkedHashMap<String, Aggregation>();
        for (var facet : DatasetFacet.values()) {
            var chosen = chosen(filter, other -> other != facet);
            counts.put(facet.label, chosen.isEmpty() ? values(facet) : under(chosen, values(facet)));
        }
        return counts;
    }

    static List<Facet> read(Map<String, Aggregate> aggregates) {
        return Stream.of(DatasetFacet.values())
                .map(facet -> new Facet(facet.label, buckets(aggregates.get(facet.label))))
                .toList();
    }

    private static List<Query> chosen(DatasetFilter filter, Predicate<DatasetFacet> which) {
        return Stream.of(DatasetFacet.values())
                .filter(which)
                .map(facet -> facet.choice(filter))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Aggregation under(List<Query> chosen, Aggregation values) {
        return Aggregation.of(a -> a.filter(f -> f.bool(b -> b.filter(chosen))).aggregations(VALUES, values));
    }

    private static Aggregation values(DatasetFacet facet) {
        return Aggregation.of(a -> a.terms(t -> t.field(facet.field)
                .size(BUCKETS)
                .shardSize(BUCKETS_OF_AN_INDEX)
                .order(NamedValue.of("_count", SortOrder.Desc), NamedValue.of("_key", SortOrder.Asc))));
    }

    private static List<Bucket> buckets(Aggregate aggregate) {
        var values = (aggregate.isFilter() ? aggregate.filter().aggregations().get(VALUES) : aggregate).sterms();
        return values.buckets().array().stream().map(DatasetFacets::bucket).toList();
    }

    private static Bucket bucket(StringTermsBucket bucket) {
        return new Bucket(bucket.key().stringValue(), bucket.docCount());
    }
}
