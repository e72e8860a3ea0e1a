package org.entente.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.consent.ConsentApi.ConsentConnection;
import org.entente.consent.ConsentApi.ConsentEdge;
import org.entente.consent.ConsentApi.View;
import org.entente.kernel.PageInfo;

/** The consents that the caller's partner gave or was given, newest first. */
@ApplicationScoped
class ConsentPages {
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST_ID = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
    private static final String QUERY = "consents";

    private final RequestCursors cursors;

    ConsentPages(RequestCursors cursors) {
        this.cursors = cursors;
    }

    @Transactional(rollbackOn = Exception.class)
    ConsentConnection of(Request request, int first, String after) {
        var partner = request.caller().requirePartner();
        var position =
                after == null ? null : cursors.open(request, QUERY, after).split(" ");
        var before = position == null ? LAST : Instant.parse(position[0]);
        var idBefore = position == null ? LAST_ID : UUID.fromString(position[1]);
        var page = Consent.page(partner, before, idBefore, first + 1);
        var edges = page.stream()
                .limit(first)
                .map(consent -> new ConsentEdge(
                        cursors.seal(request, QUERY, consent.recordedAt + " " + consent.id), View.of(consent, partner)))
                .toList();
        return new ConsentConnection(
                edges,
                new PageInfo(
                        page.size() > first,
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }
}
