package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.records.Records.Query;

/** Where a page of records ended, sealed for its caller and for the same rows (a reload makes others), filter and order. */
@ApplicationScoped
class RecordCursors {
    private final RequestCursors cursors;

    RecordCursors(RequestCursors cursors) {
        this.cursors = cursors;
    }

    /** For the rows of one page. */
    Function<RecordRow, String> sealer(Request request, Query query, RecordShape shape, Keyset order) {
        var sealer = cursors.sealer(request, binding(query, shape));
        return row -> sealer.seal(order.write(order.position(row::value, row.id())));
    }

    Position open(Request request, Query query, RecordShape shape, Keyset order) {
        return order.read(
                cursors.open(request, binding(query, shape), query.after()).getBytes(StandardCharsets.UTF_8));
    }

    private static String binding(Query query, RecordShape shape) {
        return "records " + shape.table() + " " + query.filter() + " " + query.orderBy();
    }
}
