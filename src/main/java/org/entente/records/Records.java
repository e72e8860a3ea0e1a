package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.FilterArgument;
import org.entente.access.MaskKeys;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.PageInfo;
import org.entente.policy.Action;
import org.entente.records.RecordsApi.RecordConnection;
import org.entente.records.RecordsApi.RecordEdge;
import org.entente.records.RecordsApi.RecordOrder;

/** Reads records as granted: decided, cut in SQL, masked on the way out, written to the audit log before they leave. */
@ApplicationScoped
public class Records {
    private static final int LONGEST_SECONDS = 10;

    private final AgroalDataSource database;
    private final Access access;
    private final RecordShapes shapes;
    private final GrantedRowsCache grants;
    private final RequestCursors cursors;
    private final MaskKeys keys;

    Records(
            AgroalDataSource database,
            Access access,
            RecordShapes shapes,
            GrantedRowsCache grants,
            RequestCursors cursors,
            MaskKeys keys) {
        this.database = database;
        this.access = access;
        this.shapes = shapes;
        this.grants = grants;
        this.cursors = cursors;
        this.keys = keys;
    }

    /** What a caller asks for; null lists and filter mean: not said. */
    public record Query(
            UUID dataset,
            List<String> fields,
            FilterArgument filter,
            List<RecordOrder> orderBy,
            int first,
            String after) {}

    public RecordConnection page(Request request, Query query) throws SQLException {
        request.spend(query.first);
        var decided = access.require(request, Action.READ, query.dataset);
        var shape = shapes.find(query.dataset, decided.epoch());
        var page = shape.isPresent()
                ? access.enforce(request, decided, () -> page(request, query, decided, shape.get()))
                : new RecordConnection(List.of(), new PageInfo(false, null));
        access.answered(request, decided, page.edges().size());
        return page;
    }

    private RecordConnection page(Request request, Query query, Decided decided, RecordShape shape)
            throws SQLException {
        var granted = grants.of(decided, shape);
        var asked = granted.asked(FilterArgument.read(query.filter, "filter"), shape, "filter");
        var order = order(query, granted, shape);
        var selected = shape.selected(query.fields);
        var pages = cursors.of(request.caller(), binding(query, shape));
        var position = pages.open(query.after).map(order::read).orElse(null);
        var read = shape.fields().stream()
                .filter(field -> selected.contains(field) && granted.shows(field) || sorts(query, field))
                .toList();
        var masked = new MaskedRows(granted, () -> keys.of(request.caller()));
        var rows = read(new RecordQuery(shape, granted, asked, read), order.after(position), query.first + 1);
        var page = pages.page(rows, query.first, row -> order.write(order.position(row::value, row.id())));
        return new RecordConnection(
                page.edges((cursor, row) -> new RecordEdge(cursor, masked.view(row, selected))), page.info());
    }

    /** A cursor is good for the same rows (a reload makes others), filter and order. */
    private static String binding(Query query, RecordShape shape) {
        return "records " + shape.table() + " " + query.filter + " " + query.orderBy;
    }

    private static Keyset order(Query query, GrantedRows granted, RecordShape shape) {
        var orders = query.orderBy == null
                ? List.<Order>of()
                : query.orderBy.stream().map(RecordOrder::order).toList();
        var keyset = Keyset.of(orders, shape.typed(), "orderBy");
        for (int i = 0; i < orders.size(); i++) {
            granted.requireShown(orders.get(i).field(), "orderBy[" + i + "].field");
        }
        return keyset;
    }

    private static boolean sorts(Query query, DatasetField field) {
        return query.orderBy != null
                && query.orderBy.stream().anyMatch(order -> order.field().equals(field.name));
    }

    /** Segment after segment, until there are enough. */
    private List<RecordRow> read(RecordQuery query, List<Keyset.Segment> segments, int limit) throws SQLException {
        var rows = new ArrayList<RecordRow>();
        try (var connection = database.getConnection()) {
            for (var segment : segments) {
                if (rows.size() < limit) {
                    read(query, query.sql(segment, limit - rows.size()), connection, rows);
                }
            }
        }
        return rows;
    }

    private static void read(RecordQuery query, BoundSql sql, Connection connection, List<RecordRow> rows)
            throws SQLException {
        var layout = query.layout();
        try (var statement = sql.prepare(connection)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(layout.row(result));
                }
            }
        }
    }
}
