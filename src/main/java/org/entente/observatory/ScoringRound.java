package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.entente.observatory.ScoringLane.Scoring;

/**
 * Scores what waits, a bounded part of it, in one transaction: the word that it waits is removed, the series' rows are locked, their
 * observations between the position and the watermark are judged in their order, and scores, states, positions and anomalies are written.
 * A process that dies in between has done nothing. The lock is the lease: several replicas score different series at once, and a state
 * that another one has left behind is known by its version. A state that cannot be read (of another release, or damaged) is learnt anew
 * from the observations, without telling anything twice.
 */
@ApplicationScoped
class ScoringRound {
    private static final int CALLS = 16;
    private static final int SERIES = 500;
    private static final int OBSERVATIONS = 20_000;
    /** Of a series whose model has to be asked. */
    private static final int ASKED = 2_000;

    /** Calls name up to a thousand series: no further one is taken once there are enough. */
    private static final String ENOUGH = """
            select id from (
                select id, sum(cardinality(series)) over (order by id) - cardinality(series) as before
                from (select id, series from scoring_due order by id limit %d %%s) oldest) counted
            where before < %d
            """.formatted(CALLS, SERIES);

    private static final String TAKE = "delete from scoring_due where id = any (array("
            + ENOUGH.formatted("for update skip locked") + ")) returning id, series";
    private static final String LOOK =
            "select id, series from scoring_due where id = any (array(" + ENOUGH.formatted("") + "))";
    private static final String REMOVE = "delete from scoring_due where id = any (?)";
    /** Series by series by the key's index, as far as the limits, of each and of all: not all that waits of them each time. */
    private static final String OBSERVED_UP_TO = """
            select due.series, o.at, o.value
            from unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) as due (series, after, until)
            cross join lateral (
                select at, value from observation
                where series = due.series and at > due.after and at <= due.until and not late
                order by at limit %d) o
            limit %d
            """;

    private static final String OBSERVED = OBSERVED_UP_TO.formatted(OBSERVATIONS, OBSERVATIONS);
    /** Few of each, for the rest would be read again and again while the model is asked. */
    private static final String OBSERVED_TO_ASK = OBSERVED_UP_TO.formatted(ASKED, OBSERVATIONS);

    private static final String SCORES = """
            insert into score (series, at, probability, expected, band)
            select series, timestamptz 'epoch' + at * interval '1 millisecond', probability, expected, band
            from unnest(?::int[], ?::bigint[], ?::float8[], ?::float8[], ?::float8[])
                as given (series, at, probability, expected, band)
            """;
    /** For those that were scored by a former state. Not for all: to look for a conflict costs three times the insert. */
    private static final String UNLESS_THERE = " on conflict (series, at) do nothing";

    private final AgroalDataSource database;
    private final AnomalyStore anomalies;
    private final ObservatoryConfig config;
    private final SeriesAdjustments adjustments;
    private final ModelledScoring models;
    private final Scoring scoring;

    ScoringRound(
            AgroalDataSource database,
            LiveScorers scorers,
            AnomalyStore anomalies,
            SeriesAdjustments adjustments,
            ModelledScoring models,
            SeasonalContext context,
            ObservatoryConfig config,
            Clock clock) {
        this.config = config;
        this.database = database;
        this.anomalies = anomalies;
        this.adjustments = adjustments;
        this.models = models;
        this.scoring = new Scoring(scorers, context, clock);
    }

    /** @param anomalies how many were told */
    record Done(int series, int observations, int anomalies) {
        static final Done NOTHING = new Done(0, 0, 0);

        Done and(Done other) {
            return new Done(series + other.series, observations + other.observations, anomalies + other.anomalies);
        }
    }

    /** What waits longest; {@link Done#NOTHING} where nothing does. */
    Done run() throws Exception {
        tryAgain();
        return inTransaction(connection -> {
            var due = series(due(connection, TAKE));
            var now = due.stream().limit(SERIES).toList();
            ObservationBook.due(connection, due.stream().skip(SERIES).toList(), SERIES);
            return now.isEmpty() ? List.of() : score(connection, now);
        });
    }

    private void tryAgain() throws SQLException {
        try (var connection = database.getConnection()) {
            ScoringRetries.tryAgain(connection, scoring.clock().instant());
        }
    }

    private Instant nextTry() {
        return scoring.clock().instant().plus(config.retry());
    }

