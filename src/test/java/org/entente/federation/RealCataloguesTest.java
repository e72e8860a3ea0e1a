package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.entente.catalogue.Eventually;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogues of real partners, through the whole hub: all of them arrive, in PostgreSQL and in Elasticsearch alike. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RealCataloguesTest {
    private static final byte[] LAST =
            "<urn:last> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Last'@en ."
                    .getBytes();

    @Inject
    Demo demo;

    @Inject
    Store store;

    private final List<LoopbackServer> servers = new ArrayList<>();
    private Steward steward;
    private volatile boolean vanished;

    @BeforeEach
    void sign_in() throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS);
        steward = Steward.of("steward-ville");
    }

    @AfterEach
    void stop() {
        servers.forEach(LoopbackServer::close);
    }

    @Test
    void every_dataset_arrives_once_and_a_second_harvest_writes_nothing() throws Exception {
        var sources = new LinkedHashMap<Path, String>();
        for (var file : SharedData.files("catalogues/dcat-rdf", ".rdf", ".xml", ".ttl", ".jsonld")) {
            sources.put(file, steward.register(rdf(file), SourceFormat.RDF));
        }
        for (var file : SharedData.files("catalogues/ckan", ".json", ".gz")) {
            sources.put(file, steward.register(ckan(file), SourceFormat.CKAN));
        }
        for (var source : sources.entrySet()) {
            assertArrives(source.getKey(), source.getValue());
        }
        var before = versions();
        for (var source : sources.values()) {
            var run = steward.harvest(source);
            assertThat(run.path("unchanged").asInt()).isEqualTo(run.path("read").asInt());
        }
        assertThat(versions()).isEqualTo(before);
        assertSearchAgrees();
        vanish(sources);
        assertSearchAgrees();
    }

    private URI rdf(Path file) throws IOException {
        var text = Files.readAllBytes(file);
        var path = "/" + file.getFileName();
        return serve(
                        path,
                        exchange ->
                                LoopbackServer.answer(exchange, vanished ? "text/turtle" : "", vanished ? LAST : text))
                .address(path);
    }

    private URI ckan(Path file) throws IOException {
        var full = new CkanPortal(RealCkanCataloguesTest.packages(file));
        var other = new CkanPortal(List.of("{\"id\": \"last\", \"title\": \"Last\"}"));
        return serve(CkanPortal.SEARCH, exchange -> (vanished ? other : full).handle(exchange))
                .address("");
    }

    private LoopbackServer serve(String path, LoopbackServer.Handler handler) {
        var server = new LoopbackServer().on(path, handler);
        servers.add(server);
        return server;
    }

    private void assertArrives(Path file, String source) throws Exception {
        var run = steward.harvest(source);
        assertThat(run.path("state").asText()).as(file + " " + run).isEqualTo("COMPLETED");
        JsonNode counts = SharedData.counts(file);
        assertThat(run.path("quarantined").asInt()).as(file.toString()).isZero();
        assertThat(run.path("created").asInt())
                .as(file.toString())
                .isEqualTo(counts.path("datasets").asInt());
        var linked = counts.has("distributionsLinked") ? "distributionsLinked" : "distributions";
        assertThat(distributions(source))
                .as(file.toString())
                .isEqualTo(counts.path(linked).asLong()
                        + RealDcatCataloguesTest.FURTHER_LINKS.getOrDefault(
                                file.getFileName().toString(), 0));
    }

    private long distributions(String source) throws SQLException {
        return store.number(
                "select sum(jsonb_array_length(draft -> 'distributions')) from dataset where source = ?::uuid", source);
    }

    private List<String> versions() throws SQLException {
        return store.texts("select concat_ws(' ', id, version, xmin) from dataset order by id");
    }

    /** The same datasets in the same indices, once nothing waits any more. */
    private void assertSearchAgrees() throws Exception {
        Eventually.is(
                "all is delivered", () -> store.number("select count(*) from outbox where delivered_at is null") == 0);
        assertThat(indexed("datasets-public")).isEqualTo(stored("<>"));
        assertThat(indexed("datasets-hidden")).isEqualTo(stored("="));
    }

    private TreeSet<String> stored(String operator) throws SQLException {
        return new TreeSet<>(store.texts(
                "select id from dataset where archived_at is null and access_level " + operator + " 'HIDDEN'"));
    }

    private static TreeSet<String> indexed(String index) throws IOException {
        var node = "http://" + ConfigProvider.getConfig().getValue("quarkus.elasticsearch.hosts", String.class);
        RestAssured.post(node + "/" + index + "/_refresh").then().statusCode(200);
        var found = new ObjectMapper()
                .readTree(RestAssured.get(node + "/" + index + "/_search?size=10000&_source=false")
                        .asString());
        var ids = new TreeSet<String>();
        found.at("/hits/hits").forEach(hit -> ids.add(hit.path("_id").asText()));
        return ids;
    }

    /** All datasets of a catalogue may make room for another one; the other tests are left alone so. */
    private void vanish(Map<Path, String> sources) throws SQLException {
        vanished = true;
        for (var source : sources.values()) {
            var held =
                    store.number("select count(*) from dataset where source = ?::uuid and archived_at is null", source);
            assertThat(steward.harvest(source).path("archived").asLong()).isEqualTo(held);
        }
    }
}
