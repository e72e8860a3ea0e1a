package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sensors of the same kind that are compared with one another as they are scored. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class NeighbourhoodTest {
    private static final String REGISTER = """
            mutation ($dataset: ID!, $neighbourhood: NeighbourhoodInput!, $key: String!) {
                registerNeighbourhood(dataset: $dataset, neighbourhood: $neighbourhood, idempotencyKey: $key) {
                    id measure lateness comparison { neighbourhood of neighbours } } }
            """;
    private static final String ADD = """
            mutation ($neighbourhood: ID!, $series: ID!, $key: String!) {
                addNeighbour(neighbourhood: $neighbourhood, series: $series, idempotencyKey: $key) {
                    comparison { of neighbours } } }
            """;
    private static final String LISTED = """
            query ($id: ID!) { dataset(id: $id) { series(first: 100) { edges { node {
                id measure keys comparedBy comparison { neighbourhood of neighbours leftOut } } } } } }
            """;
    /** Of the series that compare, by the sensor. */
    private static final String COMPARED = """
            from series c join neighbour b on b.series = c.compares join series m on m.number = b.neighbourhood
            join series s on s.number = b.series where m.id = '%s'
            """;

    private static final Duration HISTORY = Duration.ofDays(30);
    private static final String LOUD = "sensor 2";
    private static final int SENSORS = 6;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant departs = now.minus(Duration.ofDays(2));
    private final Hub police = Hub.as("agent-police", "public-safety");

    @Inject
    City city;

    private Observatory observatory;

    @BeforeEach
    void the_city_has_a_dataset_for_its_sensors() throws Exception {
        city.await();
        observatory = Observatory.of(city, "Voisins " + UUID.randomUUID(), "DISCOVERABLE");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        observatory.forget();
    }

    private Map<String, String> sensors(String prefix, int from, int until) {
        var sensors = new LinkedHashMap<String, String>();
        IntStream.range(from, until).forEach(i -> {
            var name = prefix + " " + i;
            sensors.put(name, observatory.registered(name, "PT1H", ""));
        });
        return sensors;
    }

    private Reply register(String measure, List<String> series, String more) {
        return Observatory.steward()
                .ask(
                        REGISTER,
                        "dataset",
                        observatory.dataset(),
                        "neighbourhood",
                        Hub.json("{'measure': '%s', 'series': [%s]%s}".formatted(measure, quoted(series), more)),
                        "key",
                        UUID.randomUUID().toString());
    }

    private static Reply add(String neighbourhood, String series) {
        return Observatory.steward()
                .ask(
                        ADD,
                        "neighbourhood",
                        neighbourhood,
                        "series",
                        series,
                        "key",
                        UUID.randomUUID().toString());
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
    }

    private String registered(String measure, Map<String, String> sensors, String more) {
        return register(measure, List.copyOf(sensors.values()), more)
                .data("/registerNeighbourhood/id")
                .asText();
    }

    /** All of them have the same weather, and one stands apart for a day, by what none of its own days is surprised at. */
    private List<Object[]> hours(String sensor) {
        int seed = sensor.charAt(sensor.length() - 1);
        var own = new Random(seed);
        return Observatory.hours(
                now.minus(HISTORY),
                now,
                5,
                (at, value) -> value
                        + own.nextGaussian()
                        + (sensor.equals(LOUD) && at.isAfter(departs) && at.isBefore(departs.plus(Duration.ofDays(1)))
                                ? 6
                                : 0));
    }

    private void append(Map<String, String> sensors) {
        sensors.forEach((name, id) -> observatory.appended(id, hours(name)));
    }

    private void awaitCompared(String neighbourhood, Instant until) throws Exception {
        Eventually.is("compared", () -> city.number("""
                        select count(*) from neighbourhood n join series s on s.number = n.series
                        where s.id = ?::uuid and n.compared_until >= ?::timestamptz
                        """, neighbourhood, until.toString()) == 1);
        observatory.awaitScored();
    }

    /** By sensor: instants, departures and what was said of them. */
    private List<String> compared(String neighbourhood) throws SQLException {
        return city.texts("""
                select s.keys[cardinality(s.keys)] || ' ' || o.at || ' ' || o.value || ' ' || p.probability
                from observation o join score p on p.series = o.series and p.at = o.at
                join (select c.number, s.keys, m.id %1$s union all select number, array['middle'], id from series where id = '%2$s') s
                    on s.number = o.series order by 1
                """.formatted(COMPARED.formatted(neighbourhood), neighbourhood));
    }

    private List<JsonNode> listed(Hub hub) {
        var nodes = new ArrayList<JsonNode>();
        hub.ask(LISTED, "id", observatory.dataset())
                .data("/dataset/series/edges")
                .forEach(edge -> nodes.add(edge.path("node")));
        return nodes;
    }

    private static List<JsonNode> comparing(List<JsonNode> series) {
        return series.stream()
                .filter(each -> !each.at("/comparison/of").asText("null").equals("null"))
                .toList();
    }

    private JsonNode anomalies(Hub hub) {
        return hub.ask(
                        """
                        query ($filter: AnomalyFilter) { anomalies(filter: $filter, first: 100) { totalCount edges { node {
                            at kind text expected band series { keys comparison { of } } } } } }
                        """,
                        "filter",
                        Hub.json("{'datasets': ['%s'], 'kinds': ['PEERS']}".formatted(observatory.dataset())))
                .data("/anomalies");
    }

    @Test
    void a_sensor_that_departs_from_its_neighbours_is_told_of_as_the_series_that_compares_it() throws Exception {
        var sensors = sensors("sensor", 0, SENSORS);
        var made = register("noise of the quays", List.copyOf(sensors.values()), "");
        var neighbourhood = made.data("/registerNeighbourhood/id").asText();
        append(sensors);
        awaitCompared(neighbourhood, now.minus(Duration.ofHours(1)));

        assertThat(made.data("/registerNeighbourhood/lateness").asText()).isEqualTo("PT3H");
        assertThat(made.data("/registerNeighbourhood/comparison/of").isNull()).isTrue();
        assertThat(made.data("/registerNeighbourhood/comparison/neighbours")).hasSize(SENSORS);
        var listed = listed(Observatory.steward());
        assertThat(listed).hasSize(2 * SENSORS + 1);
        assertThat(comparing(listed)).hasSize(SENSORS).allSatisfy(each -> {
            assertThat(each.path("measure").asText()).isEqualTo("noise");
            assertThat(each.at("/comparison/neighbourhood").asText()).isEqualTo(neighbourhood);
            assertThat(listed)
                    .anySatisfy(sensor -> assertThat(sensor.path("comparedBy")).isEqualTo(each.path("id")));
            assertThat(sensors)
                    .containsEntry(
                            each.at("/keys/sensor").asText(),
                            each.at("/comparison/of").asText());
        });
        Eventually.is(
                "found",
                () -> anomalies(Observatory.steward()).path("totalCount").asInt() > 0);
        assertThat(anomalies(Observatory.steward()).at("/edges"))
                .extracting(edge -> edge.path("node"))
                .allSatisfy(anomaly -> {
                    assertThat(anomaly.at("/series/keys/sensor").asText()).isEqualTo(LOUD);
                    assertThat(anomaly.at("/series/comparison/of").asText()).isEqualTo(sensors.get(LOUD));
                    assertThat(Instant.parse(anomaly.path("at").asText()))
                            .isBetween(departs, departs.plus(Duration.ofDays(2)));
                    assertThat(anomaly.path("text").asText()).contains("stood apart from its neighbours");
                });
    }

    @Test
    void what_is_compared_depends_on_what_was_received_alone() throws Exception {
        var slowly = sensors("slow", 0, SENSORS);
        var quickly = sensors("quick", 0, SENSORS);
        var one = registered("one", slowly, ", 'lateness': 'P7D'");
        var other = registered("other", quickly, ", 'lateness': 'P7D'");
        append(slowly);
        // in pieces, each sensor's in its order, as they may come from different places
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var left = new LinkedHashMap<String, List<Object[]>>();
        quickly.forEach((name, id) -> left.put(id, hours(name)));
        while (!left.isEmpty()) {
            var ids = new ArrayList<>(left.keySet());
            Collections.shuffle(ids, random);
            var hours = left.get(ids.getFirst());
            int piece = Math.min(hours.size(), 1 + random.nextInt(400));
            observatory.appended(ids.getFirst(), hours.subList(0, piece));
            left.computeIfPresent(
                    ids.getFirst(), (id, rest) -> piece == rest.size() ? null : rest.subList(piece, rest.size()));
        }
        var until = now.minus(Duration.ofHours(1));
        awaitCompared(one, until);
        awaitCompared(other, until);

        assertThat(compared(one)).hasSizeGreaterThan(SENSORS * 700);
        assertThat(String.join("\n", compared(other)))
                .as("seed " + seed)
                .isEqualTo(compared(one).stream()
                        .map(each -> each.replace("slow", "quick"))
                        .sorted()
                        .collect(Collectors.joining("\n")));
        var before = compared(one);
        for (var each : comparing(listed(Observatory.steward()))) {
            observatory.damage(each.path("id").asText());
        }
        observatory.damage(slowly.get("slow 3"));
        observatory.awaitNothingDue();
        observatory.awaitScored();
        assertThat(compared(one)).isEqualTo(before);
    }

    @Test
    void one_that_comes_no_more_is_waited_for_once_and_takes_part_again_when_it_has_caught_up() throws Exception {
        var sensors = sensors("sensor", 0, SENSORS);
        var neighbourhood = registered("noise of the quays", sensors, ", 'lateness': 'P7D'");
        var stops = now.minus(Duration.ofDays(10));
        var silent = sensors.get("sensor 0");
        for (var each : sensors.entrySet()) {
            observatory.appended(
                    each.getValue(),
                    hours(each.getKey()).subList(0, each.getValue().equals(silent) ? 20 * 24 : 29 * 24));
        }
        awaitCompared(neighbourhood, stops.minus(Duration.ofHours(1)));
        assertThat(leftOut(neighbourhood)).isEmpty();
        waits(neighbourhood, Duration.ZERO);
        awaitCompared(neighbourhood, now.minus(Duration.ofHours(25)));
        assertThat(leftOut(neighbourhood)).containsExactly("sensor 0");
        assertThat(comparing(listed(Observatory.steward())))
                .allSatisfy(each -> assertThat(each.at("/comparison/leftOut"))
                        .singleElement()
                        .extracting(JsonNode::asText)
                        .isEqualTo(silent));
        assertThat(newest(neighbourhood, "sensor 0")).isBefore(stops);
        assertThat(newest(neighbourhood, "sensor 1")).isAfter(stops.plus(Duration.ofDays(8)));
        waits(neighbourhood, Duration.ofDays(7));

        var further = observatory.registered("sensor 9", "PT1H", "");
        var added = add(neighbourhood, further).data("/addNeighbour/comparison");
        assertThat(added.path("of").asText()).isEqualTo(further);
        assertThat(added.path("neighbours")).hasSize(SENSORS + 1);
        observatory.appended(further, hours("sensor 9").subList(0, 29 * 24));
        observatory.appended(silent, hours("sensor 0").subList(20 * 24, 29 * 24));
        Eventually.is("they have caught up", () -> leftOut(neighbourhood).isEmpty());
        sensors.put("sensor 9", further);
        for (var each : sensors.entrySet()) {
            observatory.appended(each.getValue(), hours(each.getKey()).subList(29 * 24, 30 * 24));
        }
        awaitCompared(neighbourhood, now.minus(Duration.ofHours(1)));

        for (var name : List.of("sensor 0", "sensor 1", "sensor 9")) {
            assertThat(newest(neighbourhood, name)).isAfter(now.minus(Duration.ofHours(4)));
        }
    }

    /** As if it had been registered so. */
    private void waits(String neighbourhood, Duration lateness) throws SQLException {
        city.execute("update series set lateness_ms = " + lateness.toMillis() + " where id = '" + neighbourhood + "'");
    }

    private List<String> leftOut(String neighbourhood) throws SQLException {
        return city.texts("select s.keys[cardinality(s.keys)] " + COMPARED.formatted(neighbourhood)
                + " and b.left_after is not null order by 1");
    }

    private Instant newest(String neighbourhood, String sensor) throws SQLException {
        return Instant.ofEpochSecond(city.number(
                "select extract(epoch from max(o.at))::bigint from observation o where o.series = (select c.number "
                        + COMPARED.formatted(neighbourhood) + " and ? = any (s.keys))",
                sensor));
    }

    @Test
    void who_is_not_granted_all_rows_as_they_are_is_shown_no_comparison() throws Exception {
        var sensors = sensors("sensor", 0, SENSORS);
        var neighbourhood = registered("noise of the quays", sensors, "");
        append(sensors);
        awaitCompared(neighbourhood, now.minus(Duration.ofHours(1)));
        Eventually.is(
                "found",
                () -> anomalies(Observatory.steward()).path("totalCount").asInt() > 0);

        grant("'READ'", Observatory.FIELDS, "{'eq': {'field': 'sensor', 'value': '%s'}}".formatted(LOUD));
        assertThat(listed(police))
                .singleElement()
                .satisfies(each -> assertThat(each.path("comparedBy").isNull()).isTrue());
        assertThat(anomalies(police).path("totalCount").asInt()).isZero();
        police.ask("{ series(id: \"%s\") { id } }".formatted(neighbourhood)).refused(ErrorCode.NOT_FOUND);

        // who is shown no value of any series hears nothing of computed ones either
        grant("'READ', 'SUBSCRIBE'", "'measure', 'place', 'at', 'sensor'", "{'and': []}");
        assertThat(listed(police)).hasSize(1);
        assertThat(anomalies(police).path("totalCount").asInt()).isZero();

        grant("'READ'", Observatory.FIELDS, "{'and': []}");
        assertThat(listed(police)).hasSize(2 * SENSORS + 1);
        assertThat(anomalies(police).path("totalCount").asInt()).isPositive();
    }

    @Test
    void who_may_only_aggregate_is_shown_the_sensors_and_no_comparison() throws Exception {
        var sensors = sensors("sensor", 0, SENSORS);
        var neighbourhood = registered("noise of the quays", sensors, "");
        append(sensors);
        awaitCompared(neighbourhood, now.minus(Duration.ofHours(1)));
        grant("'AGGREGATE'", Observatory.FIELDS, "{'and': []}");

        assertThat(listed(police)).hasSize(SENSORS).allSatisfy(each -> {
            assertThat(each.path("comparison").isNull()).isTrue();
            assertThat(each.path("comparedBy").isNull()).isTrue();
        });
        police.ask("{ series(id: \"%s\") { id } }".formatted(neighbourhood)).refused(ErrorCode.NOT_FOUND);
    }

    private void grant(String actions, String fields, String rows) throws Exception {
        Observatory.granted(city, observatory.dataset(), actions, fields, rows);
    }

    @Test
    void what_cannot_be_compared_is_refused() throws Exception {
        var sensors = sensors("sensor", 0, SENSORS);
        var ids = List.copyOf(sensors.values());
        var daily = new ArrayList<>(ids);
        daily.set(5, observatory.registered("daily", "P1D", ""));
        var path = "neighbourhood.series";
        assertThat(register("m", ids.subList(0, 4), "").inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo(path);
        assertThat(register("m", daily, "").inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path + "[5]");
        assertThat(register("m", Collections.nCopies(5, ids.getFirst()), "").inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo(path + "[1]");
        var strange = new ArrayList<>(ids);
        strange.set(1, UUID.randomUUID().toString());
        assertThat(register("m", strange, "").inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path + "[1]");

        var tardy = new ArrayList<>(ids);
        tardy.set(0, observatory.registered("tardy", "PT1H", ", 'lateness': 'PT9H'"));
        assertThat(register("m", tardy, ", 'lateness': 'PT8H'").inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo(path + "[0]");

        var neighbourhood = registered("noise of the quays", sensors, "");
        assertThat(register("noise elsewhere", ids, "").inputPath(ErrorCode.CONFLICT))
                .isEqualTo(path + "[0]");
        assertThat(register("m", List.of(ids.get(0), ids.get(1), ids.get(2), ids.get(3), neighbourhood), "")
                        .inputPath(ErrorCode.BAD_INPUT))
                .as("comparisons are not compared")
                .isEqualTo(path + "[4]");
        assertThat(add(neighbourhood, ids.getFirst()).inputPath(ErrorCode.CONFLICT))
                .isEqualTo("series");
        assertThat(add(neighbourhood, daily.getLast()).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series");
        assertThat(add(ids.getFirst(), daily.getLast()).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("neighbourhood");
        assertThat(observatory
                        .append(
                                neighbourhood,
                                List.<Object[]>of(new Object[] {now, 1}),
                                "",
                                UUID.randomUUID().toString())
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series[0].series");

        city.execute("update dataset_field set sensitivity = 'PERSONAL' where name = 'sensor' and dataset = '"
                + observatory.dataset() + "'");
        city.govern(observatory.dataset(), "owner = owner");
        assertThat(register("m", List.copyOf(sensors("other", 0, 5).values()), "")
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.personal");
        assertThat(add(neighbourhood, tardy.getFirst()).reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.personal");
        Observatory.steward()
                .ask("{ series(id: \"%s\") { id } }".formatted(neighbourhood))
                .refused(ErrorCode.NOT_FOUND);
    }
}
