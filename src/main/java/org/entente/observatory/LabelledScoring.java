package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.entente.observatory.Adjustment.Cause;
import org.entente.observatory.Adjustment.Kind;

/** How one series is scored, as people adjust it: its row of scoring is locked, so that what they say has its place among the scores. */
@ApplicationScoped
class LabelledScoring {
    private static final String LOCK = """
            select greatest(scored_until, told_until), strictness, suspended, adjustments, streamed
            from series_scoring where series = ? for update
            """;
    private static final String SAVE =
            "update series_scoring set strictness = ?, suspended = ?, adjustments = ?, calendar = coalesce(?, calendar) where series = ?";
    /** Since the detector last was resumed, or the model set: what was wrong before is forgiven. */
    private static final String LABELLED = """
            select count(*) filter (where label = 'TRUE'), count(*) from anomaly
            where series = ? and kind = any (?) and label in ('TRUE', 'FALSE') and told_at > coalesce(
                (select max(at) from series_adjustment where series = ? and detector = ? and kind in ('RESUMED', 'MODEL')), '-infinity')
            """;

    private final AgroalDataSource database;
    private final SeriesAdjustments adjustments;
    private final ObservatoryConfig config;

    LabelledScoring(AgroalDataSource database, SeriesAdjustments adjustments, ObservatoryConfig config) {
        this.database = database;
        this.adjustments = adjustments;
        this.config = config;
    }

    /**
     * @param version the number of the last adjustment
     * @param after the last observation that is scored already
     * @param streamed whether a topology scores it
     */
    record State(
            Series series, int version, Instant after, int strictness, Set<DetectorKind> suspended, boolean streamed) {
        private Adjustment next(Kind kind, DetectorKind detector, Integer newStrictness) {
            return new Adjustment(series.number(), version + 1, after, kind, detector, newStrictness);
        }
    }

    /** In the running transaction, which then holds it. */
    State lock(Series series) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LOCK)) {
            select.setInt(1, series.number());
            try (var row = select.executeQuery()) {
                row.next();
                return new State(
                        series,
                        row.getInt(4),
                        SeriesStore.instant(row, 1),
                        row.getInt(2),
                        SeriesAdjustments.detectors(row.getArray(3)),
                        row.getBoolean(5));
            }
        }
    }

    /**
     * What the label does: to the threshold, and to the detector, where too few of its anomalies were right.
     *
     * @param strictness with the label
     */
    State labelled(State state, KnownAnomaly anomaly, int strictness, AnomalyLabel now, String by) throws SQLException {
        var moved = state;
        if (strictness != state.strictness) {
            moved = adjust(moved, moved.next(Kind.THRESHOLD, null, strictness), Cause.LABEL, by);
        }
        var detector = anomaly.anomaly().kind().detector();
        if (now == AnomalyLabel.FALSE
                && !moved.suspended.contains(detector)
                && isTooOftenWrong(state.series, detector)) {
            moved = adjust(moved, moved.next(Kind.SUSPENDED, detector, null), Cause.PRECISION, null);
            try (var connection = database.getConnection()) {
                adjustments.tell(connection, anomaly.dataset(), anomaly.series(), detector, Cause.PRECISION);
            }
        }
        return moved;
    }

    /** Takes part again, and is watched anew. */
    State resume(State state, DetectorKind detector, String by) throws SQLException {
        return adjust(state, state.next(Kind.RESUMED, detector, null), Cause.STEWARD, by);
    }

    /**
     * What is observed from now on is scored by these calendars.
     *
     * @param periods as they were read
     * @param by the subject of who chose them, null where their records changed
     */
    State seasons(State state, List<Long> periods, String by) throws SQLException {
        var adjustment = new Adjustment(
                state.series.number(), state.version + 1, state.after, Kind.CALENDAR, null, null, periods, null);
        return adjust(state, adjustment, by == null ? Cause.RECORDS : Cause.STEWARD, by);
    }

    /** @param model what is observed from now on is scored by; null for none */
    State model(State state, PartnerModel model, String by) throws SQLException {
        var adjustment = new Adjustment(
                state.series.number(),
                state.version + 1,
                state.after,
                Kind.MODEL,
                DetectorKind.MODEL,
                null,
                null,
                model);
        return adjust(state, adjustment, Cause.STEWARD, by);
    }

    private State adjust(State state, Adjustment adjustment, Cause cause, String by) throws SQLException {
        var suspended = EnumSet.noneOf(DetectorKind.class);
        suspended.addAll(state.suspended);
        switch (adjustment.kind()) {
            case SUSPENDED -> suspended.add(adjustment.detector());
            case RESUMED, MODEL -> suspended.remove(adjustment.detector());
            case THRESHOLD, CALENDAR -> {}
        }
        int strictness = adjustment.strictness() == null ? state.strictness : adjustment.strictness();
        try (var connection = database.getConnection()) {
            adjustments.add(connection, adjustment, cause, by);
            try (var update = connection.prepareStatement(SAVE)) {
                update.setInt(1, strictness);
                update.setArray(2, SeriesAdjustments.names(connection, suspended));
                update.setInt(3, adjustment.number());
                update.setObject(4, adjustment.kind() == Kind.CALENDAR ? adjustment.number() : null, Types.INTEGER);
                update.setInt(5, state.series.number());
                update.executeUpdate();
            }
            // so that the saved state has it too, though nothing is observed
            ObservationBook.due(connection, List.of(state.series.number()), 1);
        }
        return new State(state.series, adjustment.number(), state.after, strictness, suspended, state.streamed);
    }

    private boolean isTooOftenWrong(Series series, DetectorKind detector) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LABELLED)) {
            select.setInt(1, series.number());
            select.setArray(2, kinds(connection, detector));
            select.setInt(3, series.number());
            select.setString(4, detector.name());
            try (var row = select.executeQuery()) {
                row.next();
                long labelled = row.getLong(2);
                return labelled >= config.leastLabels() && row.getLong(1) < config.leastPrecision() * labelled;
            }
        }
    }

    private static Array kinds(Connection connection, DetectorKind detector) throws SQLException {
        return connection.createArrayOf(
                "text",
                Stream.of(EvidenceKind.values())
                        .filter(kind -> kind.detector() == detector)
                        .map(Enum::name)
                        .toArray());
    }
}
