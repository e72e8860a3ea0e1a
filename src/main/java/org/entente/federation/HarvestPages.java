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

    /** @param position in its run's quarantine */
    private record Positioned(int position, Item item) {}

    @Transactional
    HarvestSourceConnection sources(Request request, int first, String after) {
        var query = cursors.of(request.caller(), "harvestSources");
        var from = query.open(after).map(UUID::fromString).orElse(FIRST);
        var sources = HarvestSource.page(request.caller().requirePartner(), from, first + 1);
        var page = query.page(sources, first, source -> source.id.toString());
        return new HarvestSourceConnection(
                page.edges((cursor, source) -> new HarvestSourceEdge(cursor.get(), Source.of(source))), page.info());
    }

    HarvestRunConnection runs(Request request, UUID source, int first, String after) {
        harvests.own(request, source);
        var query = cursors.of(request.caller(), "harvestRuns " + source);
        var before = query.open(after).map(Instant::parse).orElse(LAST);
        var runs = QuarkusTransaction.requiringNew().call(() -> HarvestRun.page(source, before, first + 1));
        var page = query.page(runs, first, run -> run.startedAt.toString());
        return new HarvestRunConnection(
                page.edges((cursor, run) -> new HarvestRunEdge(cursor.get(), Run.of(run))), page.info());
    }

    HarvestItemConnection items(Request request, UUID id, int first, String after) throws SQLException {
        HarvestRun run = QuarkusTransaction.requiringNew()
                .call(() -> HarvestRun.<HarvestRun>findByIdOptional(id).orElseThrow(HubException::notFound));
        harvests.own(request, run.source);
        var query = cursors.of(request.caller(), "harvestItems " + id);
        var items = items(id, query.open(after).map(Integer::valueOf).orElse(-1), first + 1);
        var page = query.page(items, first, item -> String.valueOf(item.position));
        return new HarvestItemConnection(
                page.edges((cursor, item) -> new HarvestItemEdge(cursor.get(), item.item)), page.info());
    }

    private List<Positioned> items(UUID run, int after, int limit) throws SQLException {
        var items = new ArrayList<Positioned>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        select position, key, reason, raw from harvest_item where run = ? and position > ?
                        order by position limit ?
                        """)) {
            select.setObject(1, run);
            select.setInt(2, after);
            select.setInt(3, limit);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(new Positioned(
                            rows.getInt(1), new Item(rows.getString(2), rows.getString(3), rows.getString(4))));
                }
            }
        }
        return items;
    }
}
