package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.observatory.Adjustment.Cause;
import org.entente.observatory.Adjustment.Kind;

/** The table {@code series_adjustment}, written by who holds the series' row of scoring. */
@ApplicationScoped
class SeriesAdjustments {
    /** The action of what the hub does by itself. */
    static final String SUSPEND = "suspendDetector";

    private static final String INSERT = """
            insert into series_adjustment (series, number, after, kind, detector, strictness, cause, by_subject, at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String AHEAD = """
            select a.series, a.number, a.after, a.kind, a.detector, a.strictness
            from unnest(?::int[], ?::int[]) as known (series, number)
            join series_adjustment a on a.series = known.series and a.number > known.number
            order by a.series, a.number
            """;

    private final Changes changes;
    private final ObjectMapper json;
    private final Clock clock;

    SeriesAdjustments(Changes changes, ObjectMapper json, Clock clock) {
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

    /** Those that the lanes' scorers do not know of. */
    void read(Connection connection, Collection<ScoringLane> lanes) throws SQLException {
        Map<Integer, ScoringLane> behind = new HashMap<>();
        lanes.stream().filter(ScoringLane::hasAdjustments).forEach(lane -> behind.put(lane.series, lane));
        if (behind.isEmpty()) {
            return;
        }
        try (var select = connection.prepareStatement(AHEAD)) {
            select.setArray(1, connection.createArrayOf("int", behind.keySet().toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "int",
                            behind.values().stream()
                                    .map(ScoringLane::adjustmentsKnown)
                                    .toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    behind.get(rows.getInt(1)).add(adjustment(rows));
                }
            }
        }
    }

    private static Adjustment adjustment(ResultSet row) throws SQLException {
        var detector = row.getString(5);
        return new Adjustment(
                row.getInt(1),
                row.getInt(2),
                SeriesStore.instant(row, 3),
                Kind.valueOf(row.getString(4)),
                detector == null ? null : DetectorKind.valueOf(detector),
                row.getObject(6, Integer.class));
    }

    /** All of a series, in the order of their numbers. */
    List<Adjustment> of(Connection connection, int series) throws SQLException {
        try (var select = connection.prepareStatement(AHEAD)) {
            select.setArray(1, connection.createArrayOf("int", new Integer[] {series}));
            select.setArray(2, connection.createArrayOf("int", new Integer[] {0}));
            try (var rows = select.executeQuery()) {
                var all = new ArrayList<Adjustment>();
                while (rows.next()) {
                    all.add(adjustment(rows));
                }
                return all;
            }
        }
    }

    /** Of detectors that drifted in this round; their owners are told. */
    void addDrifts(Connection connection, List<ScoringLane> lanes) throws SQLException {
        for (var lane : lanes) {
            for (var detector : lane.settle()) {
                add(connection, lane.drifted(detector), Cause.DRIFT, null);
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
        changes.recordOwn(
                connection,
                SUSPEND,
                dataset,
                json.valueToTree(Map.of("series", publicId(connection, series), "detector", detector, "cause", cause)));
    }
}
