package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the city's stewards say of its anomalies, what that does to how its sensors are scored, and who is told. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class LabelTest {
    private static final String LABEL = """
            mutation ($anomaly: ID!, $label: AnomalyLabel!, $note: String, $version: Int!) {
                labelAnomaly(anomaly: $anomaly, label: $label, note: $note, expectedVersion: $version) {
                    version threshold strictness suspended { detector since cause } } }
            """;
    private static final String RESUME = """
            mutation ($series: ID!, $detector: DetectorKind!, $version: Int!) {
                resumeDetector(series: $series, detector: $detector, expectedVersion: $version) {
                    version suspended { detector } } }
            """;
    private static final String SERIES = """
            query ($id: ID!) { series(id: $id) {
                scoring { version threshold strictness suspended { detector cause } }
                precision { month detector right wrong expected unlabelled precision }
                anomalies(first: 100) { edges { node { id kind labels { label version by note } } } } } }
            """;

    @Inject
    City city;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Hub steward = Observatory.steward();
    private Observatory observatory;
    private String sensor;

    @BeforeEach
    void a_sensor_of_the_city_has_had_surges() throws Exception {
        city.await();
        observatory = Observatory.of(city, "Bruit " + UUID.randomUUID(), "DISCOVERABLE");
        sensor = observatory.registered("quay", "PT1H", "");
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofDays(365)),
                        now,
                        1,
                        (at, value) -> at.getEpochSecond() / 3600 % 263 == 0 ? value + 40 : value));
        observatory.awaitScored();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
    }

    private Reply label(Hub by, String anomaly, String label, String note, int version) {
        return by.ask(LABEL, "anomaly", anomaly, "label", label, "note", note, "version", version);
    }

    private JsonNode seen(Hub by) {
        return by.ask(SERIES, "id", sensor).data("/series");
    }

    private List<JsonNode> anomalies(Hub by) {
        return Reply.nodes(seen(by).at("/anomalies/edges"));
    }

    @Test
    void a_label_is_history_moves_the_threshold_and_is_shown_with_the_anomaly() throws Exception {
        observatory.granted();
        var police = Hub.as("agent-police", "public-safety");
        var anomaly = anomalies(steward).getFirst().path("id").asText();
        assertThat(seen(steward).path("precision")).isNotEmpty().allSatisfy(month -> {
            assertThat(month.path("unlabelled").asLong()).isPositive();
            assertThat(month.path("precision").isNull()).as("unknown").isTrue();
        });

        var labelled =
                label(steward, anomaly, "FALSE", "fireworks rehearsal", 0).data("/labelAnomaly");
        assertThat(labelled.path("strictness").asInt()).isOne();
        assertThat(labelled.path("threshold").asDouble()).isEqualTo(0.005);
        assertThat(label(steward, anomaly, "FALSE", "fireworks rehearsal", 0).data("/labelAnomaly/version"))
                .as("said once more")
                .isEqualTo(labelled.path("version"));
        label(Hub.as("steward2-ville"), anomaly, "TRUE", null, 0).refused(ErrorCode.CONFLICT);
        label(police, anomaly, "TRUE", null, 1).refused(ErrorCode.ACCESS_DENIED);
        label(Hub.as("steward-aphm"), anomaly, "TRUE", null, 1).refused(ErrorCode.NOT_FOUND);
        label(steward, UUID.randomUUID().toString(), "TRUE", null, 0).refused(ErrorCode.NOT_FOUND);

        label(steward, anomaly, "TRUE", "a\u0000b", 1).refused(ErrorCode.BAD_INPUT);

        var others = anomalies(police).getFirst().path("labels");
        assertThat(others).hasSize(1);
        assertThat(others.at("/0/label").asText()).isEqualTo("FALSE");
        assertThat(others.at("/0/note").isNull()).isTrue();
        assertThat(others.at("/0/by").isNull()).isTrue();

        assertThat(label(Hub.as("steward2-ville"), anomaly, "TRUE", "there was a fight", 1)
                        .data("/labelAnomaly/strictness")
                        .asInt())
                .isZero();
        var history = anomalies(steward).getFirst().path("labels");
        assertThat(history.findValuesAsText("label")).containsExactly("TRUE", "FALSE");
        assertThat(history.findValuesAsText("by")).containsExactly("steward2-ville", "steward-ville");
        assertThat(history.findValuesAsText("note")).containsExactly("there was a fight", "fireworks rehearsal");
        assertThat(seen(police).path("precision").findValues("precision"))
                .extracting(JsonNode::asDouble)
                .contains(1.0);
        assertThat(city.number(
                        "select count(*) from audit_event where action = 'labelAnomaly' and detail ->> 'anomaly' = ?",
                        anomaly))
                .isEqualTo(2);
        Hub.as("agent-aphm", "statistics").ask(SERIES, "id", sensor).refused(ErrorCode.ACCESS_DENIED);
    }

    @Test
    void what_a_label_could_not_do_at_the_end_is_not_taken_back() {
        var anomaly = anomalies(steward).getFirst().path("id").asText();
        assertThat(label(steward, anomaly, "TRUE", null, 0)
                        .data("/labelAnomaly/strictness")
                        .asInt())
                .isZero();
        assertThat(label(steward, anomaly, "EXPECTED_EVENT", null, 1)
                        .data("/labelAnomaly/strictness")
                        .asInt())
                .isZero();
    }

    @Test
    void how_a_series_is_scored_is_an_answer_that_is_logged_and_counted() throws Exception {
        observatory.granted();
        var police = Hub.as("agent-police", "public-safety");
        var logged =
                "select count(*) from audit_event where kind = 'READ' and partner = 'police' and dataset = ?::uuid";
        police.ask("query ($id: ID!) { series(id: $id) { id } }", "id", sensor).data();
        long before = city.number(logged, observatory.dataset().toString());
        police.ask("query ($id: ID!) { series(id: $id) { scoring { version } } }", "id", sensor)
                .data();
        assertThat(city.number(logged, observatory.dataset().toString()) - before)
                .as("the series, and its scoring")
                .isEqualTo(2);

        var many = new StringBuilder("query ($id: ID!) { series(id: $id) {");
        for (int i = 0; i <= 40; i++) {
            many.append(" p").append(i).append(": precision(months: 1) { right }");
        }
        police.ask(many.append(" } }").toString(), "id", sensor).refused(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_label_moves_the_threshold_wherever_the_series_is_scored() throws Exception {
        var anomaly = anomalies(steward).getFirst().path("id").asText();
        city.execute("update series_scoring set streamed = true where series = (select number from series where id = '"
                + sensor + "')");

        assertThat(label(steward, anomaly, "FALSE", null, 0).data("/labelAnomaly/strictness"))
                .hasToString("1");
        assertThat(anomalies(steward).getFirst().at("/labels/0/label").asText()).isEqualTo("FALSE");
        assertThat(city.number(
                        "select count(*) from series_adjustment where series = (select number from series where id = ?::uuid) and kind = 'THRESHOLD'",
                        sensor))
                .as("which the topology reads")
                .isOne();
    }

    @Test
    void a_detector_that_is_wrong_too_often_is_suspended_told_of_and_resumed_and_a_replay_knows() throws Exception {
        var suspended = "";
        JsonNode scoring = null;
        for (var anomaly : anomalies(steward)) {
            scoring = label(steward, anomaly.path("id").asText(), "FALSE", null, 0)
                    .data("/labelAnomaly");
            if (!scoring.path("suspended").isEmpty()) {
                suspended = scoring.at("/suspended/0/detector").asText();
                break;
            }
        }
        assertThat(suspended).as("one of them told ten").isNotEmpty();
        assertThat(scoring.at("/suspended/0/cause").asText()).isEqualTo("PRECISION");
        assertThat(scoring.path("strictness").asInt()).isEqualTo(7);
        var wrong = seen(steward).path("precision");
        var detector = suspended;
        assertThat(StreamSupport.stream(wrong.spliterator(), false)
                        .filter(month -> month.path("detector").asText().equals(detector))
                        .mapToLong(month -> month.path("wrong").asLong())
                        .sum())
                .isEqualTo(10);
        assertThat(seen(steward).at("/scoring/suspended/0/detector").asText()).isEqualTo(suspended);
        assertThat(steward.ask("{ notifications { edges { node { action dataset series } } } }")
                        .data("/notifications/edges/0/node"))
                .isEqualTo(Hub.json("{'action': 'suspendDetector', 'dataset': '%s', 'series': '%s'}"
                        .formatted(observatory.dataset(), sensor)));

        int version = scoring.path("version").asInt();
        resume(Hub.as("steward-aphm"), suspended, version).refused(ErrorCode.NOT_FOUND);
        resume(steward, suspended, version - 1).refused(ErrorCode.CONFLICT);
        var resumed = resume(steward, suspended, version).data("/resumeDetector");
        assertThat(resumed.path("suspended")).isEmpty();
        assertThat(resume(steward, suspended, version).data("/resumeDetector"))
                .as("what is not suspended")
                .isEqualTo(resumed);
        var again = label(
                        steward,
                        anomalies(steward).stream()
                                .filter(node -> node.path("labels").isEmpty())
                                .findFirst()
                                .orElseThrow()
                                .path("id")
                                .asText(),
                        "FALSE",
                        null,
                        0)
                .data("/labelAnomaly");
        assertThat(again.path("suspended")).as("what was before is forgiven").isEmpty();

        observatory.awaitNothingDue();
        observatory.appended(sensor, Observatory.hours(now, now.plus(Duration.ofHours(1)), 3, (at, value) -> value));
        observatory.awaitScored();
        observatory.awaitNothingDue();
        var states = "select encode(sha256(g.state), 'hex') from series_scoring g join series s on s.number = g.series"
                + " where s.dataset = '" + observatory.dataset() + "'";
        var state = city.text(states);
        city.execute(
                "begin; update series_scoring set state = '\\x00', version = version + 1 where series = (select number from series where id = '"
                        + sensor + "'); insert into scoring_due (series) select array[number] from series where id = '"
                        + sensor + "'; commit");
        Eventually.is("learnt anew to the same state", () -> city.text(states).equals(state));
    }

    private Reply resume(Hub by, String detector, int version) {
        return by.ask(RESUME, "series", sensor, "detector", detector, "version", version);
    }
}
