package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.records.Records.Query;

/** Where a page of records ended, sealed for its caller and for the same dataset, filter and order. */
@ApplicationScoped
class RecordCursors {
    private final RequestCursors cursors;

    RecordCursors(RequestCursors cursors) {
        this.cursors = cursors;
    }

    String seal(Request request, Query query, Keyset order, RecordRow row) {
        var position = order.position(row.values()::get, row.id());
        return cursors.seal(request, binding(query), new String(order.write(position), StandardCharsets.UTF_8));
    }

    Position open(Request request, Query query, Keyset order) {
        return order.read(cursors.open(request, binding(query), query.after()).getBytes(StandardCharsets.UTF_8));
    }

    private static String binding(Query query) {
        return "records " + query.dataset() + " " + query.filter() + " " + query.orderBy();
    }
}
