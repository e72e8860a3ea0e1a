package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.Dataset;
import org.entente.policy.Action;

/**
 * The datasets whose anomalies a caller may be shown: of those that have series and that the caller may know of, the ones on which one
 * batched decision permits the action, by a grant that carries over to series.
 */
@ApplicationScoped
class SearchableAnomalies {
    private final SeriesStore series;
    private final Catalogue catalogue;
    private final Access access;
    private final AnomalyReader reader;

    SearchableAnomalies(SeriesStore series, Catalogue catalogue, Access access, AnomalyReader reader) {
        this.series = series;
        this.catalogue = catalogue;
        this.access = access;
        this.reader = reader;
    }

    record Searchable(Dataset dataset, GrantedSeries granted) {}

    List<Dataset> known(Request request) throws SQLException {
        return catalogue.visible(request, series.datasets());
    }

    List<Searchable> of(Request request, Action action, List<Dataset> known) throws SQLException {
        var decided = access.decide(
                request.caller(),
                List.of(action),
                known.stream().map(dataset -> dataset.id).toList());
        var searchable = new ArrayList<Searchable>();
        for (var dataset : known) {
            var decision = decided.get(dataset.id).getFirst();
            if (decision.decision().permits()) {
                var granted = reader.granted(decision);
                if (!granted.areNone()) {
                    searchable.add(new Searchable(dataset, granted));
                }
            }
        }
        return searchable;
    }
}
