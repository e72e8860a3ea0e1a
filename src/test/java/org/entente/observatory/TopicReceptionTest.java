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
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A series that comes by Kafka is not silent for the time in which nobody read what it said. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class TopicReceptionTest {
    private static final Duration BREAK = Duration.ofSeconds(15);

    @Inject
    AgroalDataSource database;

    @Inject
    AnomalyStore anomalies;

    @Inject
    SeriesAdjustments adjustments;

    @Inject
    ModelledScoring models;

    @Inject
    SeasonalContext context;

    @Inject
    ObservatoryConfig config;

    @Inject
    ObservationPartitions partitions;

    @Inject
    TopicReception reception;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private TopicPartition partition;
    private int series;

    /** Scored until two hours ago, and due to be silent one hour ago. */
    @BeforeEach
    void a_series_has_said_nothing_for_two_hours() throws Exception {
        partitions.make(
                List.of(ObservationPartitions.of(now.minus(Duration.ofHours(6))), ObservationPartitions.of(now)));
        var dataset = UUID.randomUUID();
        partition = new TopicPartition("observations.t" + dataset, 0);
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, archived_at)
                select '%1$s', id, 'HIDDEN', 'NONE', '{}', '', 1, now(), now() from partner limit 1;
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    values (gen_random_uuid(), '%1$s', 'noise', 60000, 0, '{}', 0, 100, false, 'test', now()) returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(dataset));
        series = (int) number("select number from series where dataset = '" + dataset + "'");
        var last = now.minus(Duration.ofHours(2));
        // of the day after, as a history, so that no look of the hub's own finds it due while the test prepares it
        execute("""
                begin;
                insert into observation select %1$d, '%2$s'::timestamptz - n * interval '1 minute', n %% 7, false from generate_series(0, 200) n;
                update series_progress set newest = '%2$s', watermark = '%2$s', appended_at = now() + interval '3 days' where series = %1$d;
                insert into topic_position (topic, partition, position) values ('%3$s', 0, 1);
                insert into scoring_due (series) values ('{%1$d}');
                commit
                """.formatted(series, last, partition.topic()));
        try (var connection = database.getConnection()) {
            TopicReception.came(connection, Map.of(series, partition));
        }
        Eventually.is("it is scored", () -> {
            replica().run();
            return number("select count(*) from series_scoring where series = " + series
                            + " and scored_until is not null")
                    == 1;
        });
    }

    @AfterEach
    void nothing_is_left() throws SQLException {
        execute("delete from anomaly where series = " + series
                + "; update series_scoring set silent_from = null where series = " + series);
    }

    private ScoringRound replica() {
        return new ScoringRound(
                database, new LiveScorers(config), anomalies, adjustments, models, context, config, Clock.systemUTC());
    }

    /** With a hub that was there all the time, and a partition that was heard as long ago as that; all of it at once. */
    private void dueAnHourAgo(String heard) throws SQLException {
        execute("""
                begin;
                insert into reception (since, seen) values ('-infinity', '-infinity') on conflict (single) do nothing;
                update reception set since = now() - interval '3 days', seen = now();
                update series_progress set appended_at = now() where series = %1$d;
                update topic_position set heard = now() - interval '%2$s', since = now() - interval '3 days' where topic = '%3$s';
                update series_scoring set silent_from = now() - interval '1 hour' where series = %1$d;
                commit
                """.formatted(series, heard, partition.topic()));
    }

    private long told() throws Exception {
        return number("select count(*) from anomaly where kind = 'SILENCE' and series = " + series);
    }

    @Test
    void what_was_not_read_as_far_as_a_silence_was_due_is_not_silent() throws Exception {
        dueAnHourAgo("90 minutes");
        replica().silences();
        assertThat(told()).isZero();

        reception.heard(Map.of(partition, Instant.now()), BREAK);
        replica().silences();
        assertThat(told()).as("it has its time again").isZero();
        assertThat(number("select count(*) from series_scoring where silent_from between now() + interval '58 minutes'"
                        + " and now() + interval '61 minutes' and series = " + series))
                .as("as late as after an observation of now")
                .isOne();
    }

    @Test
    void what_was_read_and_says_nothing_is_silent() throws Exception {
        dueAnHourAgo("5 seconds");
        reception.heard(Map.of(partition, Instant.now()), BREAK);
        replica().silences();

        assertThat(told()).isOne();
    }

    @Test
    void what_was_due_before_nobody_read_any_more_stays_due() throws Exception {
        dueAnHourAgo("30 minutes");
        replica().silences();

        assertThat(told()).isOne();
    }

    @Test
    void a_series_of_a_partition_that_nobody_has_read_waits_until_it_comes_by_calls() throws Exception {
        dueAnHourAgo("0");
        execute("delete from topic_position where topic = '" + partition.topic() + "'");
        replica().silences();
        assertThat(told()).isZero();

        try (var connection = database.getConnection()) {
            TopicReception.called(connection, List.of(series));
        }
        replica().silences();
        assertThat(told()).isOne();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers.getFirst();
    }
}
