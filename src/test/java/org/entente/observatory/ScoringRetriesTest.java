package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What one replica could not score another one tries again, though the first has ended. They live on other days, so that the hub that runs
 * here tries nothing of it.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ScoringRetriesTest {
    private static final Duration TODAY = Duration.ZERO;
    private static final Duration TOMORROW = Duration.ofDays(1);
    private static final Duration LATER = Duration.ofDays(3);

    @Inject
    AgroalDataSource database;

    @Inject
    ObservationPartitions partitions;

    @Inject
    ObservatoryConfig config;

    @Inject
    AnomalyStore anomalies;

    @Inject
    SeasonalContext context;

    @Inject
    SeriesAdjustments adjustments;

    @Inject
    ModelledScoring models;

    @Inject
    PartnerModels contents;

    private final UUID id = UUID.randomUUID();
    private Instant next = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(3));
    private int series;

    @BeforeEach
    void there_is_a_series_of_a_dataset_that_nobody_knows_of() throws Exception {
        execute("""
                with dataset as (
                    insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, archived_at)
                    select gen_random_uuid(), id, 'HIDDEN', 'NONE', '{}', '', 1, now(), now() from partner limit 1 returning id),
                made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    select '%1$s', id, 'noise', 3600000, 0, '{}', 0, 100, false, 'test', now() from dataset returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(id));
        series = (int) number("select number from series where id = '" + id + "'");
    }

    @AfterEach
    void nothing_is_tried_any_more() throws Exception {
        execute("delete from scoring_retry where series = " + series);
    }

    @Test
    void a_series_that_failed_is_tried_again_by_any_replica_and_not_before() throws Exception {
        execute("""
                create or replace function refuse_state() returns trigger language plpgsql as 'begin raise exception ''poison''; end';
                create trigger refuse_state before update on series_scoring
                    for each row when (new.series = %d) execute function refuse_state()
                """.formatted(series));
        var failed = new HashSet<Integer>();
        try {
            Eventually.is("it is set aside", () -> {
                observed();
                replica(TOMORROW, models).runApart((failure, each) -> failed.add(each));
                return failed.contains(series);
            });
        } finally {
            execute("drop trigger refuse_state on series_scoring; drop function refuse_state()");
        }

        assertLeftAndTriedAgain();
    }

    @Test
    void a_series_whose_model_could_not_be_asked_is_tried_again_by_any_replica_and_not_before() throws Exception {
        var model = PartnerModelSamples.below(500);
        execute("""
                insert into partner_model values ('%2$s', '\\x%3$s', 2, now()) on conflict do nothing;
                begin;
                insert into series_adjustment (series, number, kind, cause, by_subject, at, model)
                values (%1$d, 1, 'MODEL', 'STEWARD', 'test', now(), '%2$s');
                update series_scoring set adjustments = 1 where series = %1$d;
                commit
                """.formatted(series, ModelRunner.sha256(model), HexFormat.of().formatHex(model)));
        var nowhere = new ModelRuns(() -> Optional.of(URI.create("http://127.0.0.1:1")));
        var away = replica(TOMORROW, new ModelledScoring(nowhere, contents));
        // what the hub scores before is none the worse for it
        Eventually.is("it is left", () -> {
            observed();
            away.run();
            return number("select count(*) from scoring_retry where series = " + series) == 1;
        });

        assertLeftAndTriedAgain();
        assertThat(number("select cardinality(suspended) from series_scoring where series = " + series))
                .isZero();
    }

    private void assertLeftAndTriedAgain() throws Exception {
        var unscored = "select count(*) from observation o where series = " + series
                + " and not exists (select from score where series = o.series and at = o.at)";
        long left = number(unscored);
        assertThat(left).isPositive();
        observed();
        replica(TODAY, models).run();
        assertThat(number(unscored)).as("though something was observed").isEqualTo(left + 1);

        Eventually.is("all is scored", () -> {
            replica(LATER, models).run();
            return number(unscored) == 0;
        });
        assertThat(number("select count(*) from scoring_retry where series = " + series))
                .isZero();
    }

    private ScoringRound replica(Duration from, ModelledScoring models) {
        return new ScoringRound(
                database,
                new LiveScorers(config),
                anomalies,
                adjustments,
                models,
                context,
                config,
                Clock.offset(Clock.systemUTC(), from));
    }

    /** One more hour. */
    private void observed() throws SQLException {
        partitions.make(List.of(ObservationPartitions.of(next)));
        execute("""
                begin;
                insert into observation values (%1$d, '%2$s', 1, false);
                update series_progress set newest = '%2$s', watermark = '%2$s', appended_at = now() where series = %1$d;
                insert into scoring_due (series) values ('{%1$d}');
                commit
                """.formatted(series, next));
        next = next.plus(Duration.ofHours(1));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
