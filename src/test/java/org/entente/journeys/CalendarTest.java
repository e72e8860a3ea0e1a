package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.Eventually;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.federation.Store;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Concerts as a dataset that anyone may read, by which a sensor of the city is scored. Beside it, one that measures the same without a calendar, and
 * one with the calendar on whose evenings there was nothing.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class CalendarTest {
    private static final String SET = """
            mutation ($series: ID!, $calendars: [SeriesCalendarInput!]!, $version: Int!) {
                setCalendars(series: $series, calendars: $calendars, expectedVersion: $version) {
                    version calendars { dataset kind } } }
            """;
    private static final String SERIES = """
            query ($id: ID!) { series(id: $id) { scoring { version calendars { dataset kind } }
                anomalies(first: 100) { edges { node { kind at occasions text } } } } }
            """;
    private static final Duration EVENING = Duration.ofHours(3);

    private final LoopbackServer server = new LoopbackServer();
    private final Publication published = new Publication(server, "concerts");
    private final Steward publisher = Steward.of("steward-ville");
    private final Hub steward = Observatory.steward();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant first = now.minus(Duration.ofDays(30));
    private final Instant second = now.minus(Duration.ofDays(20));
    private final Instant third = now.minus(Duration.ofDays(10));
    private final Instant last = now.minus(Duration.ofHours(10));

    @Inject
    City city;

    @Inject
    Store store;

    private Observatory observatory;
    private UUID concerts;
    private String source;
    private String known;
    private String unknown;
    private String quiet;

    @BeforeEach
    void there_are_sensors_and_a_programme() throws Exception {
        city.await();
        var programme = "begins,ends,title\n" + line(first, "Opening") + line(second, "Jazz") + line(third, "Fireworks")
                + now + "," + now + ",Cancelled\n";
        server.on(
                "/concerts",
                exchange -> LoopbackServer.answer(exchange, "text/csv", programme.getBytes(StandardCharsets.UTF_8)));
        published.dataset(
                "concerts",
                "Concerts",
                "; dct:accessRights right:PUBLIC ; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                        .formatted(server.address("/concerts")));
        source = publisher.register(published.address, SourceFormat.RDF);
        publisher.harvest(source);
        concerts = UUID.fromString(store.text(
                "select id from dataset where source_key = ? and archived_at is null", published.key("concerts")));
        steward.ask("mutation ($id: ID!) { loadRecords(dataset: $id) { loaded } }", "id", concerts)
                .data();
        observatory = Observatory.of(city, "Bruit " + UUID.randomUUID(), "DISCOVERABLE");
        known = observatory.registered("known", "PT1H", "");
        unknown = observatory.registered("unknown", "PT1H", "");
        quiet = observatory.registered("quiet", "PT1H", "");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
        published.empty().dataset("last", "Last");
        publisher.harvest(source);
        server.close();
    }

    private static String line(Instant begins, String title) {
        return begins + "," + begins.plus(EVENING) + "," + title + "\n";
    }

    private Reply set(Hub by, String series, Object dataset, String fields, int version) {
        return by.ask(
                SET,
                "series",
                series,
                "calendars",
                Hub.json("[{'dataset': '%s', 'kind': 'EVENT', %s}]".formatted(dataset, fields)),
                "version",
                version);
    }

    private Reply set(int version) {
        return set(known, version);
    }

    private Reply set(String series, int version) {
        return set(steward, series, concerts, "'from': 'begins', 'to': 'ends', 'name': 'title'", version);
    }

    private static boolean isAt(Instant at, Instant begins) {
        return !at.isBefore(begins) && at.isBefore(begins.plus(EVENING));
    }

    /** Louder by 40 dB at a concert, and by 120 at the fireworks. */
    private List<Object[]> measured(Instant from, Instant until, List<Instant> concerts) {
        return Observatory.hours(from, until, 1, (at, value) -> {
            boolean concert = concerts.stream().anyMatch(begins -> isAt(at, begins));
            return concert ? value + (isAt(at, third) ? 120 : 40) : value;
        });
    }

    /** @param heard the concerts that the third sensor hears as well */
    private void append(Instant from, Instant until, Instant... heard) throws Exception {
        for (var sensor : List.of(known, unknown)) {
            observatory.appended(sensor, measured(from, until, List.of(first, second, third, last)));
        }
        observatory.appended(quiet, measured(from, until, List.of(heard)));
        observatory.awaitScored();
    }

    /** Without those that tell of an event. */
    private List<String> ordinary(String series, Instant begins) {
        return anomalies(steward, series, begins).stream()
                .filter(node -> !node.path("kind").asText().equals("EVENT"))
                .map(node -> node.path("at").asText() + " " + node.path("text").asText())
                .toList();
    }

    private List<JsonNode> anomalies(Hub by, String series, Instant begins) {
        return by.ask(SERIES, "id", series).nodes("/series/anomalies/edges").stream()
                // the test is slower than a sensor that is heard every hour
                .filter(node -> !node.path("kind").asText().equals("SILENCE"))
                // and as long as its windows hold values of it
                .filter(node -> !Instant.parse(node.path("at").asText()).isBefore(begins)
                        && Instant.parse(node.path("at").asText()).isBefore(begins.plus(Duration.ofDays(2))))
                .toList();
    }

    private static boolean isOfAnEvent(JsonNode anomaly) {
        return anomaly.path("kind").asText().equals("EVENT");
    }

    private JsonNode scoring() {
        return scoring(known);
    }

    private JsonNode scoring(String series) {
        return steward.ask(SERIES, "id", series).data("/series/scoring");
    }

    @Test
    void a_concert_is_no_anomaly_and_what_goes_beyond_it_is_told_with_its_name() throws Exception {
        var set = set(0).data("/setCalendars");
        assertThat(set.path("version").asInt()).isOne();
        assertThat(set.at("/calendars/0/dataset").asText()).isEqualTo(concerts.toString());
        set(quiet, 0).data();
        append(now.minus(Duration.ofDays(120)), now.minus(Duration.ofHours(12)));

        for (var concert : List.of(first, second, third)) {
            assertThat(anomalies(steward, unknown, concert)).isNotEmpty();
        }
        for (var concert : List.of(first, second, third)) {
            assertThat(ordinary(known, concert))
                    .as("as if there had been nothing")
                    .isEqualTo(ordinary(quiet, concert));
        }
        assertThat(anomalies(steward, known, second)).noneMatch(CalendarTest::isOfAnEvent);
        var told = anomalies(steward, known, third).stream()
                .filter(CalendarTest::isOfAnEvent)
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().path("kind").asText()).isEqualTo("EVENT");
        assertThat(told.getFirst().path("at").asText()).isEqualTo(third.toString());
        assertThat(told.getFirst().path("occasions")).isEqualTo(Hub.json("['Fireworks']"));
        assertThat(told.getFirst().path("text").asText())
                .startsWith("At an event")
                .contains("At the time: Fireworks.");
        assertThat(anomalies(steward.with("Accept-Language", "fr"), known, third).stream()
                        .filter(CalendarTest::isOfAnEvent)
                        .map(node -> node.path("text").asText())
                        .toList()
                        .getFirst())
                .startsWith("Lors d'un événement")
                .contains("Au même moment : Fireworks.");
    }

    @Test
    void what_is_appended_to_the_programme_holds_from_there_on_and_a_replay_knows_when() throws Exception {
        append(now.minus(Duration.ofDays(120)), now.minus(Duration.ofDays(15)), first, second);
        assertThat(anomalies(steward, known, second)).as("scored before").isNotEmpty();
        set(0).data();
        set(quiet, 0).data();
        append(now.minus(Duration.ofDays(15)), now.minus(Duration.ofHours(12)));
        assertThat(anomalies(steward, known, third))
                .as("the first that it knew of")
                .isEmpty();
        int version = scoring().path("version").asInt();
        steward.ask(
                        "mutation ($d: ID!, $r: [JSON!]!, $k: String!) { appendRecords(dataset: $d, records: $r, idempotencyKey: $k) { appended } }",
                        "d",
                        concerts,
                        "r",
                        Hub.json("[{'begins': '%s', 'ends': '%s', 'title': 'Encore'}]"
                                .formatted(last, last.plus(EVENING))),
                        "k",
                        UUID.randomUUID().toString())
                .data();
        for (var series : List.of(known, quiet)) {
            Eventually.is("read again", () -> scoring(series).path("version").asInt() == 2);
        }
        append(now.minus(Duration.ofHours(12)), now);
        assertThat(anomalies(steward, unknown, last)).isNotEmpty();
        assertThat(anomalies(steward, known, last)).isEqualTo(anomalies(steward, quiet, last));

        observatory.awaitNothingDue();
        var saved =
                "select encode(sha256(g.state), 'hex') || g.adjustments from series_scoring g join series s on s.number = g.series"
                        + " where s.id = '" + known + "'";
        var scores = "select count(*) || ' ' || sum(probability) || ' ' || sum(expected) from score"
                + " where series = (select number from series where id = '" + known + "')";
        var state = city.text(saved);
        var scored = city.text(scores);
        observatory.damage(known);
        Eventually.is("learnt anew to the same state", () -> city.text(saved).equals(state));
        assertThat(city.text(scores)).isEqualTo(scored);
    }

    @Test
    void only_what_anyone_may_read_is_a_calendar_and_it_is_let_go_of_when_that_ends() throws Exception {
        var fields = "'from': 'begins', 'to': 'ends', 'name': 'title'";
        set(Hub.as("steward-aphm"), known, concerts, fields, 0).refused(ErrorCode.NOT_FOUND);
        set(steward, known, UUID.randomUUID(), fields, 0).refused(ErrorCode.NOT_FOUND);
        set(steward, UUID.randomUUID().toString(), concerts, fields, 0).refused(ErrorCode.NOT_FOUND);
        set(steward, known, concerts, "'from': 'begins', 'to': 'title', 'name': 'title'", 0)
                .refused(ErrorCode.BAD_INPUT);
        set(steward, known, observatory.dataset(), fields, 0).refused(ErrorCode.BAD_INPUT);
        set(1).refused(ErrorCode.CONFLICT);
        city.govern(concerts, "access_level = 'DISCOVERABLE'");
        set(0).refused(ErrorCode.BAD_INPUT);
        city.govern(concerts, "access_level = 'OPEN'");

        var set = set(0).data("/setCalendars");
        assertThat(set(0).data("/setCalendars")).as("said once more").isEqualTo(set);
        city.govern(concerts, "access_level = 'HIDDEN'");
        Eventually.is("let go of", () -> scoring().path("calendars").isEmpty());
        append(now.minus(Duration.ofDays(120)), now);
        assertThat(anomalies(steward, known, second)).isNotEmpty();
        assertThat(steward.ask(SERIES, "id", known).body()).doesNotContain("Fireworks", concerts.toString());

        city.govern(concerts, "access_level = 'OPEN'");
        Eventually.is("read again", () -> !scoring().path("calendars").isEmpty());
    }
}
