package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FilterContract;
import org.entente.kernel.FilterSamples;
import org.entente.kernel.NormalForm;
import org.entente.kernel.Row;
import org.junit.jupiter.api.AfterAll;

class SearchFilterTest extends FilterContract {
    private static final String INDEX = "filter-samples";

    private final ElasticsearchClient search = TestSearch.client();

    @Override
    protected void load(List<Row> rows) throws IOException {
        search.indices().delete(d -> d.index(INDEX).ignoreUnavailable(true));
        search.indices()
                .create(c -> c.index(INDEX).mappings(m -> m.properties(SearchFields.mapping(FilterSamples.FIELDS))));
        BulkRequest.Builder bulk = new BulkRequest.Builder().index(INDEX).refresh(Refresh.True);
        for (Row row : rows)
            bulk.operations(o -> o.index(i -> i.id(row.id().toString()).document(document(row))));
        if (search.bulk(bulk.build()).errors()) throw new IllegalStateException("rows were refused");
    }

    /** Every other row says null instead of leaving the field out: the filter must not see a difference. */
    private static Map<String, Object> document(Row row) {
        Map<String, Object> document = new HashMap<>();
        for (FieldDefinition field : FilterSamples.FIELDS.all()) {
            Object value = SearchFields.value(field, row.values().get(field.name()));
            if (value != null || row.id().getLeastSignificantBits() % 2 == 0) document.put(field.column(), value);
        }
        return document;
    }

    @Override
    protected Set<UUID> taken(NormalForm form) throws IOException {
        return search
                .search(
                        s -> s.index(INDEX)
                                .size(1_000)
                                .source(source -> source.fetch(false))
                                .query(q ->
                                        q.constantScore(c -> c.filter(SearchFilter.of(form, FilterSamples.FIELDS)))),
                        Void.class)
                .hits()
                .hits()
                .stream()
                .map(Hit::id)
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    @AfterAll
    void close() throws IOException {
        search.close();
    }
}
