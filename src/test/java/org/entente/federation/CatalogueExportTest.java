package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RDFParserBuilder;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;
import org.apache.jena.shacl.validation.Severity;
import org.apache.jena.sparql.graph.GraphFactory;
import org.entente.catalogue.DatasetDraft;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.entente.policy.Regime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub exports as DCAT-AP 3, another hub harvests; and it is what DCAT-AP 3 demands. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class CatalogueExportTest {
    private static final String SHAPES = "3.0.1__html__shacl__";

    /** An IRI, a blank line, what is in no XML, what ends an IRI in Turtle: as partners write them. */
    private static final String STRANGE = """
            ; dct:description "a\\n\\nb \\uFFFE <c> & \\"d\\" \\\\ é"@fr, "plain", "x"@zh-Hant-TW
            ; dct:license "Licence <b>maison</b> > 2" ; dct:accrualPeriodicity "tous les jours"
            ; dcat:keyword "clé"@fr, "k > k" ; dcat:landingPage <http://example.org/a%20b?c='d'&e=(f)>
            ; dcat:distribution [ dcat:accessURL <http://example.org/x.csv> ; dct:format "Fancy format 2" ; dcat:byteSize 12 ]
            """;

    private static final String NOT_IN_XML = "\uFFFE";

    @Inject
    Demo demo;

    @Inject
    Store store;

    private LoopbackServer server;
    private Publication published;
    private Steward steward;
    private String source;

    @BeforeEach
    void publish() throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS);
        server = new LoopbackServer();
        published = new Publication(server, "exported");
        published.dataset("bare", "Bare").dataset("strange", "Strange \\u0085 <title> >", STRANGE);
        steward = Steward.of("steward-ville");
        source = steward.register(published.address, SourceFormat.RDF);
        assertThat(steward.harvest(source).path("state").asText()).isEqualTo("COMPLETED");
    }

    @AfterEach
    void unpublish() {
        published.empty().dataset("last", "Last");
        steward.harvest(source);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/turtle", "application/ld+json", "application/rdf+xml"})
    void another_hub_harvests_the_same_datasets(String syntax) throws Exception {
        var found = harvested(syntax, 17);

        assertThat(found.rejected).isEmpty();
        assertThat(keyed(found.drafts)).containsExactlyInAnyOrderEntriesOf(keyed(kept()));
    }

    /** Through a server that speaks for the hub, since harvesters ask for what they like best. */
    private CollectedDrafts harvested(String syntax, int first) {
        server.on("/", exchange -> forward(exchange, syntax));
        return Reading.from(server).rdf(server.address("/catalog?first=" + first));
    }

    private static void forward(HttpExchange asked, String syntax) throws IOException {
        var answer = RestAssured.given()
                .urlEncodingEnabled(false)
                .accept(syntax)
                .header("Host", asked.getRequestHeaders().getFirst("Host"))
                .get(asked.getRequestURI().toString());
        LoopbackServer.answer(asked, answer.contentType(), answer.asByteArray());
    }

    /** The open and discoverable ones as they lie in the store. */
    private List<DatasetDraft> kept() throws Exception {
        var json = new ObjectMapper().findAndRegisterModules();
        return store.texts("""
                        select jsonb_set(jsonb_set(draft, '{key}', to_jsonb(dataset.id::text)), '{accessLevel}', to_jsonb(access_level))
                            || jsonb_build_object('regime', regime, 'publisher', coalesce(draft ->> 'publisher', names ->> 'fr'))
                        from dataset join partner on partner.id = owner where archived_at is null and access_level in ('OPEN', 'DISCOVERABLE')
                        """).stream()
                .map(text -> draft(json, text.replace(NOT_IN_XML, "")))
                .toList();
    }

    private static DatasetDraft draft(ObjectMapper json, String text) {
        try {
            return json.readerFor(DatasetDraft.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that a dataset says, by its id. */
    private static Map<String, List<Object>> keyed(List<DatasetDraft> drafts) {
        return drafts.stream()
                .collect(Collectors.toMap(draft -> draft.key().replaceFirst(".*/", ""), CatalogueExportTest::said));
    }

    private static List<Object> said(DatasetDraft draft) {
        return Arrays.asList(
                draft.titles(),
                draft.descriptions().isEmpty() ? draft.titles() : draft.descriptions(),
                draft.keywords().stream().sorted().toList(),
                draft.themes(),
                draft.publisher(),
                draft.licence(),
                draft.accessLevel(),
                draft.regime() == Regime.NONE ? null : draft.regime(),
                draft.landingPage(),
                draft.issued());
    }

    @Test
    void it_has_no_violation_of_the_shapes_of_dcat_ap() throws Exception {
        for (var address : List.of("/catalog?first=500", "/catalog?first=13")) {
            var page =
                    graph(RDFParser.fromString(RestAssured.given().get(address).asString(), Lang.TURTLE));
            var report = ShaclValidator.get().validate(Shapes.parse(shapes()), page);

            assertThat(report.getEntries().stream()
                            .filter(entry -> entry.severity().level().equals(Severity.Violation.level()))
                            .map(CatalogueExportTest::words))
                    .isEmpty();
        }
    }

    private static String words(ReportEntry entry) {
        return entry.focusNode() + " " + entry.resultPath() + " " + entry.value() + " " + entry.message();
    }

    private static Graph shapes() throws IOException {
        var shapes = GraphFactory.createDefaultGraph();
        for (var name : List.of("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl")) {
            var files = SharedData.files("validation/shacl", SHAPES + name);
            assertThat(files).as(name).hasSize(1);
            read(RDFParser.source(files.getFirst()).lang(Lang.TURTLE), shapes);
        }
        return shapes;
    }

    private static Graph graph(RDFParserBuilder parser) {
        var graph = GraphFactory.createDefaultGraph();
        read(parser, graph);
        return graph;
    }

    private static void read(RDFParserBuilder parser, Graph graph) {
        parser.errorHandler(ErrorHandlerFactory.errorHandlerNoLogging).parse(graph);
    }
}
