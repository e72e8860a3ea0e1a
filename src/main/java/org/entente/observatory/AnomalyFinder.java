package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.catalogue.DatasetApi.Bucket;
import org.entente.catalogue.DatasetApi.Facet;
import org.entente.index.Searches;
import org.entente.observatory.SearchableAnomalies.Searchable;
import org.entente.policy.Action;

/** Searches anomalies over all datasets: which ones comes from the index, what they say from the system of record, decided again. */
@ApplicationScoped
class AnomalyFinder {
    private static final int MOST_BUCKETS = 50;

    private final SearchableAnomalies datasets;
    private final AnomalyReader reader;
    private final Searches searches;
    private final RequestCursors cursors;
    private final Access access;

    AnomalyFinder(
            SearchableAnomalies datasets,
            AnomalyReader reader,
            Searches searches,
            RequestCursors cursors,
            Access access) {
        this.datasets = datasets;
        this.reader = reader;
        this.searches = searches;
        this.cursors = cursors;
        this.access = access;
    }

    record Answer(Page<Optional<AnomalyView>> page, List<Facet> facets, long totalCount) {}

    Answer search(Request request, AnomalyFilter filter, int first, String after, boolean counted) throws SQLException {
        request.spend(first);
        filter.requirePartners();
        var searchable = searchable(request, filter, counted);
        var pages = cursors.of(request.caller(), "anomalies " + filter);
        var position = pages.open(after).map(AnomalyPosition::read).orElse(null);
        var search = new AnomalySearch(searchable, filter);
        var found = search.read(searches.search(search.request(first + 1, position, counted)), counted);
        var page = pages.page(found.hits(), first, AnomalyPosition::text);
        return new Answer(page.map(views(request, page.rows(), searchable)), facets(found), found.total());
    }

    /**
     * Partners and themes are counted under the choices of the other facets, for which those that are not chosen are needed too; of more
     * than can be searched at once only the chosen ones are counted.
     */
    private List<Searchable> searchable(Request request, AnomalyFilter filter, boolean counted) throws SQLException {
        var known = datasets.knownWithResults(request).stream()
                .filter(filter::choosesDataset)
                .toList();
        var chosen = counted && SearchableAnomalies.areFew(known.size())
                ? known
                : known.stream()
                        .filter(each -> filter.choosesPartner(each) && filter.choosesTheme(each))
                        .toList();
        var searchable = datasets.withoutTwice(datasets.of(request, Action.READ, chosen));
        SearchableAnomalies.requireFew(searchable.size());
        return searchable;
    }

    private List<Optional<AnomalyView>> views(Request request, List<AnomalyPosition> hits, List<Searchable> searchable)
            throws SQLException {
        var byDataset = searchable.stream().collect(Collectors.toMap(Searchable::source, Function.identity()));
        var known = reader.find(hits.stream().map(AnomalyPosition::id).toList());
        var series = reader.seriesOf(List.copyOf(known.values()));
        var views = new ArrayList<Optional<AnomalyView>>();
        var shown = new HashMap<UUID, Integer>();
        for (var hit : hits) {
            var anomaly = Optional.ofNullable(known.get(hit.id()));
            var view = anomaly.flatMap(each -> reader.view(
                    request,
                    each,
                    series.get(each.series()),
                    byDataset.get(each.dataset()).granted()));
            view.ifPresent(each -> shown.merge(anomaly.get().dataset(), 1, Integer::sum));
            views.add(view);
        }
        tell(request, shown, byDataset);
        return views;
    }

    /** What each dataset's anomalies were shown under. */
    private void tell(Request request, Map<UUID, Integer> shown, Map<UUID, Searchable> byDataset) {
        var path = Request.path();
        shown.forEach((dataset, count) -> {
            var decided = byDataset.get(dataset).granted().decided();
            access.tell(request, decided, path + "/datasets/" + decided.dataset());
            access.answered(request, decided, count);
        });
    }

    private static List<Facet> facets(AnomalySearch.Found found) {
        return AnomalySearch.facets().stream()
                .filter(found.counts()::containsKey)
                .map(facet -> new Facet(facet, buckets(found.counts().get(facet))))
                .toList();
    }

    private static List<Bucket> buckets(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_BUCKETS)
                .map(count -> new Bucket(count.getKey(), count.getValue()))
                .toList();
    }
}
