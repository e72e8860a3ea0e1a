package org.entente.catalogue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.identity.Partner;
import org.entente.policy.Action;

/** The whole catalogue, page after page, cut to what a caller may know of. */
@ApplicationScoped
class CataloguePages {
    private final Access access;
    private final Catalogue catalogue;
    private final VisibleIds ids;
    private final HeldRecords records;
    private final RequestCursors cursors;

    CataloguePages(Access access, Catalogue catalogue, VisibleIds ids, HeldRecords records, RequestCursors cursors) {
        this.access = access;
        this.catalogue = catalogue;
        this.ids = ids;
        this.records = records;
        this.cursors = cursors;
    }

    /** @param after the cursor of the page before, null for the first page */
    CataloguePage page(Request request, int first, String after) throws SQLException {
        var query = cursors.of(request.caller(), "catalog");
        var position = query.open(after).map(UUID::fromString).orElse(null);
        var found = ids.next(VisibleDatasets.form(access.visible(request)), position, first + 1);
        var page = query.page(found, first, UUID::toString);
        var shown = catalogue.shown(request, page.rows());
        return new CataloguePage(
                request.caller(),
                shown.values(),
                exportable(request, shown.keySet()),
                owners(shown.values()),
                page.info().hasNextPage() ? page.info().endCursor() : null);
    }

    private Set<UUID> exportable(Request request, Collection<UUID> shown) throws SQLException {
        var held = List.copyOf(records.among(shown));
        return access.decide(request.caller(), List.of(Action.EXPORT), held).entrySet().stream()
                .filter(decided -> decided.getValue().getFirst().decision().permits())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, Partner> owners(Collection<Dataset> shown) {
        var ids = shown.stream().map(dataset -> dataset.owner).collect(Collectors.toSet());
        return QuarkusTransaction.requiringNew().call(() -> Partner.byId(ids));
    }
}
