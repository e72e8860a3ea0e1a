package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.entente.identity.Caller;
import org.entente.kernel.SealedCursor;

/** Cursors bound to the caller and the query they were given for. */
@ApplicationScoped
public class RequestCursors {
    private final SealedCursor cursors;

    public RequestCursors(SealedCursor cursors) {
        this.cursors = cursors;
    }

    /** @param query a text that is the same only for the same query: operation, dataset, filter, order */
    public QueryCursors of(Caller caller, String query) {
        return new QueryCursors(
                cursors, new SealedCursor.Binding(caller.subject(), caller.partner(), caller.purpose(), query));
    }
}
