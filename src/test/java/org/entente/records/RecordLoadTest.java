package org.entente.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.faults.HubClient;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SharedData;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.federation.Store;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Files that a partner publishes become records that can be filtered; what cannot be used is told row by row. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RecordLoadTest {
    private static final String LOAD = """
            mutation($dataset: ID!, $distribution: String) { loadRecords(dataset: $dataset, distribution: $distribution)
              { state loaded rejected reason endedAt rejectedRows { line reason raw } } }
            """;

    @Inject
    Demo demo;

    @Inject
    Store store;

    private LoopbackServer server;
    private Steward steward;
    private Publication published;
    private String source;
    private byte[] file;
    private String dataset;
    private int datasets;

    @BeforeEach
    void register(TestInfo test) throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS); // it defines the areas of the city
        server = new LoopbackServer();
        server.on("/file", exchange -> LoopbackServer.answer(exchange, "", file));
        steward = Steward.of("steward-ville");
        published = new Publication(
                server, "records-" + test.getTestMethod().orElseThrow().getName());
        source = steward.register(published.address, SourceFormat.RDF);
    }

    @AfterEach
    void unpublish() {
        published.empty().dataset("last", "Last");
        steward.harvest(source);
        server.close();
    }

    @Test
    void csv_is_read_whatever_its_separator_and_bad_rows_are_told_apart() throws Exception {
        publish("CSV");
        var load = load("\uFEFF\"code;postal\";name;note\n"
                + "01001;\"Fort; \"\"Saint-Jean\"\"\";\"two\nlines\"\n"
                + "13002;Môle\n"
                + "\n"
                + "13003;Panier;\n");
        assertLoaded(load, 2, 1);
        assertThat(load.path("rejectedRows")).hasSize(1);
        assertThat(load.at("/rejectedRows/0/line").asInt()).isEqualTo(4);
        assertThat(load.at("/rejectedRows/0/reason").asText()).isEqualTo("2 values where the header has 3");
        assertThat(load.at("/rejectedRows/0/raw").asText()).contains("13002", "Môle");
        assertThat(fields()).containsExactly("code;postal TEXT 0", "name TEXT 0", "note TEXT 0");
        assertThat(records(eq("code;postal", "01001")).toString())
                .isEqualTo(
                        "[{\"code;postal\":\"01001\",\"name\":\"Fort; \\\"Saint-Jean\\\"\",\"note\":\"two\\nlines\"}]");
        assertThat(records(eq("name", "Panier")).getFirst().path("note").isNull())
                .isTrue();

        for (var separator : List.of(",", "\t")) {
            publish("CSV");
            assertLoaded(load("name;count\nTrees;3\n".replace(";", separator)), 1, 0);
            assertThat(fields()).containsExactly("name TEXT 0", "count INTEGER 0");
        }
    }

    @Test
    void types_are_found_in_all_rows_and_values_made_canonical() throws Exception {
        publish("CSV");
        var text = new StringBuilder("code,count,price,ratio,open,at,day,empty,long,mostly,local\n");
        for (int i = 0; i < 200; i++) {
            text.append("%s,%d,%s,%s,%b,2026-05-01T08:30:00.1239+02:00,2026-05-%02d,,%s,%s,01/05/2026 08:30\n"
                    .formatted(
                            i == 7 ? "00042" : 10_000 + i,
                            i,
                            i % 2 == 0 ? "1.5" : "12.25",
                            "1.5e-" + (i % 9 + 1),
                            i % 2 == 0,
                            i % 28 + 1,
                            "é".repeat(600),
                            i == 9 ? "n/a" : String.valueOf(i)));
        }
        var load = load(text.toString());

        assertLoaded(load, 199, 1);
        assertThat(load.at("/rejectedRows/0/line").asInt()).isEqualTo(11);
        assertThat(load.at("/rejectedRows/0/reason").asText()).isEqualTo("mostly: A number is expected");
        assertThat(fields())
                .containsExactly(
                        "code TEXT 0",
                        "count INTEGER 0",
                        "price DECIMAL 2",
                        "ratio DOUBLE 0",
                        "open BOOLEAN 0",
                        "at INSTANT 0",
                        "day INSTANT 0",
                        "empty TEXT 0",
                        "long JSON 0",
                        "mostly INTEGER 0",
                        "local TEXT 0");
        var row = records(eq("code", "00042")).getFirst();
        assertThat(row.path("price").decimalValue()).hasToString("12.25");
        assertThat(row.path("count").asInt()).isEqualTo(7);
        assertThat(row.path("at").asText()).isEqualTo("2026-05-01T06:30:00.123Z");
        assertThat(row.path("day").asText()).isEqualTo("2026-05-08T00:00:00Z");
        assertThat(row.path("ratio").asDouble()).isEqualTo(1.5e-8);
        assertThat(row.path("open").asBoolean()).isFalse();
        assertThat(row.path("empty").isNull()).isTrue();
        assertThat(row.path("long").asText()).hasSize(600);
        assertThat(records(eq("price", 1.5))).hasSize(100);
        assertThat(records(eq("empty", ""))).isEmpty();
    }

    @Test
    void two_in_a_hundred_are_too_many_to_set_aside() throws Exception {
        publish("CSV");
        var numbers = IntStream.range(0, 100)
                .mapToObj(i -> i < 2 ? "none" : String.valueOf(i))
                .collect(Collectors.joining("\n"));
        assertLoaded(load("number\n" + numbers), 100, 0);
        assertThat(fields()).containsExactly("number TEXT 0");
    }

    @Test
    void json_keeps_what_is_nested_and_a_number_of_any_size_harms_nobody() throws Exception {
        publish("JSON");
        var load = load("""
                [{"name": "Trees", "count": 3, "height": 2.50, "tags": ["a", {"b": 1}], "huge": 1e999999999},
                 {"name": "Benches", "count": "4", "height": 1, "tags": null, "lon": 4.985, "lat": 43.33},
                 "neither",
                 {"name": "Lamps", "count": 5, "height": 3.125}]
                """);
        assertThat(load.path("state").asText()).as(load.toString()).isEqualTo("COMPLETED");
        assertThat(load.at("/rejectedRows/0/line").asInt()).isEqualTo(3);
        assertThat(fields()).contains("count INTEGER 0", "height DECIMAL 3", "tags JSON 0", "location POINT 0");
        assertThat(records(eq("name", "Trees")).getFirst().path("tags").toString())
                .isEqualTo("[\"a\",{\"b\":1}]");
        assertThat(records(eq("count", 4))).hasSize(1);
    }

    @Test
    void places_are_found_in_the_areas_they_lie_in() throws Exception {
        publish("GEOJSON");
        var load = load("""
                {"type": "FeatureCollection", "name": "Places", "crs": {"type": "name"}, "features": [
                 {"type": "Feature", "properties": {"name": "inside"},
                  "geometry": {"type": "Point", "coordinates": [4.9850000001, 43.33, 12]}},
                 {"type": "Feature", "properties": {"name": "outside"},
                  "geometry": {"type": "Point", "coordinates": [5.5, 43.9]}},
                 {"type": "Feature", "properties": {"name": "nowhere"}, "geometry": null}]}
                """);
        assertLoaded(load, 3, 0);
        assertThat(fields()).containsExactly("name TEXT 0", "location POINT 0");
        assertThat(names(inArea("location"))).containsExactly("inside");
        assertThat(names(inArea("location.areas"))).containsExactly("inside");
        assertThat(names(Map.of("not", inArea("location")))).containsExactly("outside");
        assertThat(names(Map.of("not", Map.of("exists", Map.of("field", "location")))))
                .containsExactly("nowhere");
        assertThat(records(eq("name", "inside")).getFirst().path("location").toString())
                .isEqualTo("{\"type\":\"Point\",\"coordinates\":[4.985,43.33]}");
        assertThat(page(inArea("name")).code()).isEqualTo("BAD_INPUT");
    }

    private static Map<String, Object> inArea(String field) {
        return Map.of("inArea", Map.of("field", field, "area", "PL03"));
    }

    @Test
    void a_reload_keeps_the_types_and_sets_aside_what_no_longer_suits() throws Exception {
        publish("CSV");
        assertLoaded(load("name,count\nTrees,1\nLamps,2\n"), 2, 0);
        var first = table();
        var again = load("count,name,colour\n7,Trees,green\nmany,Benches,brown\n");

        assertLoaded(again, 1, 1);
        assertThat(again.at("/rejectedRows/0/reason").asText()).isEqualTo("count: A number is expected");
        assertThat(fields()).containsExactly("name TEXT 0", "count INTEGER 0");
        assertThat(records(Map.of("and", List.of())).toString()).isEqualTo("[{\"name\":\"Trees\",\"count\":7}]");
        assertThat(table()).isNotEqualTo(first);
        assertThat(tables()).as("readers may still be on the former one").contains(first, table());

        assertLoaded(load("name,count\nTrees,8\n"), 1, 0);
        assertThat(tables()).doesNotContain(first);
    }

    private String table() throws SQLException {
        return store.text("select name from record_table where dataset = ?::uuid", dataset);
    }

    private List<String> tables() throws SQLException {
        return store.texts("select tablename from pg_tables where schemaname = 'records'");
    }

    @Test
    void what_is_not_what_it_says_fails_and_the_former_records_stay() throws Exception {
        publish("CSV");
        assertLoaded(load("name,count\nTrees,1\n"), 1, 0);
        assertFails("<!DOCTYPE html><html><body>Sorry, we moved</body></html>", "another format");
        assertFails("{\"error\": \"moved\"}", "another format");
        assertFails("PK\3\4\0\0", "another format");
        assertFails("", "empty");
        assertFails("name,count\n", "no record");
        assertFails("name,count\nTrees,none\nLamps,few\n", "No row suits the dataset's fields");
        assertFails("reason,text\nmoved,sorry\n", "none of the dataset's fields");
        assertFails("name,name\nTrees,1\n", "the same name twice");
        assertFails("name,count\nForêt,1\n".getBytes(StandardCharsets.ISO_8859_1), "not in UTF-8");
        assertFails("name,count\n\"Trees,1\n" + "x".repeat(20_000_000), "Not CSV");
        server.on("/gone", exchange -> exchange.sendResponseHeaders(404, -1));
        publish("d" + datasets, "CSV", "/gone");
        var gone = steward.hub().ask(LOAD, "dataset", dataset).data();
        assertThat(gone.path("state").asText()).isEqualTo("FAILED");
        assertThat(gone.path("reason").asText()).contains("answered 404");
        assertThat(records(eq("count", 1))).hasSize(1);
    }

    @Test
    void a_row_that_is_too_long_is_set_aside_and_the_rest_loads() throws Exception {
        publish("JSON");
        var load = load("[{\"name\": \"a\"}, {\"name\": [" + "[1, 2],".repeat(1_000_000) + "3]}, {\"name\": \"c\"}]");

        assertLoaded(load, 2, 1);
        assertThat(load.at("/rejectedRows/0/line").asInt()).isEqualTo(2);
        assertThat(load.at("/rejectedRows/0/reason").asText()).isEqualTo("It is longer than 4194304 bytes");
    }

    @Test
    void a_csv_file_without_an_end_of_line_in_sight_fails() throws Exception {
        publish("CSV");
        assertFails("name,note\na," + "x".repeat(5_000_000) + "\n", "Not CSV");
    }

    @Test
    void json_that_breaks_off_or_is_no_list_fails() throws Exception {
        publish("JSON");
        assertFails("[{\"name\": \"Trees\"}, {\"na", "Not JSON");
        assertFails("[{\"name\": \"Trees\"}", "Not JSON");
        assertFails("{\"name\": \"Trees\"}", "array of objects");
        assertFails("[]", "no record");
        assertFails("<html>Sorry</html>", "Not JSON");
        publish("GEOJSON");
        assertFails("{\"type\": \"Feature\"}", "array of objects");
        assertFails("""
                {"features": [{"properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [768915, 6281719]}}]}
                """, "not on the globe");
    }

    private void assertFails(String text, String reason) {
        assertFails(text.getBytes(StandardCharsets.UTF_8), reason);
    }

    private void assertFails(byte[] bytes, String reason) {
        var load = load(bytes);
        assertThat(load.path("state").asText()).isEqualTo("FAILED");
        assertThat(load.path("reason").asText()).contains(reason);
        assertThat(load.path("endedAt").asText()).isNotEmpty();
    }

    @Test
    void only_the_owners_stewards_load_and_only_what_can_be_loaded() throws Exception {
        publish("PDF");
        var load = steward.hub().ask(LOAD, "dataset", dataset);
        assertThat(load.code()).isEqualTo("BAD_INPUT");
        publish("CSV");
        assertThat(steward.hub()
                        .ask(LOAD, "dataset", dataset, "distribution", "https://other.example/x.csv")
                        .code())
                .isEqualTo("BAD_INPUT");
        assertThat(HubClient.here("steward-aphm").ask(LOAD, "dataset", dataset).code())
                .isEqualTo("ACCESS_DENIED");
        assertThat(HubClient.here("agent-aphm").ask(LOAD, "dataset", dataset).code())
                .isEqualTo("ACCESS_DENIED");
        assertThat(HubClient.here(null).ask(LOAD, "dataset", dataset).code()).isEqualTo("UNAUTHENTICATED");
        assertThat(store.number("select count(*) from record_load where dataset = ?::uuid", dataset))
                .isZero();
    }

    @Test
    void real_files_load_whole() throws Exception {
        var rows = Map.of(
                "marseille_bases_nautiques_plages_2018_vsohc0e.csv", 27,
                "marseille_batiments_institutionnels_2018.csv", 71,
                "marseille_creches_ukxm5oz.csv", 198,
                "marseille_ecoles_elementaires_2018.csv", 227,
                "marseille_ecoles_maternelles_2018.csv", 241,
                "marseille_equipements_sociaux_2018.csv", 162,
                "marseille_equipements_sportifs_2018.csv", 138,
                "marseille_lieux_culturels_2018_jrvozrd.csv", 109,
                "bikesharing.csv", 94);
        var files = new ArrayList<>(SharedData.files("records/fr-marseille-poi", ".csv"));
        files.addAll(SharedData.files("records/it-brescia", "bikesharing.csv"));
        assertThat(files).hasSize(rows.size());
        for (var real : files) {
            publish("CSV");
            var load = load(Files.readAllBytes(real));
            var unreadable = real.endsWith("bikesharing.csv") ? 1 : 0; // a latitude of 4.558.995.084.452.920
            assertLoaded(load, rows.get(real.getFileName().toString()), unreadable);
            assertThat(fields()).as(real.toString()).contains("location POINT 0");
        }
    }

    /** A dataset of its own, whose one distribution is {@link #file}. */
    private void publish(String format) throws SQLException {
        publish("d" + ++datasets, format, "/file");
    }

    private void publish(String name, String format, String path) throws SQLException {
        published.dataset(
                name,
                "Records",
                "; dcat:distribution [ dcat:downloadURL <%s> ; dct:format \"%s\" ]"
                        .formatted(server.address(path), format));
        assertThat(steward.harvest(source).path("state").asText()).isEqualTo("COMPLETED");
        dataset = store.text(
                "select id from dataset where source = ?::uuid and source_key = ?", source, published.key(name));
    }

    private JsonNode load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode load(byte[] bytes) {
        file = bytes;
        return steward.hub().ask(LOAD, "dataset", dataset).data();
    }

    private static void assertLoaded(JsonNode load, long loaded, long rejected) {
        assertThat(load.path("state").asText()).as(load.toString()).isEqualTo("COMPLETED");
        assertThat(List.of(load.path("loaded").asLong(), load.path("rejected").asLong()))
                .as(load.toString())
                .containsExactly(loaded, rejected);
    }

    private List<String> fields() throws SQLException {
        return store.texts(
                "select concat_ws(' ', name, type, scale) from dataset_field where dataset = ?::uuid order by position",
                dataset);
    }

    private static Map<String, Object> eq(String field, Object value) {
        return Map.of("eq", Map.of("field", field, "value", value));
    }

    /** As a citizen reads them. */
    private List<JsonNode> records(Map<String, Object> filter) {
        var records = new ArrayList<JsonNode>();
        page(filter).data().path("edges").forEach(edge -> records.add(edge.at("/node/values")));
        return records;
    }

    private HubClient.Answer page(Map<String, Object> filter) {
        return HubClient.here(null)
                .ask(
                        "query($dataset: ID!, $filter: Filter) { records(dataset: $dataset, filter: $filter, first: 1000)"
                                + " { edges { node { values } } } }",
                        "dataset",
                        dataset,
                        "filter",
                        filter);
    }

    private List<String> names(Map<String, Object> filter) {
        return records(filter).stream()
                .map(record -> record.path("name").asText())
                .toList();
    }
}
