package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalModelRunner;
import org.entente.local.LocalStackResource;
import org.entente.observatory.PartnerModelSamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A machine of the city that repeats itself every five hours, which the hub's detectors know nothing of, and the city's own model of it, in the
 * real runner. Beside it one that measures the same, of which something else is done.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PartnerModelTest {
    private static final String SCORING =
            "version suspended { detector cause } model { title description owner window sha256 since }";
    private static final String SET = """
            mutation ($series: ID!, $model: SeriesModelInput, $version: Int!) {
                setModel(series: $series, model: $model, expectedVersion: $version) { %s } }
            """.formatted(SCORING);
    private static final String SERIES = """
            query ($id: ID!) { series(id: $id) { scoring { %s }
                anomalies(first: 100) { edges { node { kind at severity text } } } } }
            """.formatted(SCORING);
    private static final String RESUME = """
            mutation ($series: ID!, $version: Int!) {
                resumeDetector(series: $series, detector: MODEL, expectedVersion: $version) { %s } }
            """.formatted(SCORING);
    private static final int PERIOD = 5;
    private static final byte[] REPEATS = PartnerModelSamples.repeats(PERIOD);
    private static final byte[] TWICE = PartnerModelSamples.repeats(2 * PERIOD);
    private static final byte[] BELOW = PartnerModelSamples.below(500);

    private final Hub steward = Observatory.steward();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant begin = now.minus(Duration.ofDays(100));
    private final Instant broken = now.minus(Duration.ofDays(20));

    @Inject
    City city;

    private Observatory observatory;
    private String machine;
    private String beside;

    @BeforeEach
    void there_are_two_machines() throws Exception {
        city.await();
        observatory = Observatory.of(city, "Machines " + UUID.randomUUID(), "DISCOVERABLE");
        machine = observatory.registered("machine", "PT1H", "");
        beside = observatory.registered("beside", "PT1H", "");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
    }

    private static Map<String, Object> input(String content) {
        return new HashMap<>(Map.of(
                "titleFr", "Cycles",
                "titleEn", "Cycles of the machine",
                "descriptionFr", "Appris sur 2025",
                "descriptionEn", "Learnt from 2025",
                "content", content));
    }

    private Reply set(Hub by, Object series, byte[] model, int version) {
        return by.ask(
                SET,
                "series",
                series,
                "model",
                model == null ? null : input(Base64.getEncoder().encodeToString(model)),
                "version",
                version);
    }

    private void set(String series, byte[] model) {
        set(steward, series, model, scoring(series).path("version").asInt()).data();
    }

    private JsonNode scoring(String series) {
        return steward.ask(SERIES, "id", series).data("/series/scoring");
    }

    /** Every value is usual; at one instant it is the wrong one. */
    private List<Object[]> measured(Instant from, Instant until) {
        var hours = new ArrayList<Object[]>();
        for (var at = from; at.isBefore(until); at = at.plus(Duration.ofHours(1))) {
            long hour = at.getEpochSecond() / 3600;
            long step = (at.equals(broken) ? hour + 2 : hour) % PERIOD;
            double noise = new Random(hour).nextGaussian() * 0.3;
            hours.add(new Object[] {at.toEpochMilli(), Math.rint((50 + 4 * step + noise) * 100) / 100});
        }
        return hours;
    }

    private void append(String series, Instant from, Instant until) throws Exception {
        observatory.appended(series, measured(from, until));
        awaitScored();
    }

    private void awaitScored() throws Exception {
        observatory.awaitScored();
        observatory.awaitNothingDue();
    }

    private List<JsonNode> anomalies(Hub by, String series) {
        return by.ask(SERIES, "id", series).nodes("/series/anomalies/edges");
    }

    private List<JsonNode> told(Hub by, String series) {
        return anomalies(by, series).stream()
                .filter(node -> node.path("kind").asText().equals("MODEL"))
                .toList();
    }

    /** All that is kept of how it was scored, but for its number. */
    private String scored(String series) throws Exception {
        return city.text(
                "select (select count(*) || ' ' || sum(probability) || ' ' || sum(expected) || ' ' || encode(sha256(string_agg(float8send(probability), '' order by at)), 'hex')"
                        + " from score where series = g.series) || ' ' || encode(sha256(g.state), 'hex') || ' ' || g.adjustments"
                        + " from series_scoring g join series s on s.number = g.series where s.id = '" + series + "'");
    }

    @Test
    void what_the_model_alone_finds_is_told_and_its_card_says_what_it_is() throws Exception {
        var set = set(steward, machine, REPEATS, 0).data("/setModel");
        assertThat(set.path("version").asInt()).isOne();
        assertThat(set(steward, machine, REPEATS, 0).data("/setModel"))
                .as("said once more")
                .isEqualTo(set);
        for (var each : List.of(machine, beside)) {
            append(each, begin, now);
        }

        assertThat(told(steward, machine)).anySatisfy(node -> {
            assertThat(node.path("at").asText()).isEqualTo(broken.toString());
            assertThat(node.path("text").asText()).startsWith("The owner's own model finds");
        });
        assertThat(told(steward, machine)).as("and little else").hasSizeLessThan(4);
        assertThat(told(steward.with("Accept-Language", "fr"), machine))
                .anySatisfy(
                        node -> assertThat(node.path("text").asText()).startsWith("Le modèle propre au propriétaire"));
        assertThat(anomalies(steward, beside))
                .noneMatch(node -> node.path("at").asText().equals(broken.toString()));

        observatory.granted();
        var card = Hub.as("agent-police", "public-safety")
                .ask(SERIES, "id", machine)
                .data("/series/scoring/model");
        assertThat(card.path("title").asText()).isEqualTo("Cycles of the machine");
        assertThat(card.path("description").asText()).isEqualTo("Learnt from 2025");
        assertThat(card.path("owner").asText()).isEqualTo("ville");
        assertThat(card.path("window").asInt()).isEqualTo(PERIOD + 1);
        assertThat(card.path("sha256").asText()).hasSize(64);
        assertThat(scoring(beside).path("model").isNull()).isTrue();
        Hub.as("agent-aphm", "statistics").ask(SERIES, "id", machine).refused(ErrorCode.ACCESS_DENIED);
        assertThat(city.number(
                        "select count(*) from audit_event where action = 'setModel' and detail ->> 'series' = ?",
                        machine))
                .isOne();
    }

    @Test
    void a_card_is_corrected_and_the_model_goes_on() throws Exception {
        var before = set(steward, machine, REPEATS, 0).data("/setModel");
        var other = input(Base64.getEncoder().encodeToString(REPEATS));
        other.put("titleEn", "Cycles of the press");
        steward.ask(SET, "series", machine, "model", other, "version", 0).refused(ErrorCode.CONFLICT);

        var corrected = steward.ask(SET, "series", machine, "model", other, "version", 1)
                .data("/setModel");
        assertThat(corrected.at("/model/title").asText()).isEqualTo("Cycles of the press");
        assertThat(corrected.at("/model/since")).isEqualTo(before.at("/model/since"));
        assertThat(corrected.path("version").asInt()).as("nothing begins anew").isOne();
        assertThat(scoring(machine)).isEqualTo(corrected);
        assertThat(city.text(
                        "select detail -> 'formerCard' ->> 'titleEn' from audit_event where action = 'setModel' and detail ->> 'series' = ? order by position desc limit 1",
                        machine))
                .isEqualTo("Cycles of the machine");
    }

    @Test
    void a_partner_has_so_many_models_and_may_go_on_with_those_that_it_has() throws Exception {
        set(beside, REPEATS);
        city.execute("""
                insert into partner_model select 'test' || n, '', 2, now() from generate_series(1, 1000) n;
                insert into series_adjustment (series, number, kind, cause, by_subject, at, model)
                select number, 1000 + n, 'MODEL', 'STEWARD', 'test', now(), 'test' || n
                from series, generate_series(1, 1000) n where id = '%s';
                insert into series_model select series, number, '{}', '{}' from series_adjustment where model like 'test%%'
                """.formatted(observatory.registered("third", "PT1H", "")));
        try {
            set(steward, machine, PartnerModelSamples.repeats(77), 0).refused(ErrorCode.LIMIT_EXCEEDED);
            assertThat(scoring(machine).path("model").isNull()).isTrue();
            set(machine, REPEATS);
        } finally {
            city.execute("""
                    delete from series_model where (series, number) in
                        (select series, number from series_adjustment where model like 'test%');
                    delete from series_adjustment where model like 'test%';
                    delete from partner_model where sha256 like 'test%'
                    """);
        }
    }

    @Test
    void only_the_owners_stewards_set_a_model_and_only_one_that_is_one() {
        set(Hub.as("steward-aphm"), machine, REPEATS, 0).refused(ErrorCode.NOT_FOUND);
        set(Hub.as("agent-police", "public-safety"), machine, REPEATS, 0).refused(ErrorCode.ACCESS_DENIED);
        set(steward, UUID.randomUUID(), REPEATS, 0).refused(ErrorCode.NOT_FOUND);
        set(steward, machine, REPEATS, 1).refused(ErrorCode.CONFLICT);
        assertThat(refusal(steward, new byte[] {1, 2, 3})).isEqualTo("It is not an ONNX model.");
        assertThat(refusal(steward.with("Accept-Language", "fr"), new byte[] {1, 2, 3}))
                .isEqualTo("Ce n'est pas un modèle ONNX.");
        set(steward, machine, PartnerModelSamples.below(-500), 0).refused(ErrorCode.BAD_INPUT);
        steward.ask(SET, "series", machine, "model", input("no base64"), "version", 0)
                .refused(ErrorCode.BAD_INPUT);
        set(steward, machine, new byte[190_000], 0).refused(ErrorCode.LIMIT_EXCEEDED);
        assertThat(scoring(machine)).isEqualTo(scoring(beside));
    }

    private String refusal(Hub by, byte[] model) {
        var refused = set(by, machine, model, 0);
        refused.refused(ErrorCode.BAD_INPUT);
        return refused.errors().getFirst().path("message").asText();
    }

    @Test
    void models_hold_from_where_they_were_set_after_a_restart_and_when_all_is_learnt_anew() throws Exception {
        for (var each : List.of(machine, beside)) {
            append(each, begin, begin.plus(Duration.ofDays(10)));
            set(each, REPEATS);
            append(each, begin.plus(Duration.ofDays(10)), begin.plus(Duration.ofDays(40)));
            set(each, TWICE);
            append(each, begin.plus(Duration.ofDays(40)), begin.plus(Duration.ofDays(60)));
            set(each, null);
            append(each, begin.plus(Duration.ofDays(60)), begin.plus(Duration.ofDays(62)));
            set(each, REPEATS);
            append(each, begin.plus(Duration.ofDays(62)), begin.plus(Duration.ofDays(90)));
        }
        var scored = scored(machine);
        assertThat(scored(beside)).isEqualTo(scored);

        observatory.damage(machine);
        Eventually.is("learnt anew to the same state", () -> scored.equals(scored(machine)));
        city.execute(
                "update series_scoring set version = version + 1 where series = (select number from series where id = '"
                        + machine + "')");
        for (var each : List.of(machine, beside)) {
            append(each, begin.plus(Duration.ofDays(90)), now);
        }
        assertThat(scored(machine)).as("from the saved state").isEqualTo(scored(beside));
        assertThat(scoring(machine).path("model").path("window").asInt()).isEqualTo(PERIOD + 1);
        assertThat(told(steward, machine)).isNotEmpty();
    }

    @Test
    void a_model_that_fails_is_suspended_and_told_and_the_others_go_on() throws Exception {
        set(machine, BELOW);
        append(machine, begin, begin.plus(Duration.ofDays(60)));
        assertThat(scoring(machine).path("suspended")).isEmpty();

        var at = begin.plus(Duration.ofDays(60));
        observatory.appended(machine, List.<Object[]>of(new Object[] {at.toEpochMilli(), 900}));
        awaitScored();
        var suspended = assertSuspended(machine, "Its level must be");
        assertThat(anomalies(steward, machine))
                .as("to the hub's own detectors it is one")
                .anyMatch(node -> node.path("at").asText().equals(at.toString()));
        append(machine, at.plus(Duration.ofHours(1)), begin.plus(Duration.ofDays(80)));

        var resumed = steward.ask(
                        RESUME,
                        "series",
                        machine,
                        "version",
                        suspended.path("version").asInt())
                .data("/resumeDetector");
        assertThat(resumed.path("suspended")).isEmpty();
        append(machine, begin.plus(Duration.ofDays(80)), now);
        assertThat(scoring(machine).path("suspended")).as("it is asked again").isEmpty();
        var scored = scored(machine);
        observatory.damage(machine);
        Eventually.is("a replay knows from where it failed", () -> scored.equals(scored(machine)));
        assertThat(city.number(
                        "select count(*) from audit_event where action = 'suspendDetector' and dataset = ?::uuid",
                        observatory.dataset().toString()))
                .isOne();
    }

    /** What its scoring is then; its owner is told of it, and why. */
    private JsonNode assertSuspended(String series, String reason) throws Exception {
        var suspended = scoring(series);
        assertThat(suspended.path("suspended")).isEqualTo(Hub.json("[{'detector': 'MODEL', 'cause': 'FAILED'}]"));
        assertThat(steward.ask("{ notifications { edges { node { action dataset series } } } }")
                        .data("/notifications/edges/0/node"))
                .isEqualTo(Hub.json("{'action': 'suspendDetector', 'dataset': '%s', 'series': '%s'}"
                        .formatted(observatory.dataset(), series)));
        assertThat(city.text(
                        "select detail ->> 'reason' from audit_event where action = 'suspendDetector' and dataset = '"
                                + observatory.dataset() + "'"))
                .startsWith(reason);
        return suspended;
    }

    @Test
    void a_model_that_takes_too_long_is_suspended_and_told_and_the_others_go_on() throws Exception {
        set(machine, PartnerModelSamples.slowerTheGreater());
        set(beside, REPEATS);
        var at = begin.plus(Duration.ofDays(1));
        append(machine, begin, at);
        assertThat(scoring(machine).path("suspended"))
                .as("of usual values it is quick")
                .isEmpty();

        observatory.appended(machine, List.<Object[]>of(new Object[] {at.toEpochMilli(), 900}));
        append(beside, begin, at);

        assertSuspended(machine, "It takes too long: more than 100 ms");
        assertThat(scoring(beside).path("suspended")).isEmpty();
        append(machine, at.plus(Duration.ofHours(1)), at.plus(Duration.ofDays(1)));
    }

    @Test
    void while_the_runner_is_away_no_model_is_taken_and_only_series_with_one_wait() throws Exception {
        set(machine, REPEATS);
        append(machine, begin, begin.plus(Duration.ofDays(1)));
        var third = observatory.registered("third", "PT1H", "");
        var refused = new AtomicReference<Reply>();
        Eventually.is("no model is taken", () -> {
            kill();
            refused.set(
                    set(steward, third, BELOW, scoring(third).path("version").asInt()));
            return !refused.get().codes().isEmpty();
        });
        refused.get().refused(ErrorCode.MODELS_UNAVAILABLE);

        var until = new AtomicReference<>(begin.plus(Duration.ofDays(1)));
        Eventually.is("one waits, the other is scored", () -> {
            var from = until.get();
            until.set(from.plus(Duration.ofHours(1)));
            kill();
            for (var each : List.of(machine, beside)) {
                observatory.appended(each, measured(from, until.get()));
            }
            Eventually.is("the other is scored", () -> hasScore(beside, from));
            return !hasScore(machine, from);
        });

        awaitScored();
        assertThat(scoring(machine).path("suspended")).isEmpty();
        assertThat(city.number(
                        "select count(*) from score g join series s on s.number = g.series where s.id = ?::uuid",
                        machine))
                .isEqualTo(Duration.between(begin, until.get()).toHours());
    }

    private boolean hasScore(String series, Instant at) throws Exception {
        return city.number(
                        "select count(*) from score g join series s on s.number = g.series where s.id = ?::uuid and g.at = ?::timestamptz",
                        series,
                        at.toString())
                == 1;
    }

    @Test
    void a_runner_that_is_killed_loses_nothing() throws Exception {
        for (var each : List.of(machine, beside)) {
            set(each, REPEATS);
        }
        append(beside, begin, now);
        // each costs the seconds for which the series is left then
        for (var from = begin; from.isBefore(now); from = from.plus(Duration.ofDays(50))) {
            Eventually.is("killed", PartnerModelTest::kill);
            append(machine, from, from.plus(Duration.ofDays(50)));
        }

        assertThat(scored(machine)).isEqualTo(scored(beside));
        assertThat(scoring(machine).path("suspended")).isEmpty();
    }

    /** As soon as it runs again. */
    private static boolean kill() throws Exception {
        try {
            LocalModelRunner.killShared();
            return true;
        } catch (NoSuchElementException notYet) {
            return false;
        }
    }
}
