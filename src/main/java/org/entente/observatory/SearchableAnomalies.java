package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.Dataset;
import org.entente.kernel.HubException;
import org.entente.observatory.ResultStore.Content;
import org.entente.policy.Action;
import org.entente.policy.DatasetKind;

/**
 * The datasets whose anomalies a caller may be shown: of those that have series and that the caller may know of, the ones on which one
 * batched decision permits the action, by a grant that carries over to series.
 */
@ApplicationScoped
class SearchableAnomalies {
    /** Each is decided on, again and again while it is followed: a citizen costs nothing to be. */
    private static final int MOST = 500;

    private static final int MOST_OF_CITIZENS = 50;

    private final SeriesStore series;
    private final Catalogue catalogue;
    private final Access access;
    private final AnomalyReader reader;
    private final ResultStore results;

    SearchableAnomalies(
            SeriesStore series, Catalogue catalogue, Access access, AnomalyReader reader, ResultStore results) {
        this.series = series;
        this.catalogue = catalogue;
        this.access = access;
        this.reader = reader;
        this.results = results;
    }

    /**
     * @param dataset that is decided on and told of: the series' own, or a result that was computed from it
     * @param source the series' own
     */
    record Searchable(Dataset dataset, UUID source, GrantedSeries granted) {}

    List<Dataset> known(Request request) throws SQLException {
        return catalogue.visible(request, series.datasets());
    }

    /** With the results that were computed from them. */
    List<Dataset> knownWithResults(Request request) throws SQLException {
        var sources = series.datasets();
        var all = new ArrayList<>(sources);
        all.addAll(results.results(sources, Content.ANOMALIES).values());
        return catalogue.visible(request, all);
    }

    /** Of a result only where its source is not there: what is shown of an anomaly stands on one decision. */
    List<Searchable> withoutTwice(List<Searchable> searchable) {
        var own = searchable.stream()
                .filter(each -> each.dataset().id.equals(each.source()))
                .map(Searchable::source)
                .collect(Collectors.toSet());
        return searchable.stream()
                .filter(each -> each.dataset().id.equals(each.source()) || !own.contains(each.source()))
                .toList();
    }

    /** Empty where the caller may not know of it. */
    List<Dataset> known(Request request, UUID dataset) throws SQLException {
        return catalogue.visible(request, List.of(dataset));
    }

    static boolean areFew(int datasets) {
        return datasets <= MOST;
    }

    /** @throws HubException LIMIT_EXCEEDED for more than can be searched at once */
    static void requireFew(int datasets) {
        requireFew(datasets, MOST);
    }

    /** @throws HubException LIMIT_EXCEEDED for more than one subscription can stand on */
    static void requireFew(Request request, int datasets) {
        requireFew(datasets, request.caller().subject() == null ? MOST_OF_CITIZENS : MOST);
    }

    private static void requireFew(int datasets, int most) {
        if (datasets > most) {
            throw HubException.limitExceeded(
                    "filter.datasets", "More than " + most + " datasets; choose among them, or ask for their series");
        }
    }

    List<Searchable> of(Request request, Action action, List<Dataset> known) throws SQLException {
        var decided = access.decide(
                request.caller(),
                List.of(action),
                known.stream().map(dataset -> dataset.id).toList());
        var sources = results.sources(
                known.stream()
                        .filter(dataset -> dataset.kind == DatasetKind.RESULT)
                        .map(dataset -> dataset.id)
                        .toList(),
                Content.ANOMALIES);
        var searchable = new ArrayList<Searchable>();
        for (var dataset : known) {
            var decision = decided.get(dataset.id).getFirst();
            if (decision.decision().permits()) {
                var granted = reader.granted(decision);
                if (!granted.areNone()) {
                    searchable.add(new Searchable(dataset, sources.getOrDefault(dataset.id, dataset.id), granted));
                }
            }
        }
        return searchable;
    }
}
