package org.entente.stewardship;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.stewardship.UsesApi.Use;
import org.entente.stewardship.UsesApi.UseConnection;
import org.entente.stewardship.UsesApi.UseEdge;

/** The log of answers as the owners of the data read it. */
@ApplicationScoped
class Uses {
    /** A download is listed where it began, with the rows of its end. */
    private static final String COLUMNS = """
            select position, id, at, dataset, partner, purpose, justification, action,
                   coalesce(row_count, (select e.row_count from audit_event e where e.detail ->> 'beganAs' = u.id::text)) as row_count,
                   case when kind = 'CHANGE' then detail ->> 'series' end as series
            from audit_event u where\s
            """;

    private static final String ANSWERS = "kind = 'READ' and detail ->> 'beganAs' is null ";

    private static final String OF_DATASET = COLUMNS + ANSWERS + """
            and dataset = ?::uuid and position < ? order by position desc limit ?
            """;
    /** And what the hub did to their data by itself. */
    private static final String NOTICES = COLUMNS + "(" + ANSWERS + """
            and decision @> '{"obligations": [{"kind": "NOTIFY_OWNER"}]}' or kind = 'CHANGE' and subject is null)
                  and dataset in (select id from dataset where owner = ?) and position < ?
            order by position desc limit ?
            """;

    private record Row(long position, Use use) {}

    private final AgroalDataSource database;
    private final Audience audience;
    private final RequestCursors cursors;

    Uses(AgroalDataSource database, Audience audience, RequestCursors cursors) {
        this.database = database;
        this.audience = audience;
        this.cursors = cursors;
    }

    UseConnection of(Request request, UUID dataset, int first, String after) throws SQLException {
        audience.governed(request, dataset);
        return page(request, "uses " + dataset, OF_DATASET, dataset.toString(), first, after);
    }

    UseConnection notified(Request request, int first, String after) throws SQLException {
        return page(request, "notifications", NOTICES, request.caller().requirePartner(), first, after);
    }

    private UseConnection page(Request request, String query, String sql, String of, int first, String after)
            throws SQLException {
        var pages = cursors.of(request.caller(), query);
        long before = pages.open(after).map(Long::parseLong).orElse(Long.MAX_VALUE);
        var page = pages.page(rows(sql, of, before, first + 1), first, row -> Long.toString(row.position));
        return new UseConnection(page.edges((cursor, row) -> new UseEdge(cursor.get(), row.use)), page.info());
    }

    private List<Row> rows(String sql, String of, long before, int limit) throws SQLException {
        try (var connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, of);
            select.setLong(2, before);
            select.setInt(3, limit);
            try (var found = select.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (found.next()) {
                    rows.add(new Row(found.getLong("position"), use(found)));
                }
                return rows;
            }
        }
    }

    private static Use use(ResultSet row) throws SQLException {
        return new Use(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("dataset"),
                row.getString("partner"),
                row.getString("purpose"),
                row.getString("justification"),
                row.getString("action"),
                row.getObject("row_count", Long.class),
                row.getString("series"));
    }
}