    /**
     * What waits longest, series by series: for when it fails together again and again, so that one does not hold up all. Those that fail
     * are set aside for a while, and then tried again, from where they were.
     *
     * @param failed takes each that was set aside
     * @throws Exception where all fail: then it is not for one of them
     */
    Done runApart(ObjIntConsumer<Exception> failed) throws Exception {
        var due = look();
        var failures = new LinkedHashMap<Integer, Exception>();
        var done = Done.NOTHING;
        for (int each : series(due)) {
            try {
                done = done.and(inTransaction(connection -> score(connection, List.of(each))));
            } catch (Exception failure) {
                failures.put(each, failure);
            }
        }
        if (failures.size() > 1 && done.series() == 0) {
            throw failures.values().iterator().next();
        }
        inTransaction(connection -> {
            ScoringRetries.leave(connection, failures.keySet(), nextTry());
            remove(connection, due.keySet());
            return List.of();
        });
        failures.forEach((series, failure) -> failed.accept(failure, series));
        return done;
    }

    private Map<Long, List<Integer>> look() throws SQLException {
        try (var connection = database.getConnection()) {
            return due(connection, LOOK);
        }
    }

    private static void remove(Connection connection, Collection<Long> calls) throws SQLException {
        try (var delete = connection.prepareStatement(REMOVE)) {
            delete.setArray(1, connection.createArrayOf("bigint", calls.toArray()));
            delete.executeUpdate();
        }
    }

    /** Tells of the silence of series that were heard of lately and say nothing more; a bounded number of them. */
    Done silences() throws Exception {
        return inTransaction(connection -> {
            var now = scoring.clock().instant();
            Reception.look(connection, now, config.silence());
            var quiet = SilentSeries.find(connection, now, false);
            var lanes = quiet.isEmpty() ? new ArrayList<ScoringLane>() : locked(connection, quiet);
            ready(connection, lanes);
            // what is to be learnt anew says nothing yet, and may be silent once it was
            var anew = lanes.stream().filter(ScoringLane::isAnew).toList();
            ObservationBook.due(connection, numbers(anew), SERIES);
            lanes.removeAll(anew);
            adjustments.addSuspensions(connection, lanes);
            lanes.forEach(lane -> lane.silence(now));
            SilentSeries.keep(connection, lanes, now);
            save(connection, lanes);
            return lanes;
        });
    }

    private interface Work {
        List<ScoringLane> on(Connection connection) throws SQLException;
    }

    private Done inTransaction(Work work) throws Exception {
        Callable<List<ScoringLane>> all = () -> {
            try (var connection = database.getConnection()) {
                return work.on(connection);
            }
        };
        var lanes = QuarkusTransaction.requiringNew().call(all);
        lanes.forEach(ScoringLane::giveBack);
        return lanes.isEmpty()
                ? Done.NOTHING
                : new Done(
                        lanes.size(),
                        lanes.stream().mapToInt(lane -> lane.judged()).sum(),
                        lanes.stream().mapToInt(lane -> lane.told.size()).sum());
    }

    /** By call. */
    private static Map<Long, List<Integer>> due(Connection connection, String sql) throws SQLException {
        try (var take = connection.prepareStatement(sql);
                var rows = take.executeQuery()) {
            var due = new TreeMap<Long, List<Integer>>();
            while (rows.next()) {
                due.put(rows.getLong(1), List.of((Integer[]) rows.getArray(2).getArray()));
            }
            return due;
        }
    }

    /** Those of the oldest call first. */
    private static Set<Integer> series(Map<Long, List<Integer>> due) {
        var series = new LinkedHashSet<Integer>();
        due.values().forEach(series::addAll);
        return series;
    }

    private List<ScoringLane> score(Connection connection, Collection<Integer> due) throws SQLException {
        var lanes = locked(connection, due);
        ready(connection, lanes);
        judge(connection, lanes);
        adjustments.addSuspensions(connection, lanes);
        save(connection, lanes.stream().filter(ScoringLane::hasChanged).toList());
        return lanes;
    }

    private void ready(Connection connection, List<ScoringLane> lanes) throws SQLException {
        restore(connection, lanes);
        adjustments.read(connection, lanes);
        SilentSeries.read(connection, lanes);
    }

    private static List<Integer> numbers(List<ScoringLane> lanes) {
        return lanes.stream().map(lane -> lane.series).toList();
    }

