package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.observatory.LabelApi.CalendarView;
import org.entente.observatory.LabelApi.LabelView;
import org.entente.observatory.LabelApi.PrecisionView;
import org.entente.observatory.LabelApi.ScoringView;
import org.entente.observatory.LabelApi.SuspendedView;
import org.entente.observatory.LabelledScoring.State;

/** What people said of anomalies, and what came of it, to who is shown the anomalies. */
@ApplicationScoped
class LabelReader {
    private static final int KEPT = 20;
    private static final String LABELS = """
            select l.anomaly, l.label, l.at, l.version, l.by_name, l.note
            from anomaly_label l join anomaly a on a.id = l.anomaly
            where l.anomaly = any (?) and l.version > a.labels - ? order by l.anomaly, l.version desc
            """;
    private static final String SCORING = """
            select g.adjustments, g.strictness, a.detector, a.at, a.cause from series_scoring g
            left join lateral (
                select distinct on (detector) detector, at, cause from series_adjustment
                where series = g.series and detector = any (g.suspended) and kind = 'SUSPENDED'
                order by detector, number desc) a on true
            where g.series = ? order by a.detector
            """;
    private static final String PRECISION = """
            select date_trunc('month', at, ?) as month, kind, count(*) filter (where label = 'TRUE'),
                   count(*) filter (where label = 'FALSE'), count(*) filter (where label = 'EXPECTED_EVENT'),
                   count(*) filter (where label is null)
            from anomaly where series = ? and at >= date_trunc('month', ?::timestamptz, ?) group by 1, 2
            """;

    private final AgroalDataSource database;
    private final SeriesReader series;
    private final CalendarStore calendars;
    private final PartnerModels models;
    private final Access access;
    private final ObservatoryConfig config;
    private final Clock clock;

    LabelReader(
            AgroalDataSource database,
            SeriesReader series,
            CalendarStore calendars,
            PartnerModels models,
            Access access,
            ObservatoryConfig config,
            Clock clock) {
        this.calendars = calendars;
        this.models = models;
        this.database = database;
        this.series = series;
        this.access = access;
        this.config = config;
        this.clock = clock;
    }

    /** Of each the latest first, at most 20; none to whom it is shown as a result: what is released are anomalies, and not what was said of them. */
    List<List<LabelView>> labels(Request request, List<AnomalyView> anomalies) throws SQLException {
        Map<UUID, List<LabelView>> found = new HashMap<>();
        var ids = anomalies.stream().map(each -> UUID.fromString(each.id())).toList();
        ids.forEach(id -> found.put(id, new ArrayList<>()));
        var told = anomalies.stream()
                .filter(each ->
                        !each.series().shown().granted().isDerived(each.series().series()))
                .map(each -> UUID.fromString(each.id()))
                .toArray();
        var own = own(request, anomalies);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LABELS)) {
            select.setArray(1, connection.createArrayOf("uuid", told));
            select.setInt(2, KEPT);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    found.get(id)
                            .add(new LabelView(
                                    AnomalyLabel.valueOf(rows.getString(2)),
                                    SeriesStore.instant(rows, 3),
                                    rows.getInt(4),
                                    own.get(id) ? rows.getString(5) : null,
                                    own.get(id) ? rows.getString(6) : null));
                }
            }
        }
        return ids.stream().map(found::get).toList();
    }

    /** Whether they are of the caller's partner's data. */
    private static Map<UUID, Boolean> own(Request request, List<AnomalyView> anomalies) {
        var own = new HashMap<UUID, Boolean>();
        for (var each : anomalies) {
            own.put(
                    UUID.fromString(each.id()),
                    each.series().shown().granted().decided().isOwners());
        }
        return own;
    }

    ScoringView scoring(Request request, SeriesView view) throws SQLException {
        request.lookUp();
        var seen = series.below(request, view);
        if (!seen.shown().isWithDerived()) {
            return null;
        }
        access.answered(request, seen.shown().granted().decided(), 1);
        return view(seen.series());
    }

    ScoringView view(State state) throws SQLException {
        return view(state.series());
    }

    private ScoringView view(Series of) throws SQLException {
        var seasons = calendars(of);
        var model = models.of(of.number())
                .map(each -> each.in(Request.current().language()))
                .orElse(null);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SCORING)) {
            select.setInt(1, of.number());
            try (var rows = select.executeQuery()) {
                var suspended = new ArrayList<SuspendedView>();
                int version = 0;
                int strictness = 0;
                while (rows.next()) {
                    version = rows.getInt(1);
                    strictness = rows.getInt(2);
                    if (rows.getString(3) != null) {
                        suspended.add(new SuspendedView(
                                DetectorKind.valueOf(rows.getString(3)),
                                SeriesStore.instant(rows, 4),
                                Adjustment.Cause.valueOf(rows.getString(5))));
                    }
                }
                return new ScoringView(
                        version,
                        Strictness.threshold(SeriesScorer.usual(of.isComparing()), strictness),
                        strictness,
                        suspended,
                        seasons,
                        model);
            }
        }
    }

    private List<CalendarView> calendars(Series of) throws SQLException {
        return calendars.of(of.number()).entrySet().stream()
                .filter(each -> each.getValue() != null)
                .map(Map.Entry::getKey)
                .map(each -> new CalendarView(each.asked().dataset().toString(), each.kind()))
                .toList();
    }

    private record Bucket(Instant month, DetectorKind detector) {}

    List<PrecisionView> precision(Request request, SeriesView view, int months) throws SQLException {
        request.lookUp();
        var seen = series.below(request, view);
        if (!seen.shown().isWithDerived()) {
            return List.of();
        }
        request.spend(months);
        var counts = counts(seen.series(), months);
        access.answered(request, seen.shown().granted().decided(), counts.size());
        return counts.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Bucket, long[]> each) ->
                                        each.getKey().month(),
                                Comparator.reverseOrder())
                        .thenComparing(each -> each.getKey().detector()))
                .map(each -> precision(each.getKey(), each.getValue()))
                .toList();
    }

    private Map<Bucket, long[]> counts(Series of, int months) throws SQLException {
        var since = clock.instant().atZone(config.zone()).minusMonths(months - 1L);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PRECISION)) {
            select.setString(1, config.zone().getId());
            select.setInt(2, of.number());
            select.setObject(3, since.toInstant().atOffset(ZoneOffset.UTC));
            select.setString(4, config.zone().getId());
            try (var rows = select.executeQuery()) {
                var counts = new HashMap<Bucket, long[]>();
                while (rows.next()) {
                    var bucket = new Bucket(
                            SeriesStore.instant(rows, 1),
                            EvidenceKind.valueOf(rows.getString(2)).detector());
                    var sum = counts.computeIfAbsent(bucket, each -> new long[4]);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += rows.getLong(3 + i);
                    }
                }
                return counts;
            }
        }
    }

    private static PrecisionView precision(Bucket bucket, long[] counts) {
        long known = counts[0] + counts[1];
        return new PrecisionView(
                bucket.month(),
                bucket.detector(),
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                known == 0 ? null : (double) counts[0] / known);
    }
}
