package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.MaskKeys;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.observatory.GrantedSeries.Part;
import org.entente.policy.Action;
import org.entente.records.Aggregates;
import org.entente.records.BoundSql;
import org.entente.records.Masking;
import org.entente.records.SqlFilter;

/**
 * Finds series as granted. Who may read a dataset is shown single observations; who may only aggregate it is shown whole intervals, and
 * of personal data nothing, for a series is no cell of the published cube.
 */
@ApplicationScoped
public class SeriesReader {
    private static final int LONGEST_SECONDS = 10;

    private final AgroalDataSource database;
    private final SeriesStore series;
    private final SeriesShapes shapes;
    private final Access access;
    private final Aggregates aggregates;
    private final RequestCursors cursors;
    private final MaskKeys keys;

    SeriesReader(
            AgroalDataSource database,
            SeriesStore series,
            SeriesShapes shapes,
            Access access,
            Aggregates aggregates,
            RequestCursors cursors,
            MaskKeys keys) {
        this.database = database;
        this.series = series;
        this.shapes = shapes;
        this.access = access;
        this.aggregates = aggregates;
        this.cursors = cursors;
        this.keys = keys;
    }

    /** A series that does not exist takes the path of one of a dataset that the caller may not know of. */
    public SeriesView one(Request request, UUID id) throws SQLException {
        var found = series.find(id);
        var granted = granted(request, found.map(Series::dataset).orElse(id));
        var view = found.isEmpty() ? Optional.<SeriesView>empty() : view(request, found.get(), granted);
        if (view.isEmpty()) {
            throw HubException.notFound();
        }
        access.tell(request, granted.decided(), Request.path());
        access.answered(request, granted.decided(), 1);
        return view.get();
    }

    /**
     * To read what lies below a series. Who was told of an anomaly, or shown one as a result, may not read for that: below it, it is decided on
     * anew, and the series is as it is now.
     */
    SeriesView below(Request request, SeriesView view) throws SQLException {
        return view.shown().granted().decided().action() == Action.SUBSCRIBE
                        || view.shown().granted().isDerived(view.series())
                ? one(request, view.series().id())
                : view;
    }

    /** Likewise for single observations: refused, as reading is, to who may only aggregate. */
    SeriesView read(Request request, SeriesView view) throws SQLException {
        var decided = access.require(request, Action.READ, view.series().dataset());
        var now = view(request, view.series(), carriedOver(request, decided));
        if (now.isEmpty()) {
            throw HubException.notFound();
        }
        return now.get();
    }

    /** By id. */
    public Page<Optional<SeriesView>> of(Request request, UUID dataset, int first, String after) throws SQLException {
        request.spend(first);
        var granted = granted(request, dataset);
        access.tell(request, granted.decided(), Request.path());
        var pages = cursors.of(request.caller(), "series " + dataset);
        var from = pages.open(after).map(UUID::fromString).orElse(null);
        var found = series.page(dataset, granted, from, first + 1);
        var page = pages.page(found, first, each -> each.series().id().toString());
        access.answered(request, granted.decided(), page.rows().size());
        return page.map(page.rows().stream()
                .map(each -> granted.of(each.series())
                        .map(part -> view(request, each.series(), granted, part, each.taken())))
                .toList());
    }

    /** To read, else to aggregate; refused as reading would be. */
    private GrantedSeries granted(Request request, UUID dataset) throws SQLException {
        var read = access.decide(request.caller(), Action.READ, dataset);
        if (read.decision().permits()) {
            return carriedOver(request, read);
        }
        var aggregate = access.decide(request.caller(), Action.AGGREGATE, dataset);
        if (!aggregate.decision().permits()) {
            access.require(request, Action.READ, dataset);
        }
        var granted = carriedOver(request, aggregate).ofWholeSeries();
        requireAny(request, granted);
        if (aggregates.byCubeAlone(dataset, granted.fields().shape())) {
            throw access.refusal(request, aggregate, SeriesReason.PERSONAL.code());
        }
        return granted;
    }

    private GrantedSeries carriedOver(Request request, Decided decided) throws SQLException {
        var granted = GrantedSeries.of(decided, shapes.of(decided.dataset(), decided.epoch()));
        requireAny(request, granted);
        return granted;
    }

    private void requireAny(Request request, GrantedSeries granted) throws SQLException {
        if (granted.areNone()) {
            throw access.refusal(request, granted.decided(), SeriesReason.NOT_MAPPED.code());
        }
    }

    private Optional<SeriesView> view(Request request, Series found, GrantedSeries granted) throws SQLException {
        var part = granted.of(found);
        if (part.isEmpty()) {
            return Optional.empty();
        }
        var taken = taken(found, part.get());
        if (taken == null) {
            return Optional.empty();
        }
        return Optional.of(view(request, found, granted, part.get(), taken));
    }

    private SeriesView view(Request request, Series found, GrantedSeries granted, Part part, boolean[] taken) {
        var masking = new Masking(() -> keys.of(request.caller()));
        boolean whole = granted.decided().action() == Action.AGGREGATE;
        return SeriesViews.of(found, granted, part, GrantedSeries.masks(part, taken), masking, whole);
    }

    /** By grant, whether it takes any of the series' observations; null where none does. One that takes all takes a series without any. */
    private boolean[] taken(Series found, Part part) throws SQLException {
        var taken = part.taken().clone();
        boolean any = false;
        for (int i = 0; i < taken.length; i++) {
            taken[i] = taken[i]
                    && (part.left().get(i).takesAll()
                            || hasAny(found, part.left().get(i)));
            any |= taken[i];
        }
        return any ? taken : null;
    }

    private boolean hasAny(Series found, NormalForm observations) throws SQLException {
        var sql =
                new BoundSql().append("select from observation where series = ").bind(found.number(), "int");
        SqlFilter.append(observations, SeriesFields.OBSERVED, sql.append(" and "));
        try (var connection = database.getConnection();
                var select = sql.append(" limit 1").prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
