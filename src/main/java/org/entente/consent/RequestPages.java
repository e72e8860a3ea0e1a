package org.entente.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.consent.RequestApi.AccessRequestConnection;
import org.entente.consent.RequestApi.AccessRequestEdge;
import org.entente.kernel.WholeLists;

/** The requests that the caller's partner made or was made, newest first. */
@ApplicationScoped
class RequestPages {
    private static final String BEFORE_ALL = "9999-12-31T00:00:00Z ffffffff-ffff-ffff-ffff-ffffffffffff";

    private final RequestCursors cursors;

    RequestPages(RequestCursors cursors) {
        this.cursors = cursors;
    }

    @Transactional(rollbackOn = Exception.class)
    AccessRequestConnection of(Request request, List<RequestState> states, int first, String after) {
        var partner = request.caller().requirePartner();
        var chosen = chosen(states);
        var query = cursors.of(request.caller(), "accessRequests " + chosen);
        var position = query.open(after).orElse(BEFORE_ALL).split(" ");
        var requests = AccessRequest.page(
                partner, chosen, Instant.parse(position[0]), UUID.fromString(position[1]), first + 1);
        var page = query.page(requests, first, asked -> asked.requestedAt + " " + asked.id);
        return new AccessRequestConnection(
                page.edges((cursor, asked) -> new AccessRequestEdge(cursor.get(), RequestView.of(asked))), page.info());
    }

    private static Set<RequestState> chosen(List<RequestState> states) {
        if (states == null || states.isEmpty()) {
            return EnumSet.allOf(RequestState.class);
        }
        WholeLists.require("states", states);
        return EnumSet.copyOf(states);
    }
}
