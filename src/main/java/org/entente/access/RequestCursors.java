package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.entente.kernel.SealedCursor;

/** Cursors bound to the caller and the query they were given for. */
@ApplicationScoped
public class RequestCursors {
    private final SealedCursor cursors;

    RequestCursors(SealedCursor cursors) {
        this.cursors = cursors;
    }

    public String seal(Request request, String query, String position) {
        return cursors.seal(position.getBytes(StandardCharsets.UTF_8), binding(request, query));
    }

    /** For all cursors of a page. */
    public SealedCursor.Sealer sealer(Request request, String query) {
        return cursors.sealer(binding(request, query));
    }

    /** @throws org.entente.kernel.HubException BAD_INPUT for a cursor of another caller or query, or none at all */
    public String open(Request request, String query, String cursor) {
        return new String(cursors.open(cursor, binding(request, query)), StandardCharsets.UTF_8);
    }

    private static SealedCursor.Binding binding(Request request, String query) {
        var caller = request.caller();
        return new SealedCursor.Binding(caller.subject(), caller.partner(), caller.purpose(), query);
    }
}
