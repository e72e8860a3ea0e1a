package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.access.Changes;
import org.entente.observatory.Adjustment.Cause;
import org.entente.observatory.Adjustment.Kind;

/** The table {@code series_adjustment}, written by who holds the series' row of scoring. */
@ApplicationScoped
class SeriesAdjustments {
    /** The action of what the hub does by itself. */
    static final String SUSPEND = "suspendDetector";

    private static final String INSERT = """
            insert into series_adjustment (series, number, after, kind, detector, strictness, cause, by_subject, at, periods, model)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String AHEAD = """
            select a.series, a.number, a.after, a.kind, a.detector, a.strictness, a.periods, m.sha256, m.window_size
            from unnest(?::int[], ?::int[]) as known (series, number)
            join series_adjustment a on a.series = known.series and a.number > known.number
            left join partner_model m on m.sha256 = a.model
            order by a.series, a.number
            """;

    /** The calendars that the lanes' scorers know of. */
    private static final String SEASONS = """
            select known.series, a.periods from unnest(?::int[], ?::int[]) as known (series, number)
            cross join lateral (
                select periods from series_adjustment
                where series = known.series and number <= known.number and kind = 'CALENDAR'
                order by number desc limit 1) a
            """;

    private final CalendarStore calendars;
    private final Changes changes;
    private final ObjectMapper json;
    private final Clock clock;

    SeriesAdjustments(CalendarStore calendars, Changes changes, ObjectMapper json, Clock clock) {
        this.calendars = calendars;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    static Array names(Connection connection, Set<DetectorKind> detectors) throws SQLException {
        return connection.createArrayOf(
                "text", detectors.stream().map(Enum::name).toArray());
    }

    static Set<DetectorKind> detectors(Array names) throws SQLException {
        var detectors = EnumSet.noneOf(DetectorKind.class);
        Arrays.stream((String[]) names.getArray()).map(DetectorKind::valueOf).forEach(detectors::add);
        return detectors;
    }

    /** Those that the lanes' scorers do not know of, and the seasons of what they judge until then. */
    void read(Connection connection, Collection<ScoringLane> lanes) throws SQLException {
        seasons(connection, lanes.stream().filter(ScoringLane::hasCalendars).toList());
        ahead(connection, lanes.stream().filter(ScoringLane::hasAdjustments).toList());
    }

    private void seasons(Connection connection, List<ScoringLane> seasonal) throws SQLException {
        if (seasonal.isEmpty()) {
            return;
        }
        try (var select = about(connection, SEASONS, seasonal);
                var rows = select.executeQuery()) {
            var bySeries = bySeries(seasonal);
            while (rows.next()) {
                bySeries.get(rows.getInt(1)).isIn(calendars.seasons(connection, periods(rows.getArray(2))));
            }
        }
    }

    private void ahead(Connection connection, List<ScoringLane> behind) throws SQLException {
        if (behind.isEmpty()) {
            return;
        }
        try (var select = about(connection, AHEAD, behind);
                var rows = select.executeQuery()) {
            var bySeries = bySeries(behind);
            while (rows.next()) {
                var adjustment = adjustment(rows);
                bySeries.get(adjustment.series())
                        .add(
                                adjustment,
                                adjustment.periods() == null
                                        ? null
                                        : calendars.seasons(connection, adjustment.periods()));
            }
        }
    }

    private static Map<Integer, ScoringLane> bySeries(List<ScoringLane> lanes) {
        return lanes.stream().collect(Collectors.toMap(lane -> lane.series, Function.identity()));
    }

    private static PreparedStatement about(Connection connection, String sql, List<ScoringLane> lanes)
            throws SQLException {
        return about(
                connection,
                sql,
                lanes.stream().map(lane -> lane.series).toList(),
                lanes.stream().map(ScoringLane::adjustmentsKnown).toList());
    }

    /**
     * @param sql over series and the number of the last adjustment that each knows of
     * @param known as many as series
     */
    private static PreparedStatement about(Connection connection, String sql, List<Integer> series, List<Integer> known)
            throws SQLException {
        var select = connection.prepareStatement(sql);
        select.setArray(1, SeriesStore.numbers(connection, series));
        select.setArray(2, SeriesStore.numbers(connection, known));
        return select;
    }

    private static Adjustment adjustment(ResultSet row) throws SQLException {
        var detector = row.getString(5);
        return new Adjustment(
                row.getInt(1),
                row.getInt(2),
                SeriesStore.instant(row, 3),
                Kind.valueOf(row.getString(4)),
                detector == null ? null : DetectorKind.valueOf(detector),
                row.getObject(6, Integer.class),
                periods(row.getArray(7)),
                row.getString(8) == null ? null : new PartnerModel(row.getString(8), row.getInt(9)));
    }

    static List<Long> periods(Array array) throws SQLException {
        return array == null ? null : List.of((Long[]) array.getArray());
    }

    /** All of a series, in the order of their numbers. */
    List<Adjustment> of(Connection connection, int series) throws SQLException {
        try (var select = about(connection, AHEAD, List.of(series), List.of(0));
                var rows = select.executeQuery()) {
            var all = new ArrayList<Adjustment>();
            while (rows.next()) {
                all.add(adjustment(rows));
            }
            return all;
        }
    }

    /** Of models that failed and detectors that drifted in this round; their owners are told. */
    void addSuspensions(Connection connection, List<ScoringLane> lanes) throws SQLException {
        for (var lane : lanes) {
            for (var failed : lane.failures) {
                add(connection, failed.adjustment(), Cause.FAILED, null);
                tell(connection, lane.dataset(), lane.series, DetectorKind.MODEL, Cause.FAILED, failed.reason());
            }
            for (var detector : lane.settle()) {
                add(connection, lane.suspended(detector), Cause.DRIFT, null);
                tell(connection, lane.dataset(), lane.series, detector, Cause.DRIFT);
            }
        }
    }

    /** @param by the subject of who made it, null of the hub */
    void add(Connection connection, Adjustment adjustment, Cause cause, String by) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, adjustment.series());
            insert.setInt(2, adjustment.number());
            insert.setObject(3, offset(adjustment.after()));
            insert.setString(4, adjustment.kind().name());
            insert.setString(
                    5,
                    adjustment.detector() == null ? null : adjustment.detector().name());
            insert.setObject(6, adjustment.strictness());
            insert.setString(7, cause.name());
            insert.setString(8, by);
            insert.setObject(9, offset(clock.instant()));
            insert.setArray(
                    10,
                    adjustment.periods() == null
                            ? null
                            : connection.createArrayOf(
                                    "bigint", adjustment.periods().toArray()));
            insert.setString(
                    11, adjustment.model() == null ? null : adjustment.model().sha256());
            insert.executeUpdate();
        }
    }

    private static Object offset(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static UUID publicId(Connection connection, int series) throws SQLException {
        try (var select = connection.prepareStatement("select id from series where number = ?")) {
            select.setInt(1, series);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** Among the notifications of the owner's stewards, and in the log. */
    void tell(Connection connection, UUID dataset, int series, DetectorKind detector, Cause cause) throws SQLException {
        tell(connection, dataset, series, detector, cause, null);
    }

    private void tell(
            Connection connection, UUID dataset, int series, DetectorKind detector, Cause cause, String reason)
            throws SQLException {
        var detail = json.createObjectNode()
                .put("series", publicId(connection, series).toString())
                .put("detector", detector.name())
                .put("cause", cause.name());
        changes.recordOwn(connection, SUSPEND, dataset, reason == null ? detail : detail.put("reason", reason));
    }
}
