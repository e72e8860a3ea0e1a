package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.DatasetView;
import org.entente.observatory.ResultApi.ReleaseView;
import org.entente.policy.DatasetKind;

/** Where results come from and how they were released, for a page of datasets, as the caller may know of it. */
@ApplicationScoped
class Lineage {
    private final ResultStore results;
    private final ReleaseStore releases;
    private final Catalogue catalogue;

    Lineage(ResultStore results, ReleaseStore releases, Catalogue catalogue) {
        this.results = results;
        this.releases = releases;
        this.catalogue = catalogue;
    }

    List<List<DatasetView>> sources(Request request, List<DatasetView> datasets) throws SQLException {
        var sources = results.sources(results(datasets));
        Map<UUID, DatasetView> known = sources.isEmpty()
                ? Map.of()
                : catalogue.shown(request, sources.values().stream().distinct().toList()).values().stream()
                        .collect(Collectors.toMap(each -> each.id, each -> DatasetView.of(each, request)));
        var all = new ArrayList<List<DatasetView>>();
        for (var each : datasets) {
            var source = sources.get(id(each));
            all.add(source == null || !known.containsKey(source) ? List.of() : List.of(known.get(source)));
        }
        return all;
    }

    List<ReleaseView> releases(Request request, List<DatasetView> datasets) throws SQLException {
        var results = results(datasets);
        Map<UUID, Release> newest = results.isEmpty()
                ? Map.of()
                : releases.newest(results).stream().collect(Collectors.toMap(Release::dataset, Function.identity()));
        Map<UUID, Release> inForce = results.isEmpty()
                ? Map.of()
                : releases.inForce(results).stream().collect(Collectors.toMap(Release::dataset, Function.identity()));
        var all = new ArrayList<ReleaseView>();
        for (var each : datasets) {
            boolean own = each.ownerId().equals(request.caller().partner());
            var release = (own ? newest : inForce).get(id(each));
            all.add(release == null ? null : ReleaseView.of(release, own));
        }
        return all;
    }

    /** The last proposal, to the owner's users. */
    List<ReleaseView> proposed(Request request, List<DatasetView> datasets) throws SQLException {
        var own = results(datasets.stream()
                .filter(each -> each.ownerId().equals(request.caller().partner()))
                .toList());
        Map<UUID, Release> proposed = own.isEmpty()
                ? Map.of()
                : releases.proposed(own).stream().collect(Collectors.toMap(Release::dataset, Function.identity()));
        var all = new ArrayList<ReleaseView>();
        for (var each : datasets) {
            var release = proposed.get(id(each));
            all.add(release == null ? null : ReleaseView.of(release, true));
        }
        return all;
    }

    private static List<UUID> results(List<DatasetView> datasets) {
        return datasets.stream()
                .filter(each -> each.kind() == DatasetKind.RESULT)
                .map(Lineage::id)
                .distinct()
                .toList();
    }

    private static UUID id(DatasetView dataset) {
        return UUID.fromString(dataset.id());
    }
}
