package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.Eventually;
import org.entente.local.LocalStackResource;
import org.entente.observatory.Judgement;
import org.entente.observatory.Observation;
import org.entente.observatory.SeasonalContext;
import org.entente.observatory.SeriesScorer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is scored is what the scorer alone would say of the observations in their order, whatever happens to its states meanwhile. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class LiveScoringTest {
    private static final String OF = " series = (select number from series where id = '%s')";

    @Inject
    City city;

    @Inject
    MeterRegistry meters;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private Observatory observatory;

    @BeforeEach
    void the_city_has_a_dataset_for_its_sensors() throws Exception {
        city.await();
        observatory = Observatory.of(city, "Direct " + UUID.randomUUID(), "OPEN");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
    }

    @Test
    void states_that_others_saved_and_states_that_cannot_be_read_change_no_score_and_tell_nothing_twice()
            throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        var hours = Observatory.hours(
                now.minus(Duration.ofDays(40)),
                now,
                5,
                (at, value) -> at.equals(now.minus(Duration.ofDays(12))) ? value + 60 : value);
        observatory.appended(sensor, hours.subList(0, 500));
        observatory.awaitScored();
        city.execute("update series_scoring set version = version + 7 where" + OF.formatted(sensor));
        observatory.appended(sensor, hours.subList(500, 800));
        observatory.awaitScored();
        var told = anomalies(sensor);
        city.execute("update series_scoring set version = version + 1, state = '\\x00' where" + OF.formatted(sensor));
        observatory.appended(sensor, hours.subList(800, hours.size()));
        observatory.awaitScored();

        assertThat(told).isNotEmpty();
        assertThat(anomalies(sensor)).startsWith(told.toArray(String[]::new)).isEqualTo(expectedAnomalies(hours));
        assertThat(city.texts("select probability::text from score where" + OF.formatted(sensor) + " order by at"))
                .isEqualTo(expectedProbabilities(hours));
    }

    @Test
    void the_state_that_another_replica_saved_is_gone_on_from_and_not_the_one_in_memory() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        var other = observatory.registered("square", "PT1H", "");
        var hours = Observatory.hours(now.minus(Duration.ofDays(30)), now, 5, (at, value) -> value);
        var others = Observatory.hours(now.minus(Duration.ofDays(30)), now, 6, (at, value) -> value / 2);
        observatory.appended(sensor, hours.subList(0, 500));
        observatory.appended(other, others.subList(0, 500));
        observatory.awaitScored();
        city.execute("update series_scoring set version = version + 7, state = (select state from series_scoring where"
                + OF.formatted(other) + ") where" + OF.formatted(sensor));
        observatory.appended(sensor, hours.subList(500, hours.size()));
        observatory.awaitScored();

        var seen = new ArrayList<>(others.subList(0, 500));
        seen.addAll(hours.subList(500, hours.size()));
        assertThat(city.texts(
                        "select probability::text from score where" + OF.formatted(sensor) + " order by at offset 500"))
                .isEqualTo(expectedProbabilities(seen).subList(500, hours.size()));
    }

    private List<String> anomalies(String sensor) throws SQLException {
        return city.texts("select extract(epoch from at)::bigint * 1000 from anomaly where kind <> 'SILENCE' and"
                + OF.formatted(sensor) + " order by position");
    }

    private static List<String> expectedAnomalies(List<Object[]> hours) {
        var told = new ArrayList<String>();
        var scorer = new SeriesScorer(false);
        hours.forEach(hour -> judge(scorer, hour)
                .anomaly()
                .ifPresent(anomaly -> told.add("" + anomaly.at().toEpochMilli())));
        return told;
    }

    private List<String> expectedProbabilities(List<Object[]> hours) throws SQLException {
        var scorer = new SeriesScorer(false);
        var texts = new ArrayList<String>();
        for (var hour : hours) {
            texts.add(city.text(
                    "select (?::float8)::text",
                    Double.toString(judge(scorer, hour).probability())));
        }
        return texts;
    }

    private static Judgement judge(SeriesScorer scorer, Object[] hour) {
        var at = Instant.ofEpochMilli((Long) hour[0]);
        return scorer.judge(
                new Observation(at, (Double) hour[1]),
                SeasonalContext.hours(ZoneId.of("Europe/Paris")).at(at));
    }

    @Test
    void a_series_that_cannot_be_scored_holds_up_no_other_and_goes_on_when_it_can() throws Exception {
        var bad = observatory.registered("bad", "PT1H", "");
        var good = observatory.registered("good", "PT1H", "");
        var start = now.minus(Duration.ofDays(2));
        observatory.appended(bad, List.<Object[]>of(new Object[] {start, 1}));
        observatory.awaitScored();
        // nobody but a broken release or hand writes this
        city.execute("insert into score select number, '%s', 1, 1, 1 from series where id = '%s'"
                .formatted(start.plus(Duration.ofHours(1)), bad));
        observatory.appended(bad, List.<Object[]>of(new Object[] {start.plus(Duration.ofHours(1)), 2}));
        for (int hour = 0; hour < 3; hour++) {
            observatory.appended(good, List.<Object[]>of(new Object[] {start.plus(Duration.ofHours(hour)), hour}));
        }

        Eventually.is(
                "the others go on", () -> city.number("select count(*) from score where" + OF.formatted(good)) == 3);
        city.execute("delete from score where probability = 1 and expected = 1 and band = 1 and" + OF.formatted(bad));
        observatory.awaitScored();
    }

    @Test
    void a_sensor_that_says_nothing_any_more_is_told_once_and_in_words() throws Exception {
        var sensor = observatory.registered("quay", "PT1S", "");
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        var seconds = new ArrayList<Object[]>();
        for (int i = 0; i < 60; i++) {
            seconds.add(new Object[] {start.plusSeconds(i), i % 7});
        }
        observatory.appended(sensor, seconds);

        Eventually.is(
                "it is told",
                () -> city.number("select count(*) from anomaly where kind = 'SILENCE' and" + OF.formatted(sensor))
                        == 1);
        var node = Hub.citizen()
                .with("Accept-Language", "en")
                .ask("{ series(id: \"%s\") { anomalies { edges { node { kind severity value text } } } } }"
                        .formatted(sensor))
                .data("/series/anomalies/edges/0/node");
        assertThat(node.path("kind").asText()).isEqualTo("SILENCE");
        assertThat(node.path("severity").asText()).isEqualTo("MAJOR");
        assertThat(node.path("value").isNull()).isTrue();
        assertThat(node.path("text").asText()).contains("said nothing");

        observatory.appended(sensor, List.<Object[]>of(new Object[] {start.plusMillis(30_500), 3}));
        Eventually.is(
                "the late one is dealt with",
                () -> city.number(
                                "select count(*) from scoring_due where (select number from series where id = ?::uuid) = any (series)",
                                sensor)
                        == 0);
        assertThat(city.texts("select silent_from::text from series_scoring where" + OF.formatted(sensor)))
                .as("a silence that was told waits for no other one")
                .containsExactly((String) null);
        assertThat(city.number("select count(*) from anomaly where kind = 'SILENCE' and" + OF.formatted(sensor)))
                .isOne();
    }

    @Test
    void a_series_that_cannot_be_scored_holds_up_no_other() throws Exception {
        var poisonous = observatory.registered("quay", "PT1H", "");
        var sound = observatory.registered("square", "PT1H", "");
        var number = city.text("select number from series where id = ?::uuid", poisonous);
        city.execute("""
                create or replace function refuse_state() returns trigger language plpgsql as 'begin raise exception ''poison''; end';
                create trigger refuse_state before update on series_scoring
                    for each row when (new.series = %s) execute function refuse_state()
                """.formatted(number));
        try {
            for (var sensor : List.of(poisonous, sound)) {
                observatory.appended(
                        sensor, Observatory.hours(now.minus(Duration.ofDays(3)), now, 1, (at, value) -> value));
            }
            Eventually.is(
                    "the other one is scored",
                    () -> city.number("select count(*) from score where" + OF.formatted(sound)) == 72);
            Eventually.is(
                    "it is set aside",
                    () -> meters.get("entente.series.failed").counter().count() > 0);
            assertThat(city.number("select count(*) from score where" + OF.formatted(poisonous)))
                    .isZero();
        } finally {
            city.execute("drop trigger refuse_state on series_scoring; drop function refuse_state()");
        }
        RestAssured.get("/q/health/live").then().statusCode(200).body(containsString("scoring"));
    }

    @Test
    void what_is_within_its_lateness_waits_for_those_that_may_still_come() throws Exception {
        var sensor = observatory.registered("quay", "PT1S", ", 'lateness': 'PT2S'");
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(30);
        observatory.appended(sensor, List.of(new Object[] {start, 1}, new Object[] {start.plusSeconds(5), 2}));
        observatory.appended(sensor, List.<Object[]>of(new Object[] {start.plusSeconds(4), 3}));

        Eventually.is(
                "once nothing may come any more all is scored, in its order",
                () -> city.number("select count(*) from score where" + OF.formatted(sensor)) == 3);
        assertThat(city.number("select count(*) from observation where late and" + OF.formatted(sensor)))
                .isZero();
    }
}
