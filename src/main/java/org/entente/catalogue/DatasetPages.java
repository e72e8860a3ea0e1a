package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.entente.access.Request;
import org.entente.catalogue.DatasetApi.Bucket;
import org.entente.catalogue.DatasetApi.DatasetConnection;
import org.entente.catalogue.DatasetApi.DatasetEdge;
import org.entente.catalogue.DatasetApi.Facet;

/** Search answers as Relay connections: which datasets comes from the index, what they say from the system of record. */
@ApplicationScoped
class DatasetPages {
    private final Catalogue catalogue;

    DatasetPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    DatasetConnection search(Request request, DatasetSearch.Query query) throws SQLException {
        if (query.filter() != null) {
            query.filter().requireKnown();
        }
        var answer = catalogue.search(request, query);
        var found = catalogue.shown(request, answer);
        var edges = answer.page().edges((cursor, hit) -> edge(cursor, found.get(hit.id()), request));
        var facets = answer.facets().stream().map(DatasetPages::facet).toList();
        return new DatasetConnection(edges, facets, answer.page().info(), answer.totalCount());
    }

    private static DatasetEdge edge(Supplier<String> cursor, Dataset shown, Request request) {
        return shown == null ? null : new DatasetEdge(cursor, DatasetView.of(shown, request));
    }

    private static Facet facet(DatasetSearch.Facet facet) {
        return new Facet(
                facet.name(),
                facet.buckets().stream()
                        .map(bucket -> new Bucket(bucket.value(), bucket.count()))
                        .toList());
    }
}
