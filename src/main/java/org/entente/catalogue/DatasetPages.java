package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import org.entente.access.Request;
import org.entente.catalogue.DatasetApi.Bucket;
import org.entente.catalogue.DatasetApi.DatasetConnection;
import org.entente.catalogue.DatasetApi.DatasetEdge;
import org.entente.catalogue.DatasetApi.Facet;
import org.entente.kernel.PageInfo;

/** Search answers as Relay connections: which datasets comes from the index, what they say from the system of record. */
@ApplicationScoped
class DatasetPages {
    private final Catalogue catalogue;

    DatasetPages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    DatasetConnection search(Request request, DatasetSearch.Query query) throws SQLException {
        var answer = catalogue.search(request, query);
        var found = catalogue.shown(request, answer);
        var edges = new ArrayList<DatasetEdge>(answer.hits().size());
        for (var hit : answer.hits()) {
            if (found.containsKey(hit.id())) {
                edges.add(new DatasetEdge(hit.cursor(), DatasetView.of(found.get(hit.id()), request)));
            }
        }
        var facets = answer.facets().stream().map(DatasetPages::facet).toList();
        var end = answer.hits().isEmpty() ? null : answer.hits().getLast().cursor();
        return new DatasetConnection(edges, facets, new PageInfo(answer.hasNextPage(), end), answer.totalCount());
    }

    private static Facet facet(DatasetSearch.Facet facet) {
        return new Facet(
                facet.name(),
                facet.buckets().stream()
                        .map(bucket -> new Bucket(bucket.value(), bucket.count()))
                        .toList());
    }
}
