package org.entente.observatory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.MaskKeys;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.records.Masking;

/**
 * Shows anomalies as granted. One is derived of all observations of its series, so it is shown under a grant that takes all of them, with
 * the series' fields masked as the grant says; a grant whose row filter is over instants or values shows none.
 */
@ApplicationScoped
class AnomalyReader {
    private final AnomalyStore anomalies;
    private final SeriesStore series;
    private final SeriesShapes shapes;
    private final Access access;
    private final RequestCursors cursors;
    private final MaskKeys keys;
    private final ObservatoryConfig config;

    AnomalyReader(
            AnomalyStore anomalies,
            SeriesStore series,
            SeriesShapes shapes,
            Access access,
            RequestCursors cursors,
            MaskKeys keys,
            ObservatoryConfig config) {
        this.anomalies = anomalies;
        this.series = series;
        this.shapes = shapes;
        this.access = access;
        this.cursors = cursors;
        this.keys = keys;
        this.config = config;
    }

    GrantedSeries granted(Decided decided) {
        return GrantedSeries.of(decided, shapes.of(decided.dataset(), decided.epoch()));
    }

    Map<Integer, Series> seriesOf(List<KnownAnomaly> known) throws SQLException {
        return series
                .numbered(known.stream().map(KnownAnomaly::series).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Series::number, Function.identity()));
    }

    /** Empty where it is not shown. */
    Optional<AnomalyView> view(Request request, KnownAnomaly known, Series of, GrantedSeries granted) {
        return granted.of(of)
                .filter(part -> part.takingAll() != null)
                .map(part -> SeriesViews.of(
                        of,
                        granted,
                        part,
                        GrantedSeries.masks(part, part.taken()),
                        new Masking(() -> keys.of(request.caller())),
                        false))
                .map(view -> AnomalyView.of(known, view, AnomalyView.text(request.language(), config)));
    }

    /** Those of one series that is shown, the newest first; none to who is not shown all of its observations. */
    Page<AnomalyView> of(Request request, SeriesView view, int first, String after) throws SQLException {
        request.spend(first);
        request.lookUp();
        var pages = cursors.of(request.caller(), "anomalies of " + view.id());
        var position = pages.open(after).map(AnomalyPosition::read).orElse(null);
        var found = view.shown().isWithDerived()
                ? anomalies.of(
                        view.series().number(),
                        position == null ? null : position.at(),
                        position == null ? null : position.id(),
                        first + 1)
                : List.<KnownAnomaly>of();
        var page = pages.page(found, first, each -> AnomalyPosition.of(each).text());
        var text = AnomalyView.text(request.language(), config);
        access.answered(request, view.shown().granted().decided(), page.rows().size());
        return page.map(page.rows().stream()
                .map(each -> AnomalyView.of(each, view, text))
                .toList());
    }

    Map<UUID, KnownAnomaly> find(List<UUID> ids) throws SQLException {
        return anomalies.find(ids).stream().collect(Collectors.toMap(KnownAnomaly::id, Function.identity()));
    }
}
