package org.entente.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.consent.ConsentApi.ConsentConnection;
import org.entente.consent.ConsentApi.ConsentEdge;
import org.entente.consent.ConsentApi.View;

/** The consents that the caller's partner gave or was given, newest first. */
@ApplicationScoped
class ConsentPages {
    private static final String BEFORE_ALL = "9999-12-31T00:00:00Z ffffffff-ffff-ffff-ffff-ffffffffffff";

    private final RequestCursors cursors;
    private final ConsentDatasets datasets;

    ConsentPages(RequestCursors cursors, ConsentDatasets datasets) {
        this.cursors = cursors;
        this.datasets = datasets;
    }

    @Transactional(rollbackOn = Exception.class)
    ConsentConnection of(Request request, int first, String after) throws SQLException {
        var partner = request.caller().requirePartner();
        var query = cursors.of(request.caller(), "consents");
        var position = query.open(after).orElse(BEFORE_ALL).split(" ");
        var consents = Consent.page(partner, Instant.parse(position[0]), UUID.fromString(position[1]), first + 1);
        var page = query.page(consents, first, consent -> consent.recordedAt + " " + consent.id);
        var named = datasets.of(page.rows().stream().map(consent -> consent.id).toList());
        return new ConsentConnection(
                page.edges((cursor, consent) ->
                        new ConsentEdge(cursor.get(), View.of(consent, named.get(consent.id), partner))),
                page.info());
    }
}
