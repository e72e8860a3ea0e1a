package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;

/** Months come when they are needed and go when they are kept no longer, leaving their hours. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ObservationPartitionsTest {
    private static final YearMonth OLD = YearMonth.of(2004, 2);

    @Inject
    AgroalDataSource database;

    @Inject
    ObservationPartitions partitions;

    private final ObservatoryConfig ofTenYears = new SmallRyeConfigBuilder()
            .withMapping(ObservatoryConfig.class)
            .withDefaultValue("entente.observatory.retention", "P10Y")
            .build()
            .getConfigMapping(ObservatoryConfig.class);

    @Test
    void a_month_that_is_kept_no_longer_leaves_its_hours() throws Exception {
        partitions.make(List.of(OLD, OLD.plusMonths(1)));
        partitions.make(List.of(OLD));
        int series = series();
        execute(
                "insert into observation values (%1$d, '2004-02-03T10:00:00Z', 1, false), (%1$d, '2004-02-03T10:59:59Z', 4, false), (%1$d, '2004-02-03T11:00:00Z', 7, true)"
                        .formatted(series));
        var kept = new ObservationPartitions(database, ofTenYears, Clock.systemUTC());

        kept.retire();
        kept.retire();

        assertThat(texts(
                        "select to_char(at at time zone 'UTC', 'HH24:MI') || ' ' || count || ' ' || least || ' ' || greatest || ' ' || total from observation_hour where series = "
                                + series + " order by at"))
                .containsExactly("10:00 2 1 4 5", "11:00 1 7 7 7");
        assertThat(texts("select to_regclass('observation_2004_02')::text")).containsExactly((String) null);
        assertThat(kept.oldest())
                .isEqualTo(Instant.parse(
                        YearMonth.now(ZoneOffset.UTC).minus(Period.ofYears(10)).atDay(1) + "T00:00:00Z"));
    }

    @Test
    void a_month_that_is_in_use_holds_up_no_other_one() throws Exception {
        var free = YearMonth.of(2003, 5);
        var used = free.plusMonths(1);
        partitions.make(List.of(free, used));
        var kept = new ObservationPartitions(database, ofTenYears, Clock.systemUTC());
        try (var running = Executors.newSingleThreadExecutor()) {
            Future<?> retiring;
            try (var reader = database.getConnection();
                    var statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement.execute("select count(*) from observation_2003_06");
                retiring = running.submit(() -> {
                    kept.retire();
                    return null;
                });
                Eventually.is(
                        "the first is gone",
                        () -> texts("select to_regclass('observation_2003_05')::text")
                                        .getFirst()
                                == null);
                assertThat(texts("select to_regclass('observation_2003_06')::text"))
                        .containsExactly("observation_2003_06");
                reader.rollback();
                reader.setAutoCommit(true);
            }
            retiring.get();
        }
        assertThat(texts("select to_regclass('observation_2003_06')::text")).containsExactly((String) null);
    }

    /** Of no dataset that anyone can find. */
    private int series() throws SQLException {
        var dataset = UUID.randomUUID();
        execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at, archived_at)
                select '%s', id, 'HIDDEN', 'NONE', '{}', '', 1, now(), now() from partner limit 1
                """.formatted(dataset));
        execute("""
                insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                    registered_by, registered_at)
                values ('%s', '%s', 'm', 1000, 0, '{}', 0, 1, false, 'test', now())
                """.formatted(UUID.randomUUID(), dataset));
        return Integer.parseInt(texts("select number from series where dataset = '" + dataset + "'")
                .getFirst());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
