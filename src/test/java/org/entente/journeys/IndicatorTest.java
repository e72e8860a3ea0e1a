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
import java.util.ArrayList;
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

/** Series that are computed from a dataset's records: what they say, when they stop changing, and who may see them. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class IndicatorTest {
    private static final String REGISTER = """
            mutation ($dataset: ID!, $indicator: IndicatorInput!, $key: String!) {
                registerIndicator(dataset: $dataset, indicator: $indicator, idempotencyKey: $key) { id frequency } }
            """;
    private static final String VALUES = """
            query ($id: ID!, $from: DateTime!, $to: DateTime!) { series(id: $id) {
                indicator { metric field at interval zone }
                anomalies { edges { node { at value } } }
                observations(first: 1000, from: $from, to: $to) { edges { node { at value probability } } } } }
            """;
    private static final String RECORDS =
            "query ($d: ID!, $f: Filter) { records(dataset: $d, filter: $f) { edges { node { values } } } }";
    private static final int HOURS = 400;

    private final LoopbackServer server = new LoopbackServer();
    private final Publication published = new Publication(server, "indicators");
    private final Steward publisher = Steward.of("steward-ville");
    private final Hub steward = Hub.as("steward-ville");
    private final Hub police = Hub.as("agent-police", "public-safety");
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant surge = now.minus(Duration.ofHours(10));

    @Inject
    City city;

    @Inject
    Store store;

    private volatile String recorded;
    private UUID dataset;
    private String source;

    @BeforeEach
    void calls_are_recorded() throws Exception {
        city.await();
        recorded = records(3);
        server.on(
                "/calls",
                exchange -> LoopbackServer.answer(exchange, "text/csv", recorded.getBytes(StandardCharsets.UTF_8)));
        published.dataset(
                "calls",
                "Calls",
                "; dct:accessRights right:RESTRICTED ; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"CSV\" ]"
                        .formatted(server.address("/calls")));
        source = publisher.register(published.address, SourceFormat.RDF);
        publisher.harvest(source);
        dataset = UUID.fromString(store.text(
                "select id from dataset where source_key = ? and archived_at is null", published.key("calls")));
        load();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        new Observatory(city, dataset).forget();
        published.empty().dataset("last", "Last");
        publisher.harvest(source);
        server.close();
    }

    private void load() {
        steward.ask("mutation ($id: ID!) { loadRecords(dataset: $id) { loaded } }", "id", dataset)
                .data();
    }

    /** So many an hour, one more every second hour, and a surge ten hours ago. */
    private String records(int anHour) {
        var text = new StringBuilder("time,line,delay\n");
        for (int hour = HOURS; hour >= 0; hour--) {
            var at = now.minus(Duration.ofHours(hour));
            int count = at.equals(surge) ? 90 : anHour + hour % 2;
            text.append((at + ",M1,4\n").repeat(count));
        }
        return text.toString();
    }

    private Reply register(String indicator) {
        return steward.ask(
                REGISTER,
                "dataset",
                dataset,
                "indicator",
                Hub.json(indicator),
                "key",
                UUID.randomUUID().toString());
    }

    private String count() {
        return register(
                        "{'measure': 'calls', 'metric': 'COUNT', 'at': 'time', 'interval': 'HOUR', 'zone': 'UTC', 'lateness': 'PT2H'}")
                .data("/registerIndicator/id")
                .asText();
    }

    private String mean() {
        return register(
                        "{'measure': 'delay', 'metric': 'MEAN', 'field': 'delay', 'at': 'time', 'interval': 'HOUR', 'zone': 'UTC'}")
                .data("/registerIndicator/id")
                .asText();
    }

    private JsonNode series(Hub hub, String id) {
        return hub.ask(
                        VALUES,
                        "id",
                        id,
                        "from",
                        now.minus(Duration.ofHours(HOURS)).toString(),
                        "to",
                        now.plus(Duration.ofHours(1)).toString())
                .data("/series");
    }

    /** -1 where there is none. */
    private double value(String id, Instant at) {
        for (var edge : series(steward, id).at("/observations/edges")) {
            if (Instant.parse(edge.at("/node/at").asText()).equals(at)) {
                return edge.at("/node/value").asDouble();
            }
        }
        return -1;
    }

    private void awaitComputed(String id) throws Exception {
        Eventually.is("computed", () -> value(id, now) >= 0);
        new Observatory(city, dataset).awaitScored();
    }

    private void append(Instant... at) {
        var records = new StringBuilder();
        for (var each : at) {
            records.append(records.isEmpty() ? "" : ", ")
                    .append("{'time': '%s', 'line': 'M1', 'delay': 4}".formatted(each));
        }
        steward.ask(
                        "mutation ($d: ID!, $r: [JSON!]!, $k: String!) { appendRecords(dataset: $d, records: $r, idempotencyKey: $k) { appended rejected { reason } } }",
                        "d",
                        dataset,
                        "r",
                        Hub.json("[" + records + "]"),
                        "k",
                        UUID.randomUUID().toString())
                .data();
    }

    private void consent(String fields, String rows) throws Exception {
        Observatory.granted(city, dataset, "'READ'", fields, rows);
    }

    @Test
    void counts_are_those_of_the_records_and_a_surge_is_told() throws Exception {
        var calls = count();
        awaitComputed(calls);

        var series = series(steward, calls);
        assertThat(series.path("indicator").toString())
                .isEqualTo(
                        "{\"metric\":\"COUNT\",\"field\":null,\"at\":\"time\",\"interval\":\"HOUR\",\"zone\":\"UTC\"}");
        assertThat(series.at("/observations/edges")).hasSizeBetween(HOURS, HOURS + 2);
        assertThat(value(calls, now)).isEqualTo(3);
        assertThat(value(calls, now.minus(Duration.ofHours(1)))).isEqualTo(4);
        assertThat(value(calls, surge)).isEqualTo(90);
        assertThat(series.at("/anomalies/edges").findValuesAsText("at")).contains(surge.toString());
        assertThat(series.at("/observations/edges/0/node/probability").isNumber())
                .isTrue();
        assertThat(series.at("/observations/edges/" + HOURS + "/node/probability")
                        .isNull())
                .as("that hour goes on")
                .isTrue();
    }

    @Test
    void late_records_and_a_reload_change_open_intervals_alone() throws Exception {
        var calls = count();
        awaitComputed(calls);
        var over = now.minus(Duration.ofHours(20));
        var open = now.minus(Duration.ofHours(1));

        append(over, open, now);
        Eventually.is("the open hour grows", () -> value(calls, now) == 4);
        assertThat(value(calls, open)).isEqualTo(5);
        assertThat(value(calls, over)).isEqualTo(3);

        recorded = records(10);
        load();
        Eventually.is("the open hour is counted anew", () -> value(calls, now) == 10);
        assertThat(value(calls, open)).isEqualTo(11);
        assertThat(value(calls, over)).isEqualTo(3);
    }

    @Test
    void who_is_not_granted_all_rows_and_all_fields_that_it_is_computed_of_is_shown_none() throws Exception {
        var calls = count();
        var delay = mean();
        awaitComputed(calls);
        awaitComputed(delay);
        var listed =
                "query ($id: ID!) { dataset(id: $id) { series { edges { node { id } } pageInfo { hasNextPage } } } }";

        consent("'time', 'line', 'delay'", "{'eq': {'field': 'line', 'value': 'M1'}}");
        police.ask(VALUES, "id", calls, "from", surge.toString(), "to", now.toString())
                .refused(ErrorCode.NOT_FOUND);
        assertThat(police.ask(listed, "id", dataset).data("/dataset/series/edges"))
                .isEmpty();
        assertThat(anomalies()).isZero();

        consent("'time', 'line'", "{'and': []}");
        assertThat(police.ask(listed, "id", dataset)
                        .data("/dataset/series/edges")
                        .findValuesAsText("id"))
                .containsExactly(calls);
        assertThat(series(police, calls).at("/anomalies/edges").findValuesAsText("at"))
                .contains(surge.toString());
        police.ask(VALUES, "id", delay, "from", surge.toString(), "to", now.toString())
                .refused(ErrorCode.NOT_FOUND);
        Eventually.is("found", () -> anomalies() > 0);
    }

    @Test
    void as_a_result_they_are_as_strictly_kept_as_their_records_until_two_stewards_release_them() throws Exception {
        steward.ask("mutation ($d: ID!) { publishIndicators(dataset: $d) { id } }", "d", dataset)
                .refused(ErrorCode.BAD_INPUT);
        var calls = count();
        awaitComputed(calls);
        var late = now.minus(Duration.ofHours(4));
        var progress = " where series = (select number from series where id = '" + calls + "')";
        city.execute("update series_progress set watermark = watermark - interval '5 hours'" + progress);
        var result = steward.ask(
                        "mutation ($d: ID!) { publishIndicators(dataset: $d) { id kind accessLevel derivedFrom { id } } }",
                        "d",
                        dataset)
                .data("/publishIndicators");
        var id = result.path("id").asText();
        assertThat(result.path("kind").asText()).isEqualTo("RESULT");
        assertThat(result.at("/derivedFrom/0/id").asText()).isEqualTo(dataset.toString());
        assertThat(steward.ask("mutation ($d: ID!) { publishIndicators(dataset: $d) { id } }", "d", dataset)
                        .data("/publishIndicators/id")
                        .asText())
                .as("once it is there, the same")
                .isEqualTo(id);
        assertThat(at(steward, id, surge))
                .extracting(each -> each.path("indicator_value").asDouble())
                .containsExactly(90.0);
        assertThat(at(steward, id, late)).as("of what is not over yet").isEmpty();
        city.execute("update indicator set over_at = now()" + progress);
        Eventually.is("what is over later is added", () -> at(steward, id, late).size() == 1);
        assertThat(at(steward, id, now)).as("that hour goes on").isEmpty();
        Hub.citizen().ask(RECORDS, "d", id, "f", from(surge)).refused(ErrorCode.UNAUTHENTICATED);
        assertThat(steward.ask(
                                "query ($f: AnomalyFilter) { anomalies(filter: $f) { totalCount } }",
                                "f",
                                Hub.json("{'datasets': ['%s']}".formatted(id)))
                        .data("/anomalies/totalCount")
                        .asInt())
                .as("it is no way to the anomalies")
                .isZero();

        city.execute("update dataset_field set classified = true where dataset = '" + dataset + "'");
        city.govern(dataset, "owner = owner");
        var release = steward.ask(
                        "mutation ($d: ID!, $r: ReleaseInput!, $k: String!) { proposeRelease(dataset: $d, release: $r, idempotencyKey: $k) { id version } }",
                        "d",
                        id,
                        "r",
                        Hub.json(
                                "{'accessLevel': 'OPEN', 'titleFr': 'Appels', 'titleEn': 'Calls an hour', 'method': 'Counts by the hour'}"),
                        "k",
                        UUID.randomUUID().toString())
                .data("/proposeRelease");
        Hub.as("steward2-ville")
                .ask(
                        "mutation ($r: ID!, $v: Int!) { confirmRelease(release: $r, expectedVersion: $v) { state } }",
                        "r",
                        release.path("id").asText(),
                        "v",
                        release.path("version").asInt())
                .data();
        assertThat(at(Hub.citizen(), id, surge))
                .extracting(each -> each.path("indicator_measure").asText())
                .containsExactly("calls");

        awaitComputed(mean());
        var other = steward.ask("mutation ($d: ID!) { publishIndicators(dataset: $d) { id } }", "d", dataset)
                .data("/publishIndicators/id")
                .asText();
        assertThat(other).as("what comes later is not released with it").isNotEqualTo(id);
        assertThat(at(steward, other, surge)).hasSize(1);
        assertThat(at(Hub.citizen(), id, surge)).hasSize(1);

        steward.ask(
                        "mutation ($d: ID!, $v: BigInteger!) { classifyField(dataset: $d, field: \"line\", sensitivity: PERSONAL, expectedVersion: $v) { name } }",
                        "d",
                        dataset,
                        "v",
                        city.number("select version from dataset where id = ?::uuid", dataset.toString()))
                .data();
        for (var by : List.of(Hub.citizen(), steward)) {
            by.ask("query ($d: ID!) { dataset(id: $d) { title } }", "d", id).refused(ErrorCode.NOT_FOUND);
        }
        assertThat(steward.ask("mutation ($d: ID!) { publishIndicators(dataset: $d) { id } }", "d", dataset)
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.personal");
    }

    private static Object from(Instant at) {
        return Hub.json("{'eq': {'field': 'indicator_from', 'value': '%s'}}".formatted(at));
    }

    private List<JsonNode> at(Hub by, String result, Instant from) {
        var values = new ArrayList<JsonNode>();
        by.ask(RECORDS, "d", result, "f", from(from))
                .data("/records/edges")
                .forEach(edge -> values.add(edge.at("/node/values")));
        return values;
    }

    private int anomalies() {
        return police.ask(
                        "query ($filter: AnomalyFilter) { anomalies(filter: $filter) { totalCount } }",
                        "filter",
                        Hub.json("{'datasets': ['%s']}".formatted(dataset)))
                .data("/anomalies/totalCount")
                .asInt();
    }

    @Test
    void a_dataset_has_so_many_indicators() throws Exception {
        city.execute("""
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at, uses)
                    select gen_random_uuid(), '%1$s', 'm' || n, 86400000, 0, '{}', 0, 100, false, 'test', now(), '{time}'
                    from generate_series(1, 49) n returning number),
                progress as (insert into series_progress (series) select number from made),
                scoring as (insert into series_scoring (series) select number from made)
                insert into indicator (series, dataset, metric, at, interval, zone)
                select number, '%1$s', 'COUNT', 'time', 'YEAR', 'UTC' from made
                """.formatted(dataset));
        count();

        register("{'measure': 'm', 'metric': 'COUNT', 'at': 'time', 'interval': 'DAY'}")
                .refused(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void nothing_is_computed_from_personal_data_and_nothing_is_appended_to_an_indicator() throws Exception {
        var calls = count();
        awaitComputed(calls);
        assertThat(new Observatory(city, dataset)
                        .append(
                                calls,
                                List.<Object[]>of(new Object[] {now, 1}),
                                "",
                                UUID.randomUUID().toString())
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("series[0].series");
        assertThat(register("{'measure': 'm', 'metric': 'MEAN', 'field': 'line', 'at': 'time', 'interval': 'DAY'}")
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("indicator.field");
        assertThat(register("{'measure': 'm', 'metric': 'COUNT', 'at': 'delay', 'interval': 'DAY'}")
                        .inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("indicator.at");
        assertThat(register(
                                "{'measure': 'm', 'metric': 'COUNT', 'at': 'time', 'interval': 'DAY', 'place': 'line', 'area': 'nowhere'}")
                        .inputPath(ErrorCode.BAD_INPUT))
                .as("it would count nothing for ever")
                .isEqualTo("indicator.area");
        for (var zone : List.of("+02:00", "UTC+2", "Europe/Nowhere")) {
            assertThat(register("{'measure': 'm', 'metric': 'COUNT', 'at': 'time', 'interval': 'DAY', 'zone': '%s'}"
                                    .formatted(zone))
                            .inputPath(ErrorCode.BAD_INPUT))
                    .as("it would mean something else to the database")
                    .isEqualTo("indicator.zone");
        }

        city.execute("update dataset_field set sensitivity = 'PERSONAL' where name = 'line' and dataset = '" + dataset
                + "'");
        city.govern(dataset, "owner = owner");

        assertThat(register("{'measure': 'm', 'metric': 'COUNT', 'at': 'time', 'interval': 'DAY'}")
                        .reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("series.personal");
        assertThat(steward.ask("{ series(id: \"%s\") { measure } }".formatted(calls))
                        .codes())
                .as("of what was computed before too")
                .isNotEmpty();
    }
}