    private static void restore(Connection connection, List<ScoringLane> lanes) throws SQLException {
        var missing = new HashMap<Integer, ScoringLane>();
        for (var lane : lanes) {
            if (!lane.isReady()) {
                missing.put(lane.series, lane);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try (var select = connection.prepareStatement(ScoringLane.STATES)) {
            select.setArray(1, SeriesStore.numbers(connection, missing.keySet()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    missing.get(rows.getInt(1)).restore(rows.getBytes(2));
                }
            }
        }
    }

    private List<ScoringLane> locked(Connection connection, Collection<Integer> series) throws SQLException {
        try (var lock = connection.prepareStatement(ScoringLane.LOCK)) {
            lock.setArray(1, SeriesStore.numbers(connection, series));
            try (var rows = lock.executeQuery()) {
                var lanes = new ArrayList<ScoringLane>();
                while (rows.next()) {
                    lanes.add(new ScoringLane(scoring, rows));
                }
                return lanes;
            }
        }
    }

    /** Takes those from the lanes whose models cannot be asked now: they are tried again later, from where they were. */
    private void judge(Connection connection, List<ScoringLane> lanes) throws SQLException {
        var others = lanes.stream().filter(lane -> !lane.mayAsk()).toList();
        var asking = new ArrayList<>(lanes.stream().filter(ScoringLane::mayAsk).toList());
        // a slow model is not the first of each round
        Collections.shuffle(asking);
        var cut = new HashSet<ScoringLane>();
        if (read(connection, OBSERVED, others) >= OBSERVATIONS) {
            cut.addAll(others);
        }
        if (read(connection, OBSERVED_TO_ASK, asking) >= ASKED) {
            cut.addAll(asking);
        }
        var unanswered = models.judge(connection, asking);
        ScoringRetries.leave(connection, numbers(unanswered), nextTry());
        lanes.removeAll(unanswered);
        // the rest queues behind what came meanwhile: a long history holds up nobody
        ObservationBook.due(
                connection,
                numbers(lanes.stream()
                        .filter(lane -> lane.isWaiting() || cut.contains(lane) && lane.mayHaveMore())
                        .toList()),
                SERIES);
    }

    /** Gives the lanes what they judge next; returns how much that was. */
    private static int read(Connection connection, String sql, List<ScoringLane> lanes) throws SQLException {
        if (lanes.isEmpty()) {
            return 0;
        }
        var bySeries = new HashMap<Integer, ScoringLane>();
        lanes.forEach(lane -> bySeries.put(lane.series, lane));
        int read = 0;
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, SeriesStore.numbers(connection, numbers(lanes)));
            select.setArray(2, instants(connection, lanes, ScoringLane::until));
            select.setArray(3, instants(connection, lanes, ScoringLane::watermark));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    bySeries.get(rows.getInt(1)).take(new Observation(SeriesStore.instant(rows, 2), rows.getDouble(3)));
                    read++;
                }
            }
        }
        return read;
    }

    private static Array instants(
            Connection connection, List<ScoringLane> lanes, Function<ScoringLane, Instant> instant)
            throws SQLException {
        return connection.createArrayOf(
                "text", lanes.stream().map(lane -> text(instant.apply(lane))).toArray());
    }

    private static String text(Instant at) {
        return at == null ? "-infinity" : at.toString();
    }

    private void save(Connection connection, List<ScoringLane> lanes) throws SQLException {
        scores(connection, lanes);
        try (var save = connection.prepareStatement(ScoringLane.SAVE)) {
            for (var lane : lanes) {
                lane.save(save);
                save.addBatch();
            }
            save.executeBatch();
        }
        anomalies.add(
                connection, lanes.stream().flatMap(lane -> lane.told.stream()).toList());
    }

    private static void scores(Connection connection, List<ScoringLane> lanes) throws SQLException {
        int size = lanes.stream().mapToInt(lane -> lane.judged()).sum();
        var series = new int[size];
        var at = new long[size];
        var numbers = new double[3][size];
        int i = 0;
        for (var lane : lanes) {
            for (int point = 0; point < lane.judged(); point++) {
                series[i] = lane.series;
                at[i] = lane.instants.get(point);
                numbers[0][i] = lane.judgements.get(point).probability();
                numbers[1][i] = lane.judgements.get(point).expected();
                numbers[2][i++] = lane.judgements.get(point).band();
            }
        }
        boolean again = lanes.stream().anyMatch(ScoringLane::scoresAgain);
        insert(connection, series, at, numbers, again);
    }

    /**
     * @param numbers probabilities, what was expected, and bands
     * @param again whether some may be there already
     */
    static void insert(Connection connection, int[] series, long[] at, double[][] numbers, boolean again)
            throws SQLException {
        if (series.length == 0) {
            return;
        }
        try (var insert = connection.prepareStatement(again ? SCORES + UNLESS_THERE : SCORES)) {
            insert.setObject(1, series);
            insert.setObject(2, at);
            for (int column = 0; column < numbers.length; column++) {
                insert.setObject(3 + column, numbers[column]);
            }
            insert.executeUpdate();
        }
    }
}
