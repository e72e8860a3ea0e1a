package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The city's anomalies as data of their own: as strictly kept as the sensors', until two stewards release them, and again when what they stand on ends. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ResultTest {
    private static final String ANOMALIES = """
            query ($dataset: ID!) { anomalies(filter: {datasets: [$dataset]}) {
                totalCount edges { node { value text series { id dataset measure newest } } } } }
            """;
    private static final String LABELS = """
            query ($dataset: ID!) { anomalies(filter: {datasets: [$dataset]}, first: 100) {
                edges { node { id labels { label at } } } } }
            """;
    private static final String DATASET = """
            query ($id: ID!) { dataset(id: $id) { kind title themes retention accessLevel secrecy derivedFrom { id }
                release { state method minimumGroupSize agreements } fields { name sensitivity } } }
            """;
    private static final String PUBLISH =
            "mutation ($id: ID!) { publishAnomalies(dataset: $id) { id kind accessLevel version title } }";
    private static final String PROPOSE = """
            mutation ($id: ID!, $release: ReleaseInput!, $key: String!) {
                proposeRelease(dataset: $id, release: $release, idempotencyKey: $key) { id version state agreements } }
            """;
    private static final String CONFIRM = """
            mutation ($id: ID!, $version: Int!) { confirmRelease(release: $id, expectedVersion: $version) { version state } }
            """;
    private static final String OPEN =
            "{'accessLevel': 'OPEN', 'titleFr': 'Bruits rares', 'titleEn': 'Rare noises', 'method': 'Noise by the hour, no person', 'minimumGroupSize': 11}";

    @Inject
    City city;

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Hub steward = Observatory.steward();
    private final Hub second = Hub.as("steward2-ville");
    private final Hub hospital = Hub.as("agent-aphm", "statistics");
    private final Agreements ville = Agreements.of("steward-ville");
    private Observatory observatory;
    private String sensor;
    private String title;
    private String agreement;
    private String result;

    @BeforeEach
    void the_hospital_may_count_what_the_citys_sensor_says() throws Exception {
        city.await();
        title = "Bruit " + UUID.randomUUID();
        observatory = Observatory.of(city, title, "DISCOVERABLE");
        sensor = observatory.registered("quay", "PT1H", "");
        city.execute("update dataset_field set classified = true where dataset = '" + source() + "'");
        observatory.appended(
                sensor,
                Observatory.hours(
                        now.minus(Duration.ofDays(120)),
                        now,
                        1,
                        (at, value) -> at.getEpochSecond() / 3600 % 263 == 0 ? value + 40 : value));
        observatory.awaitScored();
        agreement = ville.proposed(Agreements.between("ville", "aphm", "P1D", ""));
        ville.sign(agreement, 1).data();
        Agreements.of("steward-aphm").sign(agreement, 1).data();
        Consents.of("steward-ville")
                .granted(Hub.json(
                        "{'consumer': 'aphm', 'agreement': '%s', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['AGGREGATE'], 'fields': [%s], 'rowFilter': {'and': []}}"
                                .formatted(agreement, observatory.dataset(), Observatory.FIELDS)));
        Eventually.is("found by the owner", () -> count(steward, source()) > 0);
        result = steward.ask(PUBLISH, "id", source())
                .data("/publishAnomalies/id")
                .asText();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        end();
        city.forgetConsentsUnder(agreement);
        observatory.forget();
        if (result != null) {
            city.govern(UUID.fromString(result), "archived_at = now()");
        }
    }

    private String source() {
        return observatory.dataset().toString();
    }

    private static long count(Hub by, String dataset) {
        return by.ask(ANOMALIES, "dataset", dataset)
                .data("/anomalies/totalCount")
                .asLong();
    }

    private JsonNode seen(Hub by) {
        return by.ask(DATASET, "id", result).data("/dataset");
    }

    private Reply propose(Hub by, String release) {
        return by.ask(
                PROPOSE,
                "id",
                result,
                "release",
                Hub.json(release),
                "key",
                UUID.randomUUID().toString());
    }

    private Reply confirm(Hub by, String release, int version) {
        return by.ask(CONFIRM, "id", release, "version", version);
    }

    /** As if the notice had passed. */
    private void end() throws Exception {
        if (city.number(
                        "select count(*) from agreement_step where state = 'TERMINATED' and agreement = ?::uuid",
                        agreement)
                == 0) {
            ville.terminate(agreement, null, 1).data();
        }
        city.execute(
                "update agreement_step set at = now() - interval '1 day' where state = 'TERMINATED' and agreement = '"
                        + agreement + "'; update governance_epoch set epoch = epoch + 1");
    }

    @Test
    void anomalies_inherit_are_released_by_two_and_frozen_when_the_agreement_ends() throws Exception {
        assertThat(steward.ask(PUBLISH, "id", source())
                        .data("/publishAnomalies/id")
                        .asText())
                .as("once it is there, the same")
                .isEqualTo(result);
        Hub.as("steward-aphm").ask(PUBLISH, "id", source()).refused(ErrorCode.NOT_FOUND);
        var shown = seen(hospital);
        assertThat(shown.path("kind").asText()).isEqualTo("RESULT");
        assertThat(shown.path("accessLevel").asText()).isEqualTo("DISCOVERABLE");
        assertThat(shown.path("derivedFrom").findValuesAsText("id")).containsExactly(source());
        assertThat(shown.path("fields").findValuesAsText("sensitivity")).containsOnly("INTERNAL");
        assertThat(count(hospital, result)).isZero();
        assertThat(count(hospital, source())).isZero();
        assertThat(count(Hub.citizen(), result)).isZero();

        city.govern(observatory.dataset(), "access_level = 'HIDDEN'");
        Hub.citizen().ask(DATASET, "id", result).refused(ErrorCode.NOT_FOUND);

        var release = released();
        assertThat(seen(steward).at("/release/agreements/0").asText()).isEqualTo(agreement);
        var open = seen(Hub.citizen());
        assertThat(open.path("accessLevel").asText()).isEqualTo("OPEN");
        assertThat(open.path("derivedFrom"))
                .as("a source that nobody may know of")
                .isEmpty();
        assertThat(open.at("/release/method").asText()).startsWith("Noise");
        assertThat(open.at("/release/agreements").isNull()).isTrue();
        assertThat(open.path("fields").findValuesAsText("sensitivity")).containsOnly("PUBLIC");
        for (var reader : new Hub[] {Hub.citizen(), hospital}) {
            var reply = reader.ask(ANOMALIES, "dataset", result);
            var anomaly = reply.data("/anomalies/edges/0/node");
            assertThat(anomaly.path("value").asDouble()).isGreaterThan(50);
            assertThat(anomaly.at("/series/dataset").asText()).isEqualTo(result);
            assertThat(anomaly.at("/series/measure").asText()).isEqualTo("noise");
            assertThat(anomaly.at("/series/newest").isNull()).isTrue();
            assertThat(reply.governance("/anomalies/datasets/" + result)
                            .path("obligations")
                            .findValuesAsText("value"))
                    .containsExactly("11");
            assertThat(reply.body()).doesNotContain(source());
            assertThat(count(reader, source())).isZero();
        }
        Hub.citizen()
                .ask(
                        "query ($dataset: ID!) { anomalies(filter: {datasets: [$dataset]}, first: 1) { edges { node { series { anomalies { edges { cursor } } } } } } }",
                        "dataset",
                        result)
                .refused(ErrorCode.NOT_FOUND);

        city.govern(observatory.dataset(), "secrecy = 'STATISTICAL'");
        assertThat(count(Hub.citizen(), result))
                .as("no release lifts a secrecy")
                .isZero();
        assertThat(seen(Hub.citizen()).path("secrecy").asText()).isEqualTo("STATISTICAL");
        city.govern(observatory.dataset(), "secrecy = 'NONE'");
        assertThat(count(Hub.citizen(), result)).isPositive();

        end();
        assertThat(count(Hub.citizen(), result))
                .as("no answer under it any more")
                .isZero();
        Eventually.is(
                "frozen", () -> seen(steward).at("/release/state").asText().equals("FROZEN"));
        Hub.citizen().ask(DATASET, "id", result).refused(ErrorCode.NOT_FOUND);
        assertThat(steward.ask("{ notifications { edges { node { action dataset } } } }")
                        .body())
                .contains("{\"action\":\"freezeRelease\",\"dataset\":\"%s\"}".formatted(result));
        confirm(second, release, 3).refused(ErrorCode.BAD_INPUT);

        released();
        assertThat(count(Hub.citizen(), result)).as("a new release thaws").isPositive();
    }

    /** By the first steward and the second. */
    private String released() {
        Hub.as("steward-aphm")
                .ask(PROPOSE, "id", result, "release", Hub.json(OPEN), "key", "12345678")
                .refused(ErrorCode.NOT_FOUND);
        var proposed = propose(steward, OPEN).data("/proposeRelease");
        assertThat(proposed.path("state").asText()).isEqualTo("PROPOSED");
        assertThat(count(hospital, result))
                .as("what is proposed decides nothing")
                .isZero();
        var id = proposed.path("id").asText();
        assertThat(confirm(steward, id, 1).reasons(ErrorCode.ACCESS_DENIED)).containsExactly("release.second_steward");
        confirm(Hub.as("steward-aphm"), id, 1).refused(ErrorCode.NOT_FOUND);
        confirm(second, id, 2).refused(ErrorCode.CONFLICT);
        assertThat(confirm(second, id, 1).data("/confirmRelease/state").asText())
                .isEqualTo("CONFIRMED");
        assertThat(confirm(second, id, 1).data("/confirmRelease/version").asInt())
                .as("confirmed once more")
                .isEqualTo(2);
        return id;
    }

    private String proposed(String release) {
        return propose(steward, release).data("/proposeRelease/id").asText();
    }

    @Test
    void a_proposal_is_confirmed_only_while_nothing_else_was_decided_or_shared() throws Exception {
        var early = proposed(OPEN);
        Observatory.granted(city, source(), "'READ'", Observatory.FIELDS, "{'and': []}");
        confirm(second, early, 1).refused(ErrorCode.BAD_INPUT);

        var chosen = proposed(OPEN);
        var stocked = proposed(OPEN);
        confirm(second, chosen, 1).data();
        confirm(second, stocked, 1).refused(ErrorCode.BAD_INPUT);

        var third = proposed(OPEN);
        assertThat(steward.ask("query ($id: ID!) { dataset(id: $id) { proposedRelease { id titleEn } } }", "id", result)
                        .data("/dataset/proposedRelease"))
                .isEqualTo(Hub.json("{'id': '%s', 'titleEn': 'Rare noises'}".formatted(third)));
        assertThat(seen(steward).at("/release/state").asText())
                .as("what is in force, though something newer is proposed")
                .isEqualTo("CONFIRMED");
        end();
        Eventually.is(
                "frozen",
                () -> city.number(
                                "select count(*) from result_release_step where state = 'FROZEN' and release = ?::uuid",
                                chosen)
                        == 1);
        confirm(second, third, 1).refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void what_the_law_asks_for_is_asked_again_when_a_release_is_confirmed() throws Exception {
        var id = proposed(OPEN);
        city.govern(observatory.dataset(), "regime = 'GDPR', legal_basis = 'PUBLIC_TASK'");
        confirm(second, id, 1).refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void an_open_result_of_a_hidden_source_says_nothing_of_its_name_or_its_keeping() throws Exception {
        city.govern(observatory.dataset(), "access_level = 'HIDDEN', retention = 'P7M'");
        assertThat(seen(steward).path("title").asText()).doesNotContain(title);
        confirm(second, proposed(OPEN), 1).data();

        var reply = Hub.citizen().ask(DATASET, "id", result);
        assertThat(reply.data("/dataset/title").asText()).isEqualTo("Rare noises");
        assertThat(reply.data("/dataset/themes")).isEmpty();
        assertThat(reply.body()).doesNotContain(title, "P7M", source());
        assertThat(city.texts("select draft::text from dataset_version where dataset = ?::uuid", result))
                .noneMatch(draft -> draft.contains(title));
    }

    @Test
    void a_field_that_nobody_classified_is_not_released() throws Exception {
        city.execute(
                "update dataset_field set classified = false where name = 'value' and dataset = '" + source() + "'");
        confirm(second, proposed(OPEN), 1).data();

        assertThat(city.texts(
                        "select name from dataset_field where dataset = ?::uuid and sensitivity = 'PUBLIC' order by name",
                        result))
                .containsExactly("at", "measure", "place", "sensor");
        assertThat(count(Hub.citizen(), result)).isZero();

        steward.ask(
                        "mutation ($id: ID!, $version: BigInteger!) { classifyField(dataset: $id, field: \"value\", sensitivity: INTERNAL, expectedVersion: $version) { name } }",
                        "id",
                        source(),
                        "version",
                        city.number("select version from dataset where id = ?::uuid", source()))
                .data();
        assertThat(seen(Hub.citizen()).path("fields").findValuesAsText("sensitivity"))
                .containsOnly("PUBLIC");
        assertThat(count(Hub.citizen(), result)).isPositive();
    }

    @Test
    void a_result_comes_back_with_its_source() throws Exception {
        city.govern(observatory.dataset(), "archived_at = now()");
        steward.ask(DATASET, "id", result).refused(ErrorCode.NOT_FOUND);
        city.govern(observatory.dataset(), "archived_at = null");
        assertThat(seen(steward).path("kind").asText()).isEqualTo("RESULT");
    }

    @Test
    void a_change_of_the_source_that_meets_a_release_does_not_undo_it() throws Exception {
        var id = proposed(OPEN);
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var other = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("update dataset set release = '%s' where id = '%s'".formatted(id, result));
            var changed = other.submit(() -> {
                city.govern(observatory.dataset(), "retention = 'P1Y'");
                return null;
            });
            Eventually.is(
                    "waiting for the result",
                    () -> city.number(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from dataset where id = any%for update%'")
                            == 1);
            connection.commit();
            changed.get();
        }
        assertThat(seen(Hub.citizen()).path("accessLevel").asText()).isEqualTo("OPEN");
    }

    private Response download(Hub by, String dataset) {
        return by.request().queryParam("format", "json").get("/data/" + dataset);
    }

    private static List<String> values(Iterable<JsonNode> records) {
        return StreamSupport.stream(records.spliterator(), false)
                .map(each -> each.path("at").asText() + " " + each.path("value").asText())
                .sorted()
                .toList();
    }

    private List<String> told() throws Exception {
        return city.texts(
                "select to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || value from anomaly where dataset = ?::uuid order by at",
                source());
    }

    @Test
    void anomalies_are_records_that_are_read_downloaded_and_followed_under_the_results_own_decision() throws Exception {
        var records =
                "query ($dataset: ID!) { records(dataset: $dataset, first: 100) { edges { node { id values masked } } } }";
        hospital.ask(records, "dataset", result).refused(ErrorCode.ACCESS_DENIED);
        assertThat(download(hospital, result).statusCode()).isEqualTo(403);
        assertThat(Hub.citizen().request().get("/datasets/" + result).asString())
                .doesNotContain("/data/");
        assertThat(values(steward.ask(records, "dataset", result)
                        .data("/records/edges")
                        .findValues("values")))
                .isEqualTo(told());

        released();
        var open = Hub.citizen().ask(records, "dataset", result);
        var first = open.data("/records/edges/0/node");
        assertThat(first.at("/values/measure").asText()).isEqualTo("noise");
        assertThat(first.at("/values/sensor").asText()).isEqualTo("quay");
        assertThat(first.at("/values/anomaly_kind").asText()).isNotEmpty();
        assertThat(first.at("/values/expected").isNumber()).isTrue();
        assertThat(first.path("masked")).isEmpty();
        var downloaded = download(Hub.citizen(), result);
        assertThat(downloaded.statusCode()).isEqualTo(200);
        assertThat(downloaded.header("Entente-Obligations")).contains("11");
        assertThat(values(new ObjectMapper().readTree(downloaded.asString()))).isEqualTo(told());
        assertThat(Hub.citizen().request().get("/datasets/" + result).asString())
                .contains("/data/" + result + "?format=csv");
        assertThat(Hub.citizen().request().get("/data/" + result).asString().lines())
                .hasSize(told().size() + 1);

        var followers = meters.get("entente.subscriptions").gauge();
        double before = followers.value();
        try (var news = new Subscription(
                (String) null, "subscription { recordChanges(dataset: \"" + result + "\") { record { values } } }")) {
            Eventually.is("followed", () -> followers.value() > before);
            observatory.appended(sensor, Observatory.hours(now, now.plusSeconds(1), 2, (at, value) -> value + 300));
            assertThat(news.next()
                            .at("/payload/data/recordChanges/record/values/value")
                            .asDouble())
                    .isGreaterThan(300);
        }
        assertThat(values(new ObjectMapper()
                        .readTree(download(Hub.citizen(), result).asString())))
                .isEqualTo(told());

        steward.ask(
                        "mutation ($id: ID!) { appendRecords(dataset: $id, records: [{value: 1}], idempotencyKey: \"12345678\") { appended } }",
                        "id",
                        result)
                .refused(ErrorCode.BAD_INPUT);
        city.govern(observatory.dataset(), "secrecy = 'STATISTICAL'");
        assertThat(download(Hub.citizen(), result).statusCode()).isNotEqualTo(200);
        city.govern(observatory.dataset(), "secrecy = 'NONE'");
        assertThat(download(Hub.citizen(), result).statusCode()).isEqualTo(200);
        end();
        assertThat(download(Hub.citizen(), result).statusCode()).as("frozen").isNotEqualTo(200);
        var refused = Hub.citizen().ask(records, "dataset", result);
        assertThat(refused.body()).doesNotContain("noise");
    }

    @Test
    void a_result_of_an_earlier_release_gets_its_records() throws Exception {
        city.execute("drop table " + city.table(UUID.fromString(result))
                + "; delete from record_table where dataset = '" + result + "'");
        assertThat(download(steward, result).statusCode()).isEqualTo(404);
        Eventually.is(
                "all of them",
                () -> download(steward, result).statusCode() == 200
                        && values(new ObjectMapper()
                                        .readTree(download(steward, result).asString()))
                                .equals(told()));
    }

    @Test
    void where_there_are_no_records_no_download_is_offered() throws Exception {
        city.govern(observatory.dataset(), "access_level = 'OPEN'");
        city.execute("update dataset_field set sensitivity = 'PUBLIC' where dataset = '" + source()
                + "'; update governance_epoch set epoch = epoch + 1");
        assertThat(download(Hub.citizen(), source()).statusCode()).isEqualTo(404);
        assertThat(Hub.citizen().request().get("/datasets/" + source()).asString())
                .contains("sensor")
                .doesNotContain("/data/");
    }

    @Test
    void nobody_registers_a_series_of_a_result() {
        new Observatory(city, UUID.fromString(result))
                .register("quay", "PT1H", "")
                .refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void whoever_reads_an_open_result_is_not_told_what_the_stewards_said_of_it() throws Exception {
        confirm(second, proposed(OPEN), 1).data();
        var anomaly = steward.ask(LABELS, "dataset", source())
                .data("/anomalies/edges/0/node/id")
                .asText();
        steward.ask(
                        "mutation ($id: ID!) { labelAnomaly(anomaly: $id, label: FALSE, expectedVersion: 0) { version } }",
                        "id",
                        anomaly)
                .data();
        assertThat(steward.ask(LABELS, "dataset", source()).body()).contains("FALSE");
        var open = Hub.citizen().ask(LABELS, "dataset", result);
        assertThat(open.data("/anomalies/edges").findValuesAsText("id")).contains(anomaly);
        assertThat(open.body()).doesNotContain("FALSE");
    }

    @Test
    void only_results_are_released_and_nobody_classifies_them() {
        steward.ask(PROPOSE, "id", source(), "release", Hub.json(OPEN), "key", "12345678")
                .refused(ErrorCode.BAD_INPUT);
        propose(steward, OPEN.replace("no person", "no\\u0000person")).refused(ErrorCode.BAD_INPUT);
        var version = steward.ask("query ($id: ID!) { dataset(id: $id) { version } }", "id", result)
                .data("/dataset/version")
                .asLong();
        steward.ask(
                        "mutation ($id: ID!, $version: Int!) { classifyField(dataset: $id, field: \"value\", sensitivity: PUBLIC, expectedVersion: $version) { name } }"
                                .replace("Int!", "BigInteger!"),
                        "id",
                        result,
                        "version",
                        version)
                .refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void personal_data_stays_personal_in_what_is_released() throws Exception {
        var version = city.number("select version from dataset where id = ?::uuid", source());
        steward.ask(
                        "mutation ($id: ID!, $version: BigInteger!) { classifyField(dataset: $id, field: \"value\", sensitivity: PERSONAL, expectedVersion: $version) { name } }",
                        "id",
                        source(),
                        "version",
                        version)
                .data();
        var id = propose(steward, OPEN).data("/proposeRelease/id").asText();
        confirm(second, id, 1).data();

        assertThat(city.texts(
                        "select name from dataset_field where dataset = ?::uuid and sensitivity = 'PERSONAL' order by name",
                        result))
                .contains("value", "expected", "probability");
        assertThat(count(Hub.citizen(), result))
                .as("a value that is removed has no anomaly")
                .isZero();
    }
}
