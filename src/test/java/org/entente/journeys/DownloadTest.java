package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.catalogue.Eventually;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /data/{dataset}}: the rows and fields that the caller may take away, in the format that was asked for. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class DownloadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URGENT = "{triage_level} <= 2";

    /** A field of special categories is shown to nobody without a reason. */
    private final Hub reader = Hub.as("agent-rtm", "statistics").with("Entente-Justification", "study 7");

    private final Consents aphm = Consents.of("steward-aphm");
    private final List<String> granted = new ArrayList<>();

    @Inject
    City city;

    private UUID visits;
    private UUID places;
    private String district;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        visits = city.id(City.VISITS);
        places = city.id(City.PLACES);
        district = city.text("select min(code) from area");
    }

    @AfterEach
    void consents_are_withdrawn() {
        granted.forEach(id -> aphm.withdraw(id, 1).data());
    }

    /** To take away, to whoever may use this for statistics. */
    private void grant(String fields, String rows) {
        granted.add(aphm.granted(Hub.json(
                "{'consumer': 'rtm', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['EXPORT'], 'fields': [%s], 'rowFilter': %s}"
                        .formatted(visits, fields, rows))));
    }

    private void grantUrgent() {
        grant("'arrived_at', 'wait_minutes', 'triage_level'", "{'le': {'field': 'triage_level', 'value': 2}}");
    }

    private Response get(Hub hub, UUID dataset, String... parameters) {
        var request = hub.request();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/data/" + dataset);
    }

    private static List<List<String>> csv(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return CsvReader.builder().ofCsvRecord(response.asString()).stream()
                .map(record -> List.copyOf(record.getFields()))
                .toList();
    }

    private static JsonNode json(Response response) throws Exception {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return JSON.readTree(response.asString());
    }

    @Test
    void csv_has_the_granted_rows_and_fields_and_no_others() throws Exception {
        grantUrgent();
        var response = get(reader, visits);
        var lines = csv(response);

        assertThat(response.contentType()).startsWith("text/csv");
        assertThat(lines.getFirst()).containsExactly("arrived_at", "triage_level", "wait_minutes");
        assertThat(lines.subList(1, lines.size()))
                .containsExactlyInAnyOrderElementsOf(city
                        .rows(
                                visits,
                                "jsonb_build_array(" + City.instant("arrived_at") + ", {triage_level}, {wait_minutes})",
                                "where " + URGENT)
                        .stream()
                        .map(Reply::texts)
                        .toList());
        assertThat(response.header("Content-Disposition"))
                .matches("attachment; filename=\"[a-z-]+-" + visits.toString().substring(0, 8) + "\\.csv\"");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(JSON.readTree(response.header("Entente-Obligations")).findValuesAsText("kind"))
                .as("of the agreement that the consent stands under")
                .contains("NO_ONWARD_SHARING");
        var said = JSON.readTree(response.header("Entente-Decision"));
        assertThat(said.path("release").asText()).matches("[0-9a-f]{64}");
        assertThat(said.path("reasons").toString()).contains("consent.in_force");
    }

    @Test
    void it_is_in_the_audit_log_before_the_first_byte_and_after_the_last() throws Exception {
        grantUrgent();
        var response = get(reader, visits, "format", "ndjson");
        var rows = response.asString().lines().count();
        var event =
                JSON.readTree(response.header("Entente-Decision")).path("event").asText();
        var later = "from audit_event a, audit_event began where began.id = ?::uuid and a.position > began.position"
                + " and a.query_hash = began.query_hash";

        assertThat(rows).isPositive().isEqualTo(city.count(visits, "where " + URGENT));
        assertThat(city.text(
                        "select concat_ws(' ', kind, action, row_count, detail ->> 'download') from audit_event where id = ?::uuid",
                        event))
                .isEqualTo("READ EXPORT began");
        Eventually.is("its end is written", () -> city.number("select count(*) " + later, event) > 0);
        assertThat(city.text(
                        "select concat_ws(' ', a.kind, a.action, a.row_count, a.detail ->> 'download') " + later,
                        event))
                .isEqualTo("READ EXPORT " + rows + " completed");

        var uses = Hub.as("steward-aphm")
                .ask(
                        "query ($id: ID!) { uses(dataset: $id, first: 100) { edges { node { event rows } } } }",
                        "id",
                        visits)
                .data("/uses/edges");
        assertThat(uses.at("/0/node/event").asText())
                .as("its owner sees it once")
                .isEqualTo(event);
        assertThat(uses.at("/0/node/rows").asLong()).isEqualTo(rows);
        var end = city.text("select a.id " + later, event);
        assertThat(uses.findValuesAsText("event")).doesNotContain(end);
    }

    @Test
    void of_alternatives_each_row_shows_its_own_and_tells_which_fields_are_masked() throws Exception {
        grantUrgent();
        grant("'wait_minutes', 'home_district'", "{'eq': {'field': 'home_district', 'value': '" + district + "'}}");
        var near = "coalesce({home_district} = '" + district + "', false)";
        var urgent = "coalesce(" + URGENT + ", false)";
        var expected = city.rows(
                visits,
                "jsonb_build_object('wait_minutes', {wait_minutes})"
                        + " || case when " + urgent
                        + " then jsonb_build_object('triage_level', {triage_level}) else '{}' end"
                        + " || case when " + near
                        + " then jsonb_build_object('home_district', {home_district}) else '{}' end"
                        + " || jsonb_build_object('masked', case when " + urgent + " and " + near
                        + " then '[]'::jsonb when "
                        + urgent + " then '[\"home_district\"]' else '[\"triage_level\"]' end)",
                "where " + urgent + " or " + near);

        var rows = json(get(
                reader, visits, "format", "json", "fields", "wait_minutes,triage_level", "fields", "home_district"));
        var lines = csv(get(reader, visits, "fields", "triage_level,wait_minutes,home_district"));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(lines.getFirst()).hasSize(4).endsWith("masked");
        assertThat(lines.stream().skip(1).map(line -> line.get(3)).distinct())
                .containsExactlyInAnyOrder("", "[\"home_district\"]", "[\"triage_level\"]");
        assertThat(lines).hasSize(rows.size() + 1);
    }

    @Test
    void a_filter_is_checked_as_in_records() throws Exception {
        grantUrgent();
        var long_waits = csv(get(reader, visits, "filter", "{\"gt\": {\"field\": \"wait_minutes\", \"value\": 60}}"));

        assertThat(long_waits).hasSize(1 + (int) city.count(visits, "where " + URGENT + " and {wait_minutes} > 60"));
        refused(
                get(reader, visits, "filter", "{\"gt\": {\"field\": \"age\", \"value\": 60}}"),
                400,
                ErrorCode.MASKED_FIELD_USED);
        refused(
                get(reader, visits, "filter", "{\"gt\": {\"field\": \"nothing\", \"value\": 60}}"),
                400,
                ErrorCode.BAD_INPUT);
        refused(get(reader, visits, "filter", "{"), 400, ErrorCode.BAD_INPUT);
        refused(get(reader, visits, "fields", "nothing"), 400, ErrorCode.BAD_INPUT);
        refused(get(reader, visits, "fields", "patient_name"), 400, ErrorCode.BAD_INPUT);
        refused(get(reader, visits, "format", "xls"), 400, ErrorCode.BAD_INPUT);
        refused(get(reader, visits, "format", "geojson"), 400, ErrorCode.BAD_INPUT);
    }

    private static JsonNode refused(Response response, int status, ErrorCode code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return Reply.of(response).refused(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void it_is_read_and_nothing_else(String method) {
        for (var path : List.of("/data/" + visits, "/data/" + places, "/data/nothing", "/catalog")) {
            var response = Hub.citizen().request().request(method, path);

            refused(response, 405, ErrorCode.BAD_INPUT);
            assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void who_may_not_is_told_why_and_what_is_hidden_is_not_there() throws Exception {
        var reports = city.id(City.REPORTS);

        refused(get(Hub.citizen(), reports), 401, ErrorCode.UNAUTHENTICATED);
        refused(get(Hub.bearer("nonsense"), reports), 401, ErrorCode.UNAUTHENTICATED);
        assertThat(refused(get(reader, reports), 403, ErrorCode.ACCESS_DENIED)
                        .at("/extensions/reasons")
                        .findValuesAsText("code"))
                .isNotEmpty();
        refused(get(reader, reports, "purpose", "transport"), 400, ErrorCode.BAD_INPUT);
        assertThat(get(Hub.citizen().with("Accept-Language", "fr"), reports).asString())
                .contains("Identifiez-vous");

        var absent = get(Hub.citizen(), UUID.randomUUID());
        refused(absent, 404, ErrorCode.NOT_FOUND);
        for (var same : List.of(
                get(Hub.citizen(), visits),
                get(Hub.as("agent-police", "public-safety"), visits),
                Hub.citizen().request().get("/data/nothing"))) {
            assertThat(same.statusCode()).isEqualTo(404);
            assertThat(same.asString()).isEqualTo(absent.asString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv                                   | text/csv",
                "application/geo+json                       | application/geo+json",
                "text/html, application/json;q=0.9, */*;q=0.1 | application/json",
                "application/x-ndjson                       | application/x-ndjson",
                "text/html, */*;q=0.1                       | text/csv"
            })
    void the_format_can_be_negotiated(String accepted, String type) {
        assertThat(Hub.citizen()
                        .with("Accept", accepted)
                        .request()
                        .get("/data/" + places)
                        .contentType())
                .startsWith(type);
        refused(Hub.citizen().with("Accept", "image/png").request().get("/data/" + places), 406, ErrorCode.BAD_INPUT);
    }

    @Test
    void geojson_has_the_place_as_geometry() throws Exception {
        var features = json(get(Hub.citizen(), places, "format", "geojson")).path("features");
        var first = features.get(0);

        assertThat(features).hasSize(300);
        assertThat(first.path("type").asText()).isEqualTo("Feature");
        assertThat(first.at("/geometry/type").asText()).isEqualTo("Point");
        assertThat(first.at("/geometry/coordinates/0").asDouble()).isBetween(-180.0, 180.0);
        assertThat(first.path("properties").has("location")).isFalse();
        assertThat(city.ids(places, "")).contains(first.path("id").asText());
    }

    @Test
    void parquet_holds_the_same_as_csv() throws Exception {
        var response = get(Hub.citizen(), places, "format", "parquet");
        assertThat(response.contentType()).isEqualTo("application/vnd.apache.parquet");
        var file = Files.createTempFile("places", ".parquet");
        Files.write(file, response.asByteArray());

        assertThat(rows(file))
                .containsExactlyInAnyOrderElementsOf(csv(get(Hub.citizen(), places)).stream()
                        .skip(1)
                        .map(HashSet::new)
                        .map(Set.class::cast)
                        .toList());
        Files.delete(file);
        try (Stream<Path> left = Files.list(Path.of("target", "downloads"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Each row's values as texts. */
    @SuppressWarnings("rawtypes")
    private static List<Set> rows(Path file) throws Exception {
        var rows = new ArrayList<Set>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                var result = statement.executeQuery("select columns(*)::varchar from '" + file + "'")) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new HashSet<String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i) == null ? "" : result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void the_page_of_open_data_has_links_to_it_and_of_other_data_none() throws Exception {
        var link = "href=\"/data/" + places + "?format=geojson\" download";

        assertThat(Hub.citizen().request().get("/datasets/" + places).asString())
                .contains(link, "Enregistrements tenus par Entente");
        assertThat(Hub.citizen()
                        .request()
                        .queryParam("lang", "en")
                        .get("/datasets/" + places)
                        .asString())
                .contains(link, "Records held by Entente");
        assertThat(Hub.citizen()
                        .request()
                        .get("/datasets/" + city.id(City.REPORTS))
                        .asString())
                .doesNotContain("/data/");
    }

    @Test
    void what_is_open_needs_no_event() throws Exception {
        var before = city.number("select count(*) from audit_event");
        var response = get(Hub.citizen(), places);

        assertThat(csv(response)).hasSize(301);
        assertThat(response.header("Cache-Control")).isNull();
        assertThat(city.number("select count(*) from audit_event")).isEqualTo(before);
    }

    @Test
    void a_head_is_answered_as_the_download_would_be_and_nothing_leaves() throws Exception {
        var reports = city.id(City.REPORTS);
        var police = Hub.as("agent-police", "public-safety");
        var told = "select count(*) from audit_event where kind = 'READ' and dataset = '" + reports + "'";
        var before = city.number(told);
        var head = police.request().head("/data/" + reports + "?format=json");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asByteArray()).isEmpty();
        assertThat(head.header("Entente-Decision")).contains("\"event\":null", "consent.in_force");
        assertThat(city.number(told)).isEqualTo(before);
        var get = police.request().get("/data/" + reports + "?format=json");
        for (var header : List.of("Content-Type", "Content-Disposition", "Entente-Obligations", "Cache-Control")) {
            assertThat(head.header(header)).as(header).isNotNull().isEqualTo(get.header(header));
        }
        assertThat(Hub.citizen().request().head("/data/" + reports).statusCode())
                .isEqualTo(401);
        assertThat(Hub.citizen().request().head("/data/" + visits).statusCode()).isEqualTo(404);
        assertThat(Hub.citizen().request().head("/data/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }
}
