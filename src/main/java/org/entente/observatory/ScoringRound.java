package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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
    private static final int OBSERVATIONS = 20_000;

    private static final String TAKE = """
            delete from scoring_due where id = any (array(
                select id from scoring_due order by id limit ? for update skip locked)) returning series
            """;
    private static final String PART = """
            with taken as (
                delete from scoring_due where id = (select min(id) from scoring_due) returning series)
            insert into scoring_due (series)
            select array[series] from (select distinct unnest(series) as series from taken) each
            """;
    /** Series by series by the key's index, as far as the limit: not all that waits of them each time. */
    private static final String OBSERVED = """
            select due.series, o.at, o.value
            from unnest(?::int[], ?::timestamptz[], ?::timestamptz[]) as due (series, after, until)
            cross join lateral (
                select at, value from observation
                where series = due.series and at > due.after and at <= due.until and not late
                order by at limit %1$d) o
            limit %1$d
            """.formatted(OBSERVATIONS);

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
    private final Scoring scoring;

    ScoringRound(
            AgroalDataSource database,
            LiveScorers scorers,
            AnomalyStore anomalies,
            SeasonalContext context,
            Clock clock) {
        this.database = database;
        this.anomalies = anomalies;
        this.scoring = new Scoring(scorers, context, clock);
    }

    /** @param anomalies how many were told */
    record Done(int series, int observations, int anomalies) {
        static final Done NOTHING = new Done(0, 0, 0);
    }

    /**
     * What waits longest; {@link Done#NOTHING} where nothing does.
     *
     * @param calls at most
     */
    Done run(int calls) throws Exception {
        return inTransaction(connection -> {
            var due = due(connection, calls);
            return due.isEmpty() ? List.of() : score(connection, due);
        });
    }

    /** Tells of the silence of series that were heard of lately and say nothing more; a bounded number of them. */
    Done silences() throws Exception {
        return inTransaction(connection -> {
            var now = scoring.clock().instant();
            var quiet = SilentSeries.find(connection, now);
            var lanes = quiet.isEmpty() ? List.<ScoringLane>of() : locked(connection, quiet);
            for (var lane : lanes) {
                lane.restore(connection);
                lane.silence(now);
            }
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

    /** After the call that waits longest failed by itself: each of its series waits alone now, behind all others. */
    void part() throws SQLException {
        try (var connection = database.getConnection();
                var part = connection.createStatement()) {
            part.executeUpdate(PART);
        }
    }

    private static Set<Integer> due(Connection connection, int calls) throws SQLException {
        try (var take = connection.prepareStatement(TAKE)) {
            take.setInt(1, calls);
            try (var rows = take.executeQuery()) {
                var due = new TreeSet<Integer>();
                while (rows.next()) {
                    due.addAll(List.of((Integer[]) rows.getArray(1).getArray()));
                }
                return due;
            }
        }
    }

    private List<ScoringLane> score(Connection connection, Set<Integer> due) throws SQLException {
        var lanes = locked(connection, due);
        for (var lane : lanes) {
            lane.restore(connection);
        }
        judge(connection, lanes);
        save(connection, lanes);
        return lanes;
    }

    private List<ScoringLane> locked(Connection connection, Set<Integer> series) throws SQLException {
        try (var lock = connection.prepareStatement(ScoringLane.LOCK)) {
            lock.setArray(1, connection.createArrayOf("int", series.toArray()));
            try (var rows = lock.executeQuery()) {
                var lanes = new ArrayList<ScoringLane>();
                while (rows.next()) {
                    lanes.add(new ScoringLane(scoring, rows));
                }
                return lanes;
            }
        }
    }

    private void judge(Connection connection, List<ScoringLane> lanes) throws SQLException {
        Map<Integer, ScoringLane> bySeries = new LinkedHashMap<>();
        lanes.forEach(lane -> bySeries.put(lane.series, lane));
        int read = 0;
        try (var select = observed(connection, lanes);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                bySeries.get(rows.getInt(1)).judge(new Observation(SeriesStore.instant(rows, 2), rows.getDouble(3)));
                read++;
            }
        }
        if (read == OBSERVATIONS) {
            // the rest queues behind what came meanwhile: a long history holds up nobody
            ObservationBook.due(
                    connection,
                    lanes.stream()
                            .filter(ScoringLane::mayHaveMore)
                            .map(lane -> lane.series)
                            .toList());
        }
    }

    private static PreparedStatement observed(Connection connection, List<ScoringLane> lanes) throws SQLException {
        var select = connection.prepareStatement(OBSERVED);
        select.setArray(
                1,
                connection.createArrayOf(
                        "int", lanes.stream().map(lane -> lane.series).toArray()));
        select.setArray(
                2,
                connection.createArrayOf(
                        "text", lanes.stream().map(lane -> text(lane.until())).toArray()));
        select.setArray(
                3,
                connection.createArrayOf(
                        "text",
                        lanes.stream().map(lane -> text(lane.watermark())).toArray()));
        return select;
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
        if (size > 0) {
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
}
