package org.entente.federation;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.federation.FederationApi.HarvestItemConnection;
import org.entente.federation.FederationApi.HarvestItemEdge;
import org.entente.federation.FederationApi.HarvestRunConnection;
import org.entente.federation.FederationApi.HarvestRunEdge;
import org.entente.federation.FederationApi.HarvestSourceConnection;
import org.entente.federation.FederationApi.HarvestSourceEdge;
import org.entente.federation.HarvestViews.Item;
import org.entente.federation.HarvestViews.Run;
import org.entente.federation.HarvestViews.Source;
import org.entente.kernel.HubException;
import org.entente.kernel.PageInfo;

/** A steward's own sources, their runs and what was quarantined, page by page. */
@ApplicationScoped
class HarvestPages {
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID FIRST = new UUID(0, 0);

    private final AgroalDataSource database;
    private final HarvestService harvests;
    private final RequestCursors cursors;

    HarvestPages(AgroalDataSource database, HarvestService harvests, RequestCursors cursors) {
        this.database = database;
        this.harvests = harvests;
        this.cursors = cursors;
    }

    @Transactional
    HarvestSourceConnection sources(Request request, int first, String after) {
        var query = "harvestSources";
        var from = after == null ? FIRST : UUID.fromString(cursors.open(request, query, after));
        var page = HarvestSource.page(request.caller().requirePartner(), from, first + 1);
        var edges = page.stream()
                .limit(first)
                .map(source ->
                        new HarvestSourceEdge(cursors.seal(request, query, source.id.toString()), Source.of(source)))
                .toList();
        return new HarvestSourceConnection(
                edges,
                new PageInfo(
                        page.size() > first,
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }

    HarvestRunConnection runs(Request request, UUID source, int first, String after) {
        harvests.own(request, source);
        var query = "harvestRuns " + source;
        var before = after == null ? LAST : Instant.parse(cursors.open(request, query, after));
        var page = QuarkusTransaction.requiringNew().call(() -> HarvestRun.page(source, before, first + 1));
        var edges = page.stream()
                .limit(first)
                .map(run -> new HarvestRunEdge(cursors.seal(request, query, run.startedAt.toString()), Run.of(run)))
                .toList();
        return new HarvestRunConnection(
                edges,
                new PageInfo(
                        page.size() > first,
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }

    HarvestItemConnection items(Request request, UUID id, int first, String after) throws SQLException {
        HarvestRun run = QuarkusTransaction.requiringNew()
                .call(() -> HarvestRun.<HarvestRun>findByIdOptional(id).orElseThrow(HubException::notFound));
        harvests.own(request, run.source);
        var query = "harvestItems " + id;
        int position = after == null ? -1 : Integer.parseInt(cursors.open(request, query, after));
        var page = items(id, position, first + 1);
        var edges = new ArrayList<HarvestItemEdge>();
        for (int i = 0; i < Math.min(first, page.size()); i++) {
            edges.add(new HarvestItemEdge(cursors.seal(request, query, String.valueOf(position + 1 + i)), page.get(i)));
        }
        return new HarvestItemConnection(
                edges,
                new PageInfo(
                        page.size() > first,
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }

    private List<Item> items(UUID run, int after, int limit) throws SQLException {
        var items = new ArrayList<Item>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        select key, reason, raw from harvest_item where run = ? and position > ?
                        order by position limit ?
                        """)) {
            select.setObject(1, run);
            select.setInt(2, after);
            select.setInt(3, limit);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(new Item(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return items;
    }
}
