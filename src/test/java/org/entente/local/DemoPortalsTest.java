package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoPortalsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static DemoPortals portals;

    @BeforeAll
    static void start() {
        portals = DemoPortals.start(0);
    }

    @AfterAll
    static void close() {
        portals.close();
    }

    static Stream<DemoCity.Catalogue> rdf() {
        return DemoCity.load().catalogues().stream().filter(c -> c.source().format() != DemoCity.Syntax.CKAN);
    }

    static Stream<DemoCity.Catalogue> ckan() {
        return DemoCity.load().catalogues().stream().filter(c -> c.source().format() == DemoCity.Syntax.CKAN);
    }

    @ParameterizedTest
    @MethodSource("rdf")
    void an_rdf_catalogue_describes_each_dataset_of_its_partner(DemoCity.Catalogue catalogue) throws Exception {
        Model model = read(get(catalogue.source().path()));
        for (DemoDataset dataset : catalogue.datasets()) {
            Resource self = model.listSubjectsWithProperty(DCTerms.identifier, dataset.key())
                    .next();
            assertThat(self.hasProperty(RDF.type, DCAT.Dataset)).isTrue();
            assertThat(self.getProperty(DCTerms.title, "fr").getString())
                    .isEqualTo(dataset.title().fr());
            assertThat(self.getProperty(DCTerms.title, "en").getString())
                    .isEqualTo(dataset.title().en());
            assertThat(self.listProperties(DCAT.theme).toList())
                    .hasSize(dataset.themes().size());
            assertThat(self.hasProperty(DCTerms.accessRights)).isEqualTo(dataset.access() != null);
        }
        assertThat(model.listSubjectsWithProperty(RDF.type, DCAT.Dataset).toList())
                .hasSameSizeAs(catalogue.datasets());
    }

    @Test
    void the_personal_regime_of_a_dataset_is_said_by_its_law() throws Exception {
        Property law =
                ModelFactory.createDefaultModel().createProperty("http://data.europa.eu/r5r/applicableLegislation");
        Model police = read(get("/police/catalog.rdf"));
        Resource interventions = police.listSubjectsWithProperty(DCTerms.identifier, "interventions-police")
                .next();
        assertThat(interventions.getPropertyResourceValue(law).getURI())
                .isEqualTo("http://data.europa.eu/eli/dir/2016/680/oj");
    }

    @Test
    void the_json_ld_catalogue_carries_its_context() throws Exception {
        HttpResponse<byte[]> answer = get("/aphm/catalog.jsonld");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/ld+json");
        JsonNode root = JSON.readTree(answer.body());
        assertThat(root.get("@context").isObject()).isTrue();
        assertThat(root.get("@context").toString()).doesNotContain("@import");
    }

    @ParameterizedTest
    @MethodSource("rdf")
    void every_address_of_an_rdf_catalogue_answers(DemoCity.Catalogue catalogue) throws Exception {
        Model model = read(get(catalogue.source().path()));
        List<String> addresses = Stream.of(DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage)
                .flatMap(p -> model.listObjectsOfProperty(p).toList().stream())
                .map(Object::toString)
                .toList();
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(catalogue.datasets().size());
        answer(addresses);
    }

    @ParameterizedTest
    @MethodSource("ckan")
    void a_ckan_catalogue_is_read_page_by_page_and_every_address_answers(DemoCity.Catalogue catalogue)
            throws Exception {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int start = 0; start < catalogue.datasets().size(); start += 3) {
            JsonNode result = page(catalogue, start);
            assertThat(result.get("count").asInt())
                    .isEqualTo(catalogue.datasets().size());
            result.get("results").forEach(p -> names.add(p.get("name").asText()));
            result.findValuesAsText("url").forEach(addresses::add);
        }
        assertThat(names)
                .isEqualTo(catalogue.datasets().stream().map(DemoDataset::key).toList());
        answer(addresses);
    }

    private static JsonNode page(DemoCity.Catalogue catalogue, int start) throws Exception {
        return JSON.readTree(get(catalogue.source().path() + "?rows=3&start=" + start)
                        .body())
                .get("result");
    }

    @Test
    void ckan_extras_hold_what_ckan_has_no_field_for() throws Exception {
        JsonNode extras = page(ckan().findFirst().orElseThrow(), 0).at("/results/0/extras");
        assertThat(extras)
                .anySatisfy(e -> {
                    assertThat(e.get("key").asText()).isEqualTo("access_rights");
                    assertThat(e.get("value").asText()).endsWith("/access-right/PUBLIC");
                })
                .anySatisfy(e -> {
                    assertThat(e.get("key").asText()).isEqualTo("theme");
                    assertThat(JSON.readTree(e.get("value").asText()).get(0).asText())
                            .endsWith("/data-theme/TRAN");
                });
    }

    @Test
    void ckan_refuses_a_page_that_is_not_a_number() throws Exception {
        HttpResponse<byte[]> answer = get("/rtm/api/3/action/package_search?rows=many");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(answer.body()).get("success").asBoolean()).isFalse();
    }

    @Test
    void the_index_names_every_partner_in_both_languages_and_says_that_all_is_simulated() throws Exception {
        String index = new String(get("/").body(), StandardCharsets.UTF_8);
        assertThat(index).contains("simulés", "simulated");
        for (DemoCity.Partner partner : DemoCity.load().partners()) {
            assertThat(index).contains(partner.nameFr(), partner.nameEn());
            answer(List.of(here("/" + partner.id())));
        }
    }

    @Test
    void records_are_handed_out_as_they_are_generated() throws Exception {
        HttpResponse<byte[]> answer = get("/ville/data/signalements-voie-publique.csv");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8).lines()).hasSize(StreetReports.ROWS + 1);
    }

    @Test
    void an_unknown_path_and_another_method_are_refused() throws Exception {
        assertThat(get("/ville/data/../../etc/passwd").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(URI.create(here("/")))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void a_host_that_is_not_a_name_is_not_repeated_in_the_catalogue() throws Exception {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), portals.port())) {
            socket.getOutputStream()
                    .write("GET /ville/catalog.ttl HTTP/1.1\r\nHost: a><b\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("http://127.0.0.1:" + portals.port() + "/ville/dataset/quartiers")
                    .doesNotContain("a><b");
        }
    }

    @Test
    void a_taken_port_is_named() {
        assertThatThrownBy(() -> DemoPortals.start(portals.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(portals.port()));
    }

    private static void answer(List<String> addresses) throws Exception {
        for (String address : addresses) {
            assertThat(address).startsWith(here("/"));
            HttpRequest head = HttpRequest.newBuilder(URI.create(address))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HTTP.send(head, BodyHandlers.discarding()).statusCode())
                    .as(address)
                    .isEqualTo(200);
        }
    }

    private static Model read(HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        Lang lang = RDFLanguages.contentTypeToLang(type.replaceFirst(";.*", ""));
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new ByteArrayInputStream(answer.body()), lang);
        return model;
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(here(path))).build(), BodyHandlers.ofByteArray());
    }

    private static String here(String path) {
        return "http://127.0.0.1:" + portals.port() + path;
    }
}
