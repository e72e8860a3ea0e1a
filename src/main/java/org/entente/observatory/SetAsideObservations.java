package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.kernel.HubException;

/** What was not taken of a series' observations, for those who send them. */
@ApplicationScoped
public class SetAsideObservations {
    private static final String OWNER = "select owner from dataset where id = ?";
    private static final String PAGE = """
            select id, kind, at, value from observation_quarantine where series = ? and id > ? order by id limit ?
            """;

    @Name("QuarantinedObservation")
    public record QuarantinedView(
            @NonNull ObservationKind kind,
            @Description("As it was written") String at,
            @Description("As it was written") String value) {}

    private record Row(long id, QuarantinedView view) {}

    private final AgroalDataSource database;
    private final RequestCursors cursors;

    SetAsideObservations(AgroalDataSource database, RequestCursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /** In the order in which they came, to the owner's users. */
    Page<QuarantinedView> page(Request request, Series series, int first, String after) throws SQLException {
        if (!owner(series).equals(request.caller().partner())) {
            throw HubException.denied("owner.required", "What was set aside is the dataset's owner's to look at");
        }
        request.spend(first);
        request.lookUp();
        var pages = cursors.of(request.caller(), "set aside " + series.id());
        var rows = read(series, pages.open(after).map(Long::valueOf).orElse(0L), first + 1);
        var page = pages.page(rows, first, row -> Long.toString(row.id));
        return page.map(page.rows().stream().map(Row::view).toList());
    }

    private String owner(Series series) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(OWNER)) {
            select.setObject(1, series.dataset());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private List<Row> read(Series series, long after, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PAGE)) {
            select.setInt(1, series.number());
            select.setLong(2, after);
            select.setInt(3, limit);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<Row>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                new QuarantinedView(ObservationKind.valueOf(row.getString(2)), row.getString(3), row.getString(4)));
    }
}
