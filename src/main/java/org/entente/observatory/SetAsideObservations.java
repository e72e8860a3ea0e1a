package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
    /** Of a series: beyond, what is set aside is counted alone. */
    private static final int MOST = 10_000;

    private static final String COUNT = """
            select series, (select count(*) from (select from observation_quarantine where series = asked.series limit %d) kept)
            from unnest(?::int[]) as asked (series)
            """.formatted(MOST);
    private static final String ADD = """
            insert into observation_quarantine (append, series, kind, at, value)
            select ?, series, kind, at, value from unnest(?::int[], ?::text[], ?::text[], ?::text[]) as given (series, kind, at, value)
            """;
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
    private final Counter dropped;

    SetAsideObservations(AgroalDataSource database, RequestCursors cursors, MeterRegistry meters) {
        this.database = database;
        this.cursors = cursors;
        dropped = meters.counter("entente.observations.dropped");
    }

    /** What of a series was not taken, as it was written. */
    record Kept(int series, ObservationKind kind, String at, String value) {}

    /** In the running transaction, in which the series' progress is locked: those for which there is room, in their order. */
    List<Kept> kept(Connection connection, List<ObservationBatch> batches) throws SQLException {
        var all = batches.stream()
                .flatMap(batch -> batch.setAside.stream()
                        .map(each -> new Kept(
                                batch.series().number(),
                                each.kind(),
                                ObservationBook.shortened(each.at()),
                                ObservationBook.shortened(each.given().text()))))
                .toList();
        if (all.isEmpty()) {
            return all;
        }
        var counts =
                counts(connection, all.stream().map(Kept::series).distinct().toList());
        var kept = all.stream()
                .filter(each -> counts.merge(each.series, 1, Integer::sum) <= MOST)
                .toList();
        dropped.increment(all.size() - kept.size());
        return kept;
    }

    private static Map<Integer, Integer> counts(Connection connection, List<Integer> series) throws SQLException {
        var counts = new HashMap<Integer, Integer>();
        try (var select = connection.prepareStatement(COUNT)) {
            select.setArray(1, SeriesStore.numbers(connection, series));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getInt(1), rows.getInt(2));
                }
            }
        }
        return counts;
    }

    /** @param append the call that brought them */
    void add(Connection connection, UUID append, List<Kept> kept) throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, append);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "int", kept.stream().map(Kept::series).toArray()));
            insert.setArray(3, texts(connection, kept, each -> each.kind.name()));
            insert.setArray(4, texts(connection, kept, Kept::at));
            insert.setArray(5, texts(connection, kept, Kept::value));
            insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, List<Kept> kept, Function<Kept, String> text)
            throws SQLException {
        return connection.createArrayOf("text", kept.stream().map(text).toArray());
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
