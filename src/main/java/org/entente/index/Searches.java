package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.entente.kernel.HubException;

/** Asks Elasticsearch; a whole answer or none. */
@ApplicationScoped
public class Searches {
    private static final int BAD_REQUEST = 400;

    private final ElasticsearchClient elasticsearch;

    Searches(ElasticsearchClient elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** @throws HubException SEARCH_UNAVAILABLE */
    public SearchResponse<Void> search(SearchRequest.Builder builder) {
        // partial: shards that fail or run out of time would silently miss in hits, facets and total
        var request = builder.allowPartialSearchResults(false).build();
        try {
            return elasticsearch.search(request, Void.class);
        } catch (ElasticsearchException e) {
            return again(request, e);
        } catch (IOException e) {
            throw SearchDown.because("Search does not answer", e);
        }
    }

    /** A rebuild may have removed the index between the two phases of a search; the alias leads to the new one by then. */
    private SearchResponse<Void> again(SearchRequest request, ElasticsearchException first) {
        if (first.status() == BAD_REQUEST) {
            throw first;
        }
        try {
            return elasticsearch.search(request, Void.class);
        } catch (ElasticsearchException | IOException e) {
            throw SearchDown.because("Search does not answer", e);
        }
    }
}
