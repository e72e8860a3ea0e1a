package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas, each with scorers of its own, take what waits from one another: every score is that of one scorer alone. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ReplicasScoreTest {
    private static final int SERIES = 4;
    private static final int CALLS = 120;
    private static final int A_CALL = 10;

    @Inject
    AgroalDataSource database;

    @Inject
    ObservationPartitions partitions;

    @Inject
    ObservatoryConfig config;

    @Inject
    AnomalyStore anomalies;

    @Inject
    ObservationBook book;

    @Inject
    SeasonalContext context;

    @Inject
    SeriesAdjustments adjustments;

    @Inject
    ModelledScoring models;

    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours((long) CALLS * A_CALL + 48));
    private final double[] values = new Random(9)
            .doubles((long) CALLS * A_CALL)
            .map(value -> Math.rint((value > 0.995 ? 50 : 10 * value) * 100) / 100)
            .toArray();
    private final List<Integer> series = new ArrayList<>();

    @BeforeEach
    void there_are_series_of_a_dataset_that_nobody_knows_of() throws Exception {
        partitions.make(IntStream.range(0, CALLS * A_CALL)
                .mapToObj(n -> ObservationPartitions.of(at(n)))
                .distinct()
                .toList());
        var dataset = UUID.randomUUID();
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, archived_at)
                select '%s', id, 'HIDDEN', 'NONE', '{}', '', 1, now(), now() from partner limit 1
                """.formatted(dataset));
        for (int i = 0; i < SERIES; i++) {
            series.add(series(dataset, "m" + i));
        }
    }

    private int series(UUID dataset, String measure) throws SQLException {
        execute("""
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    values ('%s', '%s', '%s', 3600000, 0, '{}', 0, 100, false, 'test', now()) returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(UUID.randomUUID(), dataset, measure));
        return Integer.parseInt(
                texts("select number from series where dataset = '" + dataset + "' and measure = '" + measure + "'")
                        .getFirst());
    }

    private Instant at(int n) {
        return begin.plus(Duration.ofHours(n));
    }

    @Test
    void scores_are_those_of_one_scorer_alone() throws Exception {
        var replicas = List.of(replica(), replica());
        try (var running = Executors.newFixedThreadPool(replicas.size() + 1)) {
            var appending = running.submit(this::append);
            for (var replica : replicas) {
                running.submit(() -> {
                    while (!appending.isDone() || number("select count(*) from scoring_due") > 0) {
                        replica.run();
                    }
                    return null;
                });
            }
            appending.get();
        }
        Eventually.is("all is scored", () -> number("select count(*) from scoring_due") == 0);

        var told = new ArrayList<String>();
        var expected = expected(told);
        assertThat(told).isNotEmpty();
        for (var each : series) {
            assertThat(texts("select extract(epoch from at)::bigint from anomaly where series = " + each
                            + " order by position"))
                    .as("each once")
                    .isEqualTo(told);
            assertThat(texts("select probability || ' ' || expected || ' ' || band from score where series = " + each
                            + " order by at"))
                    .isEqualTo(expected);
            assertThat(number("select version from series_scoring where series = " + each))
                    .as("states were handed on")
                    .isGreaterThan(3);
        }
        execute("delete from anomaly where series = any ('{" + all() + "}')");
    }

    @Test
    void a_round_takes_so_many_series_and_leaves_the_others_for_the_next() throws Exception {
        var dataset = UUID.randomUUID();
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, archived_at)
                select '%1$s', id, 'HIDDEN', 'NONE', '{}', '', 1, now(), now() from partner limit 1;
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    select gen_random_uuid(), '%1$s', 'many' || n, 3600000, 0, '{}', 0, 100, false, 'test', now()
                    from generate_series(1, 1200) n returning number),
                progress as (
                    insert into series_progress (series, newest, watermark, appended_at)
                    select number, '%2$s', '%2$s', now() from made),
                observed as (insert into observation select number, '%2$s', 1, false from made)
                insert into series_scoring (series) select number from made
                """.formatted(dataset, at(0)));
        var due = "begin; insert into scoring_due (series) select array_agg(number) from series where dataset = '"
                + dataset + "'; commit";
        execute(due);
        var replica = replica();
        var sizes = new ArrayList<Integer>();
        var scored = "select count(*) from score join series on number = series where dataset = '" + dataset + "'";
        Eventually.is("all is scored", () -> {
            sizes.add(replica.run().series());
            return number(scored) == 1200;
        });

        assertThat(sizes).allMatch(size -> size <= 500);
        execute(due);
        Eventually.is("nothing waits", () -> {
            replica.run();
            return number("select count(*) from scoring_due") == 0;
        });
        assertThat(number(
                        "select max(g.version) from series_scoring g join series s on s.number = g.series where dataset = '"
                                + dataset + "'"))
                .as("what brought nothing is not written")
                .isOne();
    }

    @Test
    void a_state_that_cannot_be_read_is_learnt_anew_though_it_takes_several_rounds() throws Exception {
        int first = series.getFirst();
        int behind = series.getLast();
        execute("""
                insert into observation select s, '%s'::timestamptz + n * interval '1 minute', n %% 97, false
                from unnest('{%d,%d}'::int[]) s, generate_series(1, 20500) n
                """.formatted(at(0), first, behind));
        execute(
                "update series_progress set newest = '%1$s', watermark = '%1$s', appended_at = now() where series in (%2$d, %3$d)"
                        .formatted(at(0).plus(Duration.ofMinutes(20_500)), first, behind));
        var due = "insert into scoring_due (series) values ('{" + first + "," + behind + "}')";
        execute(due);
        scoreAll(replica());
        var states = "select encode(sha256(state), 'hex') from series_scoring where series = " + behind;
        var learnt = texts(states);

        execute("update series_scoring set state = '\\x00', version = version + 1 where series in (" + first + ", "
                + behind + ")");
        execute(due);
        scoreAll(replica());

        assertThat(texts(states)).isEqualTo(learnt);
        execute("delete from anomaly where series = any ('{" + all() + "}')");
    }

    /** All of it at once, so that no look of the hub's own comes in between. */
    private void quietSince(int quiet, String since, String receivingSince, String seen) throws SQLException {
        execute("""
                begin;
                update reception set since = now() - interval '%3$s', seen = now() - interval '%4$s';
                update series_progress set newest = now() - interval '%2$s', watermark = now() - interval '%2$s',
                    appended_at = now() - interval '%2$s' where series = %1$d;
                update series_scoring set scored_until = now() - interval '%2$s',
                    silent_from = now() - interval '%2$s' + interval '10 minutes' where series = %1$d;
                commit
                """.formatted(quiet, since, receivingSince, seen));
    }

    private int heardOf() throws Exception {
        int quiet = series.getFirst();
        execute("""
                insert into observation select %d, now() - interval '6 hours' + n * interval '1 minute', n %% 7, false
                from generate_series(1, 200) n
                """.formatted(quiet));
        // as of a history, until the test says otherwise
        execute(
                "update series_progress set newest = now(), watermark = now(), appended_at = now() + interval '3 days' where series = "
                        + quiet);
        execute("insert into scoring_due (series) values ('{" + quiet + "}')");
        scoreAll(replica());
        return quiet;
    }

    @Test
    void a_series_that_says_nothing_is_silent_but_not_for_the_time_in_which_the_hub_could_not_hear_it()
            throws Exception {
        int quiet = heardOf();
        var told = "select count(*) from anomaly where kind = 'SILENCE' and series = " + quiet;

        quietSince(quiet, "2 hours", "3 days", "2 hours");
        replica().silences();
        assertThat(number(told)).as("the hub was away for as long").isZero();
        assertThat(number(
                        "select count(*) from series_scoring where silent_from > now() + interval '8 minutes' and silent_from < now() + interval '11 minutes' and series = "
                                + quiet))
                .as("as late as after an observation of now")
                .isOne();

        quietSince(quiet, "2 hours", "3 days", "0");
        replica().silences();
        assertThat(number(told)).isOne();
        execute("delete from anomaly where series = " + quiet);
    }

    @Test
    void a_state_that_is_learnt_anew_knows_of_the_silences_that_were_told() throws Exception {
        int quiet = series.getFirst();
        // to a thousandth, as a scorer has it
        var heard = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        replica().silences();
        execute("update reception set since = now() - interval '3 days', seen = now()");
        observed(quiet, heard, -200, 0);
        scoreAll(replica());
        var told = "select count(*) from anomaly where kind = 'SILENCE' and series = " + quiet;
        Eventually.is("told", () -> {
            replica().silences();
            return number(told) == 1;
        });

        learntAnew(quiet);
        replica().silences();
        assertThat(number(told)).as("of one silence once").isOne();

        // sent once the sensor was reached again, and measured while it was not
        observed(quiet, heard, 1, 60);
        scoreAll(replica());
        learntAnew(quiet);
        execute("delete from anomaly where series = " + quiet);
    }

    @Test
    void a_silent_series_whose_state_cannot_be_read_is_told_of_all_the_same() throws Exception {
        int quiet = series.getFirst();
        var heard = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        replica().silences();
        // heard of now, so that no look of the hub's own comes before
        execute("update reception set since = now(), seen = now()");
        observed(quiet, heard, -200, 0);
        scoreAll(replica());
        execute(
                "begin; update reception set since = now() - interval '3 days'; update series_scoring set state = '\\x00',"
                        + " version = version + 1, silent_from = now() - interval '1 hour' where series = " + quiet
                        + "; commit");

        Eventually.is("told", () -> {
            replica().silences();
            replica().run();
            return number("select count(*) from anomaly where kind = 'SILENCE' and series = " + quiet) == 1;
        });
        execute("delete from anomaly where series = " + quiet);
    }

    private void observed(int series, Instant heard, int from, int to) throws SQLException {
        execute("""
                insert into observation select %1$d, '%2$s'::timestamptz + n * interval '1 minute', n %% 7, false
                from generate_series(%3$d, %4$d) n;
                update series_progress set newest = '%5$s', watermark = '%5$s', appended_at = '%5$s' where series = %1$d;
                insert into scoring_due (series) values ('{%1$d}')
                """.formatted(series, heard, from, to, heard.plus(Duration.ofMinutes(to))));
    }

    /** To the state that it had. */
    private void learntAnew(int series) throws Exception {
        var state = "select encode(sha256(state), 'hex') from series_scoring where series = " + series;
        var learnt = texts(state);
        execute("begin; update series_scoring set state = '\\x00', version = version + 1 where series = " + series
                + "; insert into scoring_due (series) values ('{" + series + "}'); commit");
        scoreAll(replica());
        assertThat(texts(state)).isEqualTo(learnt);
    }

    @Test
    void a_history_is_looked_at_once_and_not_at_every_look() throws Exception {
        int history = heardOf();
        // or a long while without a look counts as one in which nothing could be heard
        replica().silences();
        execute("update series_scoring set silent_from = now() - interval '1 hour' where series = " + history);

        replica().silences();

        assertThat(texts("select silent_from::text from series_scoring where series = " + history))
                .containsExactly((String) null);
        execute("delete from anomaly where series = " + history);
    }

    @Test
    void a_computed_series_is_never_due_to_be_silent() throws Exception {
        int plain = heardOf();
        int computed = series.getLast();
        execute("""
                update series set uses = '{at}' where number = %1$d;
                insert into observation select %1$d, at, value, late from observation where series = %2$d;
                update series_progress set newest = now(), watermark = now(), appended_at = now() where series = %1$d;
                insert into scoring_due (series) values ('{%1$d}')
                """.formatted(computed, plain));
        scoreAll(replica());

        var due = "select scored_until is not null and silent_from is not null from series_scoring where series = ";
        assertThat(texts(due + plain)).containsExactly("t");
        assertThat(texts(due + computed)).containsExactly("f");
        assertThat(number("select count(*) from score where series = " + computed))
                .isPositive();
        execute("delete from anomaly where series in (" + plain + ", " + computed + ")");
    }

    @Test
    void looks_read_what_is_due_alone() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // so few rows could be read whole as well
            statement.execute("set local enable_seqscan = off; set local enable_sort = off");
            for (var look : List.of(
                    "select series from series_scoring where silent_from < now() order by silent_from limit 200",
                    "select series from series_progress where settles_at < now() order by settles_at limit 1000")) {
                var plan = new StringBuilder();
                try (var rows = statement.executeQuery("explain " + look)) {
                    while (rows.next()) {
                        plan.append(rows.getString(1));
                    }
                }
                assertThat(plan.toString()).contains("Index Scan using series_").doesNotContain("Sort");
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void scoreAll(ScoringRound replica) throws Exception {
        Eventually.is("nothing waits", () -> {
            replica.run();
            return number("select count(*) from scoring_due") == 0;
        });
    }

    @Test
    void what_became_of_calls_is_forgotten_with_their_keys_and_what_was_set_aside_with_it() throws Exception {
        var call = UUID.randomUUID();
        execute("""
                insert into observation_append (id, dataset, result, created_at)
                select '%1$s', dataset, '{}', now() - interval '32 days' from series where number = %2$d;
                insert into observation_quarantine (append, series, kind) values ('%1$s', %2$d, 'LATE');
                insert into observation_append (id, dataset, result, created_at)
                select gen_random_uuid(), dataset, '{}', now() - interval '33 days'
                from series, generate_series(1, 5000) where number = %2$d
                """.formatted(call, series.getFirst()));
        assertThat(number("select count(*) from observation_quarantine where append = '" + call + "'"))
                .isOne();

        book.forgetOld();

        assertThat(number(
                        "select count(*) from observation_append where dataset = (select dataset from series where number = "
                                + series.getFirst() + ")"))
                .as("however many there are")
                .isZero();
        assertThat(number("select count(*) from observation_quarantine where append = '" + call + "'"))
                .isZero();
    }

    private String all() {
        return String.join(",", series.stream().map(String::valueOf).toList());
    }

    private ScoringRound replica() {
        return new ScoringRound(
                database, new LiveScorers(config), anomalies, adjustments, models, context, config, Clock.systemUTC());
    }

    /** As calls do, one for all series; now and then they pause until all is scored, or fast calls would be scored in one round. */
    private Void append() throws Exception {
        var all = all();
        for (int call = 0; call < CALLS; call++) {
            if (call % (CALLS / 6) == 0) {
                Eventually.is("what came is scored", () -> number("select count(*) from scoring_due") == 0);
            }
            var rows = new ArrayList<String>();
            for (int n = call * A_CALL; n < (call + 1) * A_CALL; n++) {
                for (var each : series) {
                    rows.add("(%d, '%s', %s, false)".formatted(each, at(n), values[n]));
                }
            }
            var newest = at((call + 1) * A_CALL - 1);
            execute("begin; insert into observation values " + String.join(", ", rows)
                    + "; update series_progress set newest = '" + newest + "', watermark = '" + newest
                    + "', appended_at = now() where series = any ('{" + all
                    + "}'); insert into scoring_due (series) values ('{"
                    + all + "}'); commit");
        }
        return null;
    }

    /** @param told takes the seconds since 1970 of what is not normal */
    private List<String> expected(List<String> told) throws SQLException {
        var scorer = new SeriesScorer(false);
        var values = new StringBuilder();
        for (int n = 0; n < CALLS * A_CALL; n++) {
            var judgement = scorer.judge(new Observation(at(n), this.values[n]), context.at(at(n)));
            judgement
                    .anomaly()
                    .ifPresent(anomaly -> told.add(String.valueOf(anomaly.at().getEpochSecond())));
            values.append(n == 0 ? "" : ", ")
                    .append("(%d, '%s'::float8, '%s'::float8, '%s'::float8)"
                            .formatted(n, judgement.probability(), judgement.expected(), judgement.band()));
        }
        return texts("select p || ' ' || e || ' ' || b from (values " + values + ") as v (n, p, e, b) order by n");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(texts(sql).getFirst());
    }

    private List<String> texts(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
