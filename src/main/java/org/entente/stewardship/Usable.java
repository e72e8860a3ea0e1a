package org.entente.stewardship;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.ReasonText;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.catalogue.DatasetSearch.Query;
import org.entente.catalogue.DatasetView;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.stewardship.ExplanationView.Line;
import org.entente.stewardship.UsableApi.ActionAnswer;
import org.entente.stewardship.UsableApi.UsableConnection;
import org.entente.stewardship.UsableApi.UsableDataset;
import org.entente.stewardship.UsableApi.UsableEdge;

/** The datasets a caller may know of, with what they may do with each for a purpose and why: one batch of decisions a page. */
@ApplicationScoped
class Usable {
    private static final List<Action> ACTIONS = List.of(Action.READ, Action.AGGREGATE, Action.EXPORT, Action.SUBSCRIBE);

    private final Catalogue catalogue;
    private final Access access;

    Usable(Catalogue catalogue, Access access) {
        this.catalogue = catalogue;
        this.access = access;
    }

    UsableConnection of(Request request, String purpose, int first, String after) throws SQLException {
        var stating = stating(request.caller(), purpose);
        var query = new Query(null, DatasetFilter.ANY, DatasetOrder.MODIFIED, first, after);
        var answer = catalogue.search(request, query);
        var shown = catalogue.shown(request, answer);
        var decided = access.decide(stating, ACTIONS, List.copyOf(shown.keySet()));
        var edges = answer.page().edges((cursor, hit) -> edge(request, cursor.get(), shown.get(hit.id()), decided));
        return new UsableConnection(edges, answer.page().info());
    }

    private static UsableEdge edge(Request request, String cursor, Dataset shown, Map<UUID, List<Decided>> decided) {
        return shown == null ? null : new UsableEdge(cursor, usable(request, shown, decided));
    }

    /** The same caller for this one of their purposes. */
    private static Caller stating(Caller caller, String purpose) {
        if (!caller.granted().contains(purpose)) {
            throw HubException.badInput("purpose", "The purpose '" + purpose + "' is not among those of your token");
        }
        return new Caller(
                caller.subject(),
                caller.name(),
                caller.partner(),
                caller.roles(),
                Set.copyOf(caller.granted()),
                purpose,
                caller.justification());
    }

    private static UsableDataset usable(Request request, Dataset dataset, Map<UUID, List<Decided>> decided) {
        var actions = decided.get(dataset.id).stream()
                .map(one -> new ActionAnswer(
                        one.action(),
                        one.decision().outcome(),
                        one.decision().reasons().stream()
                                .map(reason -> new Line(
                                        reason.code(), ReasonText.of(request.language(), reason.code()), true, null))
                                .distinct()
                                .toList()))
                .toList();
        boolean usable =
                decided.get(dataset.id).stream().anyMatch(one -> one.decision().permits());
        return new UsableDataset(DatasetView.of(dataset, request), usable, actions);
    }
}
