package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.Entities;
import org.entente.access.Request;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;

/** The catalogue as a caller may see it. */
@ApplicationScoped
public class Catalogue {
    private final Access access;
    private final DatasetFinder finder;
    private final CurrentDatasets datasets;

    Catalogue(Access access, DatasetFinder finder, CurrentDatasets datasets) {
        this.access = access;
        this.finder = finder;
        this.datasets = datasets;
    }

    public DatasetSearch.Answer search(Request request, DatasetSearch.Query query) throws SQLException {
        return finder.search(request.caller(), access.visible(request), query);
    }

    /** What the hits of an answer say, by id and in their order. */
    public Map<UUID, Dataset> shown(Request request, DatasetSearch.Answer answer) throws SQLException {
        return shown(request, answer.hits().stream().map(DatasetSearch.Hit::id).toList());
    }

    /**
     * What datasets say that were found, in the order given. The system of record can be newer than what they were found in: a dataset that
     * the caller may no longer know of is left out, and that hidden ones were told of is audited.
     */
    public Map<UUID, Dataset> shown(Request request, List<UUID> found) throws SQLException {
        var visible = VisibleDatasets.form(access.visible(request));
        var shown = datasets.of(found).stream()
                .filter(dataset -> VisibleDatasets.takes(visible, dataset))
                .collect(Collectors.toMap(
                        dataset -> dataset.id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        var hidden = shown.values().stream()
                .filter(dataset -> dataset.accessLevel == AccessLevel.HIDDEN)
                .map(dataset -> dataset.id)
                .toList();
        var decided = access.decide(request.caller(), List.of(Action.DISCOVER), hidden);
        access.answered(request, decided.values().stream().map(List::getFirst).toList());
        return shown;
    }

    /** Those of these datasets that the caller may know of. */
    public List<Dataset> visible(Request request, List<UUID> ids) throws SQLException {
        var visible = VisibleDatasets.form(access.visible(request));
        return datasets.of(ids).stream()
                .filter(dataset -> VisibleDatasets.takes(visible, dataset))
                .toList();
    }

    /** A hidden dataset is found on the same path as one that does not exist: the decision is always asked. */
    public Dataset dataset(Request request, UUID id) throws SQLException {
        return dataset(request, access.require(request, Action.DISCOVER, id));
    }

    /** Likewise for a gateway, which may name the same dataset several times: null for one that does not exist, lest it lose the others too. */
    Dataset entity(Request request, String id) throws SQLException {
        try {
            var paths = Entities.paths(id);
            var decided = access.require(request, Action.DISCOVER, PublicId.parse(id), paths.getFirst());
            paths.forEach(path -> access.tell(request, decided, path));
            return dataset(request, decided);
        } catch (HubException refused) {
            if (refused.code() == ErrorCode.NOT_FOUND) {
                return null;
            }
            throw refused;
        }
    }

    private Dataset dataset(Request request, Decided decided) throws SQLException {
        var id = decided.dataset();
        var dataset = datasets.of(List.of(id)).stream().findFirst().orElseThrow(HubException::notFound);
        if (decided.accessLevel() == AccessLevel.HIDDEN) {
            access.answered(request, decided, 1);
        }
        return dataset;
    }
}
