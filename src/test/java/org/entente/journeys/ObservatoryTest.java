package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The city's sensors: what they say, what is not normal, and who may be told of it. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ObservatoryTest {
    private static final String SERIES = """
            query ($id: ID!, $from: DateTime!, $to: DateTime!) { series(id: $id) {
                measure unit masked keys place { areas } newest
                points(interval: DAY, from: $from, to: $to) { at count min max mean }
                band(interval: DAY, from: $from, to: $to) { at expected low high }
                anomalies { edges { node { id kind severity at value expected band probability text } } } } }
            """;
    private static final String ANOMALIES = """
            query ($filter: AnomalyFilter) { anomalies(filter: $filter) {
                totalCount facets { name buckets { value count } }
                edges { cursor node { id kind severity at value expected text series { id keys place { areas } } } } } }
            """;
    private static final String PLACES = ", 'place': {'longitude': %s, 'latitude': %s}";

    @Inject
    City city;

    @Inject
    MeterRegistry meters;

    private double followers;
    private final Consents ville = Consents.of("steward-ville");
    private final Hub police = Hub.as("agent-police", "public-safety");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private Observatory observatory;

    @BeforeEach
    void the_city_has_a_dataset_for_its_sensors() throws Exception {
        city.await();
        followers = meters.get("entente.anomaly.subscriptions").gauge().value();
        observatory = Observatory.of(city, "Bruit " + UUID.randomUUID(), "DISCOVERABLE");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
    }

    private String consent(String actions, String fields, String rows) throws Exception {
        return Observatory.granted(city, observatory.dataset(), actions, fields, rows);
    }

    @Test
    void a_surge_is_told_to_the_police_in_both_languages_and_not_to_the_hospital() throws Exception {
        var surge = now.minus(Duration.ofDays(10))
                .atZone(ZoneId.of("Europe/Paris"))
                .withHour(3)
                .toInstant();
        var sensors = List.of(
                observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307)),
                observatory.registered("square", "PT1H", PLACES.formatted(4.986, 43.308)),
                observatory.registered("station", "PT1H", ""));
        consent("'READ', 'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        for (var sensor : sensors) {
            boolean surges = sensor.equals(sensors.get(1));
            var appended = observatory.appended(
                    sensor,
                    Observatory.hours(
                            now.minus(Duration.ofDays(365)),
                            now,
                            sensors.indexOf(sensor),
                            (at, value) -> surges && !at.isBefore(surge) && at.isBefore(surge.plus(Duration.ofHours(4)))
                                    ? value + 40
                                    : value));
            assertThat(Observatory.count(appended, "ACCEPTED")).isEqualTo(365 * 24);
            assertThat(appended.path("counts")).hasSize(1);
        }
        observatory.awaitScored();

        var square = police.ask(
                        SERIES,
                        "id",
                        sensors.get(1),
                        "from",
                        now.minus(Duration.ofDays(20)).toString(),
                        "to",
                        now.toString())
                .data("/series");
        assertThat(square.at("/keys/sensor").asText()).isEqualTo("square");
        assertThat(square.at("/place/areas")).isNotEmpty();
        assertThat(square.path("points")).hasSizeBetween(20, 21);
        assertThat(square.path("band")).hasSameSizeAs(square.path("points"));
        var told = among(square.at("/anomalies/edges"), surge);
        assertThat(told.path("value").asDouble()).isGreaterThan(70);
        assertThat(told.path("expected").asDouble()).isBetween(35.0, 60.0);

        var filter = Hub.json("{'datasets': ['%s'], 'from': '%s', 'to': '%s'}"
                .formatted(observatory.dataset(), surge, surge.plus(Duration.ofHours(4))));
        Eventually.is(
                "found",
                () -> police.ask(ANOMALIES, "filter", filter)
                                .data("/anomalies/totalCount")
                                .asInt()
                        > 0);
        var english = police.with("Accept-Language", "en").ask(ANOMALIES, "filter", filter);
        var french = police.with("Accept-Language", "fr").ask(ANOMALIES, "filter", filter);
        var node = among(english.data("/anomalies/edges"), surge);
        assertThat(node.at("/series/id").asText()).isEqualTo(sensors.get(1));
        assertThat(node.path("text").asText()).contains("expected");
        assertThat(among(french.data("/anomalies/edges"), surge).path("text").asText())
                .contains("attendu");
        assertThat(english.data("/anomalies/facets").findValuesAsText("name"))
                .containsExactly("partner", "theme", "area", "severity", "kind");
        assertThat(english.data("/anomalies/facets/0/buckets/0/value").asText()).isEqualTo("ville");

        try (var events = new Subscription(
                Tokens.of("agent-police", "public-safety"),
                "subscription { anomalies(filter: {datasets: [\"%s\"], from: \"%s\", to: \"%s\"}, after: \"%s\") { cursor } }"
                        .formatted(
                                observatory.dataset(),
                                surge,
                                surge.plus(Duration.ofHours(4)),
                                english.data("/anomalies/edges/0/cursor").asText()))) {
            assertThat(events.next().findValuesAsText("code"))
                    .as("a page's cursor is none of the subscription's")
                    .containsExactly(ErrorCode.BAD_INPUT.name());
        }

        var hospital = Hub.as("agent-aphm", "statistics");
        hospital.ask(SERIES, "id", sensors.get(1), "from", now.toString(), "to", now.toString())
                .refused(ErrorCode.ACCESS_DENIED);
        assertThat(hospital.ask(ANOMALIES, "filter", filter)
                        .data("/anomalies/totalCount")
                        .asInt())
                .isZero();
    }

    @Test
    void followers_are_told_within_their_consent_come_back_where_they_were_and_end_with_it() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307));
        var consent = consent("'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(2)), 1, (at, value) -> value));
        observatory.awaitScored();
        var token = Tokens.of("agent-police", "public-safety");
        var follow = "subscription { anomalies(filter: {datasets: [\"" + observatory.dataset()
                + "\"]}%s) { cursor anomaly { at value text series { id measure } } } }";

        String cursor;
        try (var events = new Subscription(token, follow.formatted(""))) {
            awaitFollower();
            surge(sensor, now.minus(Duration.ofDays(2)), 200);
            var message = events.next();
            var event = message.at("/payload/data/anomalies");
            assertThat(event.path("anomaly").isObject()).as(message.toString()).isTrue();
            assertThat(event.at("/anomaly/series/id").asText()).isEqualTo(sensor);
            assertThat(event.at("/anomaly/value").asDouble()).isGreaterThan(150);
            cursor = event.path("cursor").asText();
        }
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofHours(46)), now.minus(Duration.ofHours(12)), 2, (at, value) -> value));
        surge(sensor, now.minus(Duration.ofHours(12)), 190);
        observatory.awaitScored();

        try (var events = new Subscription(token, follow.formatted(", after: \"" + cursor + "\""))) {
            var missed = events.next().at("/payload/data/anomalies/anomaly/at").asText();
            assertThat(Instant.parse(missed)).isAfterOrEqualTo(now.minus(Duration.ofHours(46)));
            ville.withdraw(consent, 1).data();
            JsonNode last;
            do {
                last = events.next();
            } while (last.at("/payload/data/anomalies/cursor").isTextual());
            assertThat(last.findValuesAsText("code")).containsExactly(ErrorCode.REVOKED.name());
        }
        try (var events = new Subscription(token, follow.formatted(""))) {
            assertThat(events.next().findValuesAsText("code")).contains(ErrorCode.ACCESS_DENIED.name());
        }
    }

    private void surge(String sensor, Instant from, double value) {
        observatory.appended(sensor, Observatory.hours(from, from.plus(Duration.ofHours(2)), 3, (at, usual) -> value));
    }

    private void awaitFollower() throws Exception {
        var before = followers;
        Eventually.is(
                "it follows",
                () -> meters.get("entente.anomaly.subscriptions").gauge().value() > before);
    }

    @Test
    void who_may_only_aggregate_is_shown_whole_days_without_any_single_value() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307));
        consent("'AGGREGATE'", Observatory.FIELDS, "{'and': []}");
        var from = now.minus(Duration.ofDays(10)).truncatedTo(ChronoUnit.DAYS);
        observatory.appended(
                sensor,
                Observatory.hours(
                        from, now, 1, (at, value) -> at.equals(now.minus(Duration.ofHours(1))) ? 199 : value));
        observatory.awaitScored();
        assertThat(city.number(
                        "select count(*) from anomaly where series = (select number from series where id = ?::uuid)",
                        sensor))
                .as("there is one to be hidden")
                .isPositive();
        assertThat(Observatory.steward()
                        .ask(SERIES, "id", sensor, "from", from.toString(), "to", now.toString())
                        .data("/series/anomalies/edges"))
                .as("its owner is shown it")
                .isNotEmpty();

        var series = police.ask(SERIES, "id", sensor, "from", from.toString(), "to", now.toString());
        var points = series.data("/series/points");
        assertThat(series.governance("/series").path("action").asText()).isEqualTo("AGGREGATE");
        assertThat(points).hasSizeBetween(8, 10);
        for (var point : points) {
            assertThat(point.path("count").asInt()).isBetween(22, 25);
            assertThat(point.path("min").isNull() && point.path("max").isNull()).isTrue();
            assertThat(point.path("mean").asDouble()).isBetween(40.0, 70.0);
        }
        assertThat(points.findValuesAsText("at"))
                .as("neither the day that goes on nor the one that is cut")
                .allMatch(at ->
                        Instant.parse(at).isAfter(from) && Instant.parse(at).isBefore(now.minus(Duration.ofHours(22))));
        police.ask("{ series(id: \"%s\") { observations(from: \"%s\", to: \"%s\") { edges { node { value } } } } }"
                        .formatted(sensor, from, now))
                .refused(ErrorCode.ACCESS_DENIED);
        assertThat(series.data("/series/band")).isEmpty();
        assertThat(series.data("/series/anomalies/edges")).isEmpty();
        assertThat(series.data("/series/newest").isNull()).isTrue();
        var hourly =
                police.ask(SERIES.replace("DAY", "HOUR"), "id", sensor, "from", from.toString(), "to", now.toString());
        assertThat(hourly.errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.findValuesAsText("code")).contains("series.whole_intervals"));
        assertThat(police.ask(ANOMALIES).data("/anomalies/edges").findValuesAsText("id"))
                .doesNotContain(sensor);
    }

    @Test
    void rows_and_masks_of_a_consent_hold_for_series_and_what_does_not_map_gives_nothing() throws Exception {
        var quay = observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307));
        var square = observatory.registered("square", "PT1H", PLACES.formatted(4.986, 43.308));
        var from = now.minus(Duration.ofDays(3));
        for (var sensor : List.of(quay, square)) {
            observatory.appended(sensor, Observatory.hours(from, now, 1, (at, value) -> value));
        }
        observatory.awaitScored();
        var listed =
                "query ($id: ID!) { dataset(id: $id) { series { edges { node { id keys masked place { longitude } newest } } } } }";

        var one =
                consent("'READ'", "'measure', 'at', 'value', 'sensor'", "{'eq': {'field': 'sensor', 'value': 'quay'}}");
        var nodes = police.ask(listed, "id", observatory.dataset()).data("/dataset/series/edges");
        assertThat(nodes).hasSize(1);
        assertThat(nodes.at("/0/node/id").asText()).isEqualTo(quay);
        assertThat(nodes.at("/0/node/masked/0").asText()).isEqualTo("place");
        assertThat(nodes.at("/0/node/place").isNull()).isTrue();
        police.ask(SERIES, "id", square, "from", from.toString(), "to", now.toString())
                .refused(ErrorCode.NOT_FOUND);
        ville.withdraw(one, 1).data();

        var loud = consent("'READ'", Observatory.FIELDS, "{'gt': {'field': 'value', 'value': 60}}");
        var series = police.ask(SERIES, "id", square, "from", from.toString(), "to", now.toString())
                .data("/series");
        assertThat(police.ask(
                                "{ series(id: \"%s\") { observations(from: \"%s\", to: \"%s\") { edges { node { value late expected } } } } }"
                                        .formatted(square, from, now))
                        .data("/series/observations/edges"))
                .hasSizeBetween(5, 60)
                .allMatch(edge -> edge.at("/node/value").asDouble() > 60)
                .as("it was learnt from the others too")
                .allMatch(edge -> edge.at("/node/expected").isNull());
        assertThat(series.path("points").findValues("min")).isNotEmpty().allMatch(min -> min.asDouble() > 60);
        assertThat(series.path("band")).as("it was learnt from the others too").isEmpty();
        assertThat(series.path("newest").isNull()).isTrue();
        ville.withdraw(loud, 1).data();

        consent("'READ'", "'measure', 'place', 'at', 'sensor'", "{'and': []}");
        assertThat(police.ask(SERIES, "id", square, "from", from.toString(), "to", now.toString())
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.not_mapped");
    }

    @Test
    void a_series_without_a_place_is_shown_beside_a_consent_for_an_area() throws Exception {
        var placed = observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307));
        var placeless = observatory.registered("station", "PT1H", "");
        var area = city.text("select place_areas[1] from series where id = '" + placed + "'");
        var listed = "query ($id: ID!) { dataset(id: $id) { series { edges { node { id } } } } }";

        consent("'READ'", Observatory.FIELDS, "{'inArea': {'field': 'place', 'area': '%s'}}".formatted(area));
        assertThat(police.ask(listed, "id", observatory.dataset())
                        .data("/dataset/series/edges")
                        .findValuesAsText("id"))
                .containsExactly(placed);

        consent("'READ'", Observatory.FIELDS, "{'and': []}");
        assertThat(police.ask(listed, "id", observatory.dataset())
                        .data("/dataset/series/edges")
                        .findValuesAsText("id"))
                .containsExactlyInAnyOrder(placed, placeless);
    }

    @Test
    void a_call_that_is_sent_again_adds_nothing_and_each_kind_is_counted() throws Exception {
        var sensor = observatory.registered("quay", "PT10M", ", 'lateness': 'PT30M', 'least': 0, 'greatest': 200");
        var start = now.minus(Duration.ofDays(1));
        var observations = List.of(
                new Object[] {start, 60},
                new Object[] {start.plus(Duration.ofMinutes(40)), 61},
                new Object[] {start.plus(Duration.ofMinutes(40)), 61},
                new Object[] {start.plus(Duration.ofMinutes(50)), "NaN"},
                new Object[] {start.plus(Duration.ofMinutes(60)), 1e9},
                new Object[] {"yesterday", 60});
        var first = observatory.append(sensor, observations, "dB", "first-call");
        var again = observatory.append(sensor, observations, "dB", "first-call");
        var late = observatory.appended(
                sensor,
                List.of(
                        new Object[] {start.plus(Duration.ofMinutes(20)), 62},
                        new Object[] {start.plus(Duration.ofMinutes(5)), 63},
                        new Object[] {start.plus(Duration.ofMinutes(20)), 62},
                        new Object[] {start, 99}));

        assertThat(first.data("/appendObservations/counts").toString())
                .isEqualTo(
                        "[{\"kind\":\"ACCEPTED\",\"count\":2},{\"kind\":\"DUPLICATE\",\"count\":1},{\"kind\":\"MISSING\",\"count\":3},"
                                + "{\"kind\":\"NOT_A_NUMBER\",\"count\":1},{\"kind\":\"ABSURD\",\"count\":1},{\"kind\":\"UNREADABLE_INSTANT\",\"count\":1}]");
        assertThat(first.data("/appendObservations/setAside")).hasSize(3);
        assertThat(again.data()).isEqualTo(first.data());
        observatory
                .append(sensor, observations.subList(0, 1), "dB", "first-call")
                .refused(ErrorCode.CONFLICT);
        assertThat(Observatory.count(late, "REORDERED")).isEqualTo(1);
        assertThat(Observatory.count(late, "LATE")).isEqualTo(1);
        assertThat(Observatory.count(late, "DUPLICATE")).isEqualTo(1);
        assertThat(Observatory.count(late, "CONFLICTING")).isEqualTo(1);
        observatory.awaitScored();
        assertThat(city.texts("""
                select to_char(o.at at time zone 'UTC', 'MI') || ' ' || o.late || ' ' || (s.at is not null)
                from observation o left join score s using (series, at)
                where series = (select number from series where id = ?::uuid) order by o.at""", sensor))
                .as("only the first is older than half an hour and not late")
                .containsExactly("00 false true", "05 true false", "20 false false", "40 false false");
        var setAside = "{ series(id: \"%s\") { setAside { edges { node { kind at value } } } } }".formatted(sensor);
        assertThat(Observatory.steward()
                        .ask(setAside)
                        .data("/series/setAside/edges")
                        .findValuesAsText("kind"))
                .containsExactly("NOT_A_NUMBER", "ABSURD", "UNREADABLE_INSTANT", "CONFLICTING");
        consent("'READ'", Observatory.FIELDS, "{'and': []}");
        assertThat(police.ask(setAside).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("owner.required");
    }

    @Test
    void only_the_owner_registers_and_appends_and_twice_the_same_series_is_a_conflict() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        observatory.register("quay", "PT1H", "").refused(ErrorCode.CONFLICT);
        assertThat(observatory.register("gate", "an hour", "").inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series.frequency");
        assertThat(observatory
                        .register("gate", "PT1H", ", 'least': 5, 'greatest': 5")
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series.least");
        var append =
                "mutation ($d: ID!, $s: ID!) { appendObservations(dataset: $d, series: [{series: $s, at: [0], values: [1]}], idempotencyKey: \"12345678\") { counts { kind } } }";
        assertThat(police.ask(append, "d", observatory.dataset(), "s", sensor).reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("owner.required");
        assertThat(Observatory.steward()
                        .ask(append, "d", observatory.dataset(), "s", UUID.randomUUID())
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series[0].series");
    }

    @Test
    void who_may_only_be_told_reads_no_history_below_what_they_are_told() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307));
        consent("'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(2)), 1, (at, value) -> value));
        observatory.awaitScored();
        var period = "from: \"" + now.minus(Duration.ofDays(60)) + "\", to: \"" + now + "\"";
        var token = Tokens.of("agent-police", "public-safety");
        try (var points = below(token, "points(interval: DAY, " + period + ") { mean }");
                var bands = below(token, "band(interval: DAY, " + period + ") { expected }");
                var others = below(token, "anomalies { edges { node { value } } }");
                var single = below(token, "observations(" + period + ") { edges { node { value } } }");
                var newest = below(token, "newest")) {
            awaitFollowers(5);
            surge(sensor, now.minus(Duration.ofDays(2)), 200);
            for (var refused : List.of(points, bands, others, single)) {
                var message = refused.next();
                assertThat(message.findValuesAsText("code"))
                        .as(message.toString())
                        .contains(ErrorCode.ACCESS_DENIED.name());
                assertThat(message.findValuesAsText("mean")).isEmpty();
                assertThat(message.findValuesAsText("expected")).isEmpty();
                assertThat(message.findValuesAsText("value")).isEmpty();
            }
            assertThat(newest.next()
                            .at("/payload/data/anomalies/anomaly/series/newest")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void who_may_read_too_reads_below_each_event_as_much_as_in_a_query() throws Exception {
        var sensors = List.of(
                observatory.registered("quay", "PT1H", PLACES.formatted(4.985, 43.307)),
                observatory.registered("square", "PT1H", PLACES.formatted(4.986, 43.308)));
        consent("'READ', 'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        for (var sensor : sensors) {
            observatory.appended(
                    sensor,
                    Observatory.hours(
                            now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(2)), 1, (at, value) -> value));
        }
        observatory.awaitScored();
        var period = "from: \"" + now.minus(Duration.ofDays(60)) + "\", to: \"" + now + "\"";
        var seven = new StringBuilder("points(interval: DAY, " + period + ") { mean }");
        for (int i = 0; i < 7; i++) {
            seven.append(" o" + i + ": observations(first: 1000, " + period + ") { pageInfo { hasNextPage } }");
        }
        try (var events = below(Tokens.of("agent-police", "public-safety"), seven.toString())) {
            awaitFollower();
            for (var sensor : sensors) {
                surge(sensor, now.minus(Duration.ofDays(2)), 200);
                var series = events.next().at("/payload/data/anomalies/anomaly/series");
                assertThat(series.path("points")).hasSizeGreaterThan(50);
                assertThat(series.at("/o6/pageInfo").isObject()).isTrue();
            }
        }
    }

    private Subscription below(String token, String fields) {
        return new Subscription(
                token,
                "subscription { anomalies(filter: {datasets: [\"" + observatory.dataset()
                        + "\"]}) { anomaly { at series { id " + fields + " } } } }");
    }

    private void awaitFollowers(int more) throws Exception {
        var before = followers;
        Eventually.is(
                "they follow",
                () -> meters.get("entente.anomaly.subscriptions").gauge().value() >= before + more);
    }

    @Test
    void a_connection_that_is_lost_before_the_first_event_goes_on_where_the_search_said() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        consent("'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(2)), 1, (at, value) -> value));
        observatory.awaitScored();
        var filter = Hub.json("{'datasets': ['%s']}".formatted(observatory.dataset()));
        var token = Tokens.of("agent-police", "public-safety");
        var follow = police.ask(
                        "query ($filter: AnomalyFilter) { anomalies(filter: $filter) { follow } }", "filter", filter)
                .data("/anomalies/follow")
                .asText();
        var subscription = "subscription { anomalies(filter: {datasets: [\"" + observatory.dataset() + "\"]}, after: \""
                + follow + "\") { cursor anomaly { value } } }";

        try (var lost = new Subscription(token, subscription)) {
            awaitFollower();
        }
        surge(sensor, now.minus(Duration.ofDays(2)), 200);
        observatory.awaitScored();

        try (var events = new Subscription(token, subscription)) {
            assertThat(events.next().at("/payload/data/anomalies/anomaly/value").asDouble())
                    .isGreaterThan(150);
        }
    }

    @Test
    void series_of_which_no_observation_is_granted_are_not_counted_in_pages() throws Exception {
        var from = now.minus(Duration.ofDays(2));
        var loud = List.of(observatory.registered("quay", "PT1H", ""), observatory.registered("square", "PT1H", ""));
        for (var sensor : loud) {
            observatory.appended(sensor, Observatory.hours(from, now, 1, (at, value) -> value));
        }
        for (int i = 0; i < 6; i++) {
            var quiet = observatory.registered("quiet" + i, "PT1H", "");
            observatory.appended(quiet, Observatory.hours(from, now, 1, (at, value) -> 10.0));
        }
        consent("'READ'", Observatory.FIELDS, "{'gt': {'field': 'value', 'value': 60}}");

        var page = police.ask(
                        "query ($id: ID!) { dataset(id: $id) { series(first: 2) { edges { node { id } } pageInfo { hasNextPage } } } }",
                        "id",
                        observatory.dataset())
                .data("/dataset/series");

        assertThat(page.path("edges").findValuesAsText("id")).containsExactlyInAnyOrderElementsOf(loud);
        assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    }

    @Test
    void lists_below_each_of_many_series_are_refused_beyond_so_many_and_points_are_paid_for_before() throws Exception {
        for (int i = 0; i < 41; i++) {
            observatory.registered("s" + i, "PT1H", "");
        }
        var below =
                "query ($id: ID!) { dataset(id: $id) { series(first: %d) { edges { node { anomalies { edges { cursor } } } } } } }";
        var steward = Observatory.steward();
        assertThat(steward.ask(below.formatted(40), "id", observatory.dataset()).data("/dataset/series/edges"))
                .hasSize(40);
        assertThat(steward.ask(below.formatted(41), "id", observatory.dataset()).codes())
                .contains(ErrorCode.LIMIT_EXCEEDED.name());
        var hours =
                "query ($id: ID!) { dataset(id: $id) { series(first: 2) { edges { node { points(interval: HOUR, from: \"%s\", to: \"%s\") { at } } } } } }"
                        .formatted(now.minus(Duration.ofDays(300)), now);
        assertThat(steward.ask(hours, "id", observatory.dataset()).codes())
                .as("though there is none")
                .contains(ErrorCode.LIMIT_EXCEEDED.name());
    }

    @Test
    void a_consent_for_some_observations_unmasks_nothing_of_those_that_another_one_gives() throws Exception {
        var square = observatory.registered("square", "PT1H", PLACES.formatted(4.986, 43.308));
        var from = now.minus(Duration.ofDays(30));
        observatory.appended(
                square,
                Observatory.hours(from, now, 1, (at, value) -> at.equals(now.minus(Duration.ofDays(3))) ? 200 : value));
        observatory.awaitScored();
        consent("'READ'", Observatory.FIELDS, "{'gt': {'field': 'value', 'value': 60}}");
        var all = consent("'READ'", "'at', 'value'", "{'and': []}");
        assertMasked(square, from);
        ville.withdraw(all, 1).data();
        consent("'READ'", "'at', 'value'", "{'lt': {'field': 'value', 'value': 61}}");
        assertMasked(square, from);
    }

    private void assertMasked(String sensor, Instant from) {
        var series = police.ask(SERIES, "id", sensor, "from", from.toString(), "to", now.toString())
                .data("/series");
        assertThat(Reply.texts(series.path("masked"))).containsExactlyInAnyOrder("measure", "place", "sensor");
        assertThat(series.path("points")).isNotEmpty();
        assertThat(series.path("keys")).isEmpty();
        assertThat(series.path("place").isNull()).isTrue();
        assertThat(series.path("measure").isNull()).isTrue();
        assertThat(series.path("unit").isNull()).as("it tells the measure").isTrue();
    }

    @Test
    void who_may_only_aggregate_some_observations_is_shown_none_for_another_choice_could_be_subtracted()
            throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        observatory.appended(sensor, Observatory.hours(now.minus(Duration.ofDays(4)), now, 1, (at, value) -> value));
        consent("'AGGREGATE'", Observatory.FIELDS, "{'gt': {'field': 'value', 'value': 60}}");
        assertThat(police.ask(
                                SERIES,
                                "id",
                                sensor,
                                "from",
                                now.minus(Duration.ofDays(4)).toString(),
                                "to",
                                now.toString())
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.not_mapped");
    }

    @Test
    void an_interval_of_which_a_part_is_kept_no_longer_is_shown_to_nobody_who_may_only_aggregate() throws Exception {
        var sensor = observatory.registered("quay", "PT1H", "");
        consent("'AGGREGATE'", Observatory.FIELDS, "{'and': []}");
        observatory.appended(sensor, Observatory.hours(now.minus(Duration.ofDays(2)), now, 1, (at, value) -> value));
        var kept = ZonedDateTime.now(ZoneOffset.UTC)
                .minus(Period.ofYears(30))
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1);
        for (var month : List.of(kept.minusMonths(1), kept)) {
            city.execute(
                    "create table if not exists observation_%1$tY_%1$tm partition of observation for values from ('%2$s') to ('%3$s')"
                            .formatted(
                                    month,
                                    month.toInstant(),
                                    month.plusMonths(1).toInstant()));
        }
        city.execute(
                "insert into observation select number, at, 50, false from series, generate_series('%s'::timestamptz, '%s'::timestamptz, interval '1 hour') at where id = '%s'"
                        .formatted(
                                kept.minusDays(4).toInstant(), kept.plusDays(4).toInstant(), sensor));

        var points = police.ask(
                        SERIES,
                        "id",
                        sensor,
                        "from",
                        kept.minusDays(5).toInstant().toString(),
                        "to",
                        kept.plusDays(3).toInstant().toString())
                .data("/series/points")
                .findValuesAsText("at");

        assertThat(points).isNotEmpty().allMatch(at -> !Instant.parse(at).isBefore(kept.toInstant()));
    }

    @Test
    void a_search_and_a_subscription_are_for_so_many_datasets_and_a_choice_makes_them_few() throws Exception {
        var title = "Viele " + UUID.randomUUID();
        var sensor = observatory.registered("quay", "PT1H", "");
        consent("'READ', 'SUBSCRIBE'", Observatory.FIELDS, "{'and': []}");
        city.execute("""
                with made as (
                    insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                    select gen_random_uuid(), owner, 'OPEN', 'NONE', draft || '{"titles": {"fr": "%1$s", "en": "%1$s"}}', '', 1, now()
                    from (select * from dataset where owner = 'rtm' and archived_at is null limit 1) d, generate_series(1, 510)
                    returning id)
                insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                    registered_by, registered_at)
                select gen_random_uuid(), id, 'm', 1000, 0, '{}', 0, 1, false, '%1$s', now() from made
                """.formatted(title));
        city.execute("update governance_epoch set epoch = epoch + 1");
        try {
            assertThat(police.ask(ANOMALIES).inputPath(ErrorCode.LIMIT_EXCEEDED))
                    .isEqualTo("filter.datasets");
            assertThat(police.ask(
                                    ANOMALIES,
                                    "filter",
                                    Hub.json("{'datasets': ['%s']}".formatted(observatory.dataset())))
                            .data("/anomalies/totalCount")
                            .asInt())
                    .isZero();
            assertThat(police.ask(ANOMALIES, "filter", Hub.json("{'partners': ['ville']}"))
                            .data("/anomalies/totalCount")
                            .isNumber())
                    .isTrue();
            for (var token : new String[] {null, Tokens.of("agent-police", "public-safety")}) {
                try (var events = new Subscription(token, "subscription { anomalies { cursor } }")) {
                    assertThat(events.next().findValuesAsText("code")).containsExactly(ErrorCode.LIMIT_EXCEEDED.name());
                }
            }
            try (var events = below(Tokens.of("agent-police", "public-safety"), "id")) {
                awaitFollower();
            }
        } finally {
            city.execute("""
                    update dataset set archived_at = now(), version = version + 1
                    where id in (select dataset from series where registered_by = '%1$s');
                    delete from series where registered_by = '%1$s';
                    update governance_epoch set epoch = epoch + 1
                    """.formatted(title));
        }
    }

    @Test
    void what_cannot_be_kept_or_read_is_the_callers_mistake_and_who_is_no_owner_is_audited() throws Exception {
        var keys = IntStream.range(0, 20)
                .mapToObj(n -> "{'field': 'k%d', 'value': '%s'}"
                        .formatted(
                                n,
                                Stream.generate(() -> UUID.randomUUID().toString())
                                        .limit(5)
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining(", "));
        assertThat(observatory
                        .register("gate", "PT1H", ", 'keys': [" + keys + "]")
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series.keys");
        var sensor = observatory.registered("quay", "PT1H", "");
        assertThat(observatory.register("gate", "PT1H", ", 'unit': 'd\\u0000B'").inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series.unit");
        consent("'READ'", Observatory.FIELDS, "{'and': []}");
        assertThat(police.ask(
                                SERIES,
                                "id",
                                sensor,
                                "from",
                                "-999999-01-01T00:00:00Z",
                                "to",
                                "+999999999-12-31T23:59:59Z")
                        .codes())
                .isNotEmpty()
                .containsOnly(ErrorCode.BAD_INPUT.name());
        assertThat(police.ask(
                                ANOMALIES,
                                "filter",
                                Hub.json("{'datasets': ['%s'], 'to': '+999999999-12-31T23:59:59Z'}"
                                        .formatted(observatory.dataset())))
                        .codes())
                .containsOnly(ErrorCode.BAD_INPUT.name());
        var denials = "select count(*) from audit_event where kind = 'DENIAL' and dataset = ?::uuid";
        var before = city.number(denials, observatory.dataset().toString());
        police.ask(
                        "mutation ($d: ID!, $s: ID!) { appendObservations(dataset: $d, series: [{series: $s, at: [0], values: [1]}], idempotencyKey: \"12345678\") { counts { kind } } }",
                        "d",
                        observatory.dataset(),
                        "s",
                        sensor)
                .refused(ErrorCode.ACCESS_DENIED);
        assertThat(city.number(denials, observatory.dataset().toString())).isEqualTo(before + 1);
    }

    private static JsonNode among(JsonNode edges, Instant surge) {
        for (var edge : edges) {
            var at = Instant.parse(edge.at("/node/at").asText());
            if (!at.isBefore(surge) && at.isBefore(surge.plus(Duration.ofHours(4)))) {
                return edge.path("node");
            }
        }
        throw new AssertionError("no anomaly of the surge of " + surge + " in " + edges);
    }
}
