package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Access;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.records.BoundSql;
import org.entente.records.SqlFilter;

/** Single observations of a series, with what was expected and how probable each was, in the order of time. */
@ApplicationScoped
public class SeriesRows {
    private static final int LONGEST_SECONDS = 10;

    @Name("Observation")
    public record ObservationView(
            @NonNull Instant at,
            double value,

            @Description("It came later than the series allows and was not scored")
            boolean late,

            @Description(
                    "That an ordinary day of the series gives as much evidence; null where it is not scored, or all may not be seen")
            Double probability,

            Double expected,

            @Description("The usual distance from what was expected")
            Double band) {}

    private final AgroalDataSource database;
    private final Access access;
    private final RequestCursors cursors;
    private final SeriesReader reader;

    SeriesRows(AgroalDataSource database, Access access, RequestCursors cursors, SeriesReader reader) {
        this.database = database;
        this.access = access;
        this.cursors = cursors;
        this.reader = reader;
    }

    /** @param to exclusive */
    record Asked(Instant from, Instant to, int first, String after) {}

    /** @throws org.entente.kernel.HubException as reading would be refused, to who may only aggregate */
    Page<ObservationView> page(Request request, SeriesView series, Asked asked) throws SQLException {
        request.spend(asked.first);
        request.lookUp();
        Instants.requirePeriod(asked.from, asked.to, "");
        var view = reader.read(request, series);
        var pages = cursors.of(request.caller(), "observations " + view.id() + " " + asked.from + " " + asked.to);
        var after = pages.open(asked.after).map(Instant::parse).orElse(null);
        var rows = read(sql(view, asked, after), view.shown().isWithDerived());
        var page = pages.page(rows, asked.first, row -> row.at().toString());
        access.answered(request, view.shown().granted().decided(), page.rows().size());
        return page;
    }

    private static BoundSql sql(SeriesView view, Asked asked, Instant after) {
        var sql = new BoundSql()
                .append(
                        "select at, value, late, probability, expected, band from (select o.*, s.probability,"
                                + " s.expected, s.band from observation o left join score s using (series, at)) o where series = ");
        sql.bind(view.series().number(), "int").append(" and at >= ").bind(asked.from, "timestamptz");
        sql.append(" and at < ").bind(asked.to, "timestamptz");
        if (after != null) {
            sql.append(" and at > ").bind(after, "timestamptz");
        }
        SqlFilter.append(view.shown().part().observations(), SeriesFields.OBSERVED, sql.append(" and "));
        return sql.append(" order by at limit ").bind(asked.first + 1, "int");
    }

    private List<ObservationView> read(BoundSql sql, boolean derived) throws SQLException {
        try (var connection = database.getConnection();
                var select = sql.prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            var views = new ArrayList<ObservationView>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    views.add(new ObservationView(
                            SeriesStore.instant(rows, 1),
                            rows.getDouble(2),
                            rows.getBoolean(3),
                            derived ? finite(rows, 4) : null,
                            derived ? finite(rows, 5) : null,
                            derived ? finite(rows, 6) : null));
                }
            }
            return views;
        }
    }

    private static Double finite(ResultSet row, int column) throws SQLException {
        var number = row.getObject(column, Double.class);
        return number == null || !Double.isFinite(number) ? null : number;
    }
}
