package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.entente.federation.LoopbackServer;
import org.entente.federation.Publication;
import org.entente.federation.SourceFormat;
import org.entente.federation.Steward;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue as other catalogues read it: all that a caller may know of, and nothing that tells of the rest. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class CatalogTest {
    private static final Property NEXT = ResourceFactory.createProperty("http://www.w3.org/ns/hydra/core#next");
    private static final String WHOLE = "/catalog?first=500";
    private static final Pattern CURSOR = Pattern.compile("after=[\\w-]+");

    @Inject
    City city;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    @ParameterizedTest
    @CsvSource({
        "text/turtle, text/turtle",
        "*/*, text/turtle",
        "application/ld+json, application/ld+json",
        "application/rdf+xml, application/rdf+xml",
        "'text/html, application/rdf+xml;q=0.9, */*;q=0.8', application/rdf+xml"
    })
    void it_is_written_as_its_reader_asks(String accepted, String written) throws Exception {
        var answer = Hub.citizen().request().accept(accepted).get(WHOLE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(written);
        assertThat(answer.header("Vary")).contains("Accept", "Authorization");
        assertThat(datasets(model(answer))).containsExactlyInAnyOrderElementsOf(known("nobody"));
    }

    @Test
    void each_caller_finds_exactly_the_datasets_that_they_may_know_of() throws Exception {
        assertThat(all(Hub.citizen(), 9)).containsExactlyInAnyOrderElementsOf(known("nobody"));
        assertThat(all(Hub.as("agent-police", "public-safety"), 9))
                .containsExactlyInAnyOrderElementsOf(known("police"))
                .hasSizeGreaterThan(known("nobody").size());
        var given = city.id(City.VISITS).toString();
        assertThat(all(Hub.as("steward-ville", "statistics"), 500)).contains(given);
        assertThat(all(Hub.as("steward-ville", "transport"), 500)).doesNotContain(given);
    }

    private List<String> known(String partner) throws Exception {
        return city.texts("select id from dataset where archived_at is null and (access_level <> 'HIDDEN' or owner = '"
                + partner + "')");
    }

    /** By the links of the pages. */
    private static List<String> all(Hub caller, int first) {
        var found = new ArrayList<String>();
        var address = "/catalog?first=" + first;
        while (address != null) {
            var answer = get(caller, address);
            var page = model(answer);
            found.addAll(datasets(page));
            var next = page.listObjectsOfProperty(NEXT).toList();
            assertThat(answer.header("Link"))
                    .isEqualTo(next.isEmpty() ? null : "<" + next.getFirst() + ">; rel=\"next\"");
            address = next.isEmpty() ? null : next.getFirst().asResource().getURI();
        }
        assertThat(found).doesNotHaveDuplicates();
        return found;
    }

    private static Response get(Hub caller, String address) {
        return caller.request().urlEncodingEnabled(false).get(address);
    }

    private static List<String> datasets(Model page) {
        return page.listResourcesWithProperty(RDF.type, DCAT.Dataset).toList().stream()
                .map(dataset -> dataset.getURI().replaceFirst(".*/", ""))
                .toList();
    }

    private static Model model(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        var model = ModelFactory.createDefaultModel();
        var type = answer.contentType().split(";")[0];
        RDFDataMgr.read(model, new ByteArrayInputStream(answer.asByteArray()), RDFLanguages.contentTypeToLang(type));
        return model;
    }

    @Test
    void hidden_datasets_leave_no_trace() throws Exception {
        var stranger = Hub.as("agent-rtm", "transport");
        var whole = get(stranger, WHOLE).asByteArray();
        var before = pages(stranger, 7);
        try (var server = new LoopbackServer()) {
            var published = new Publication(server, "hidden-from-the-catalog");
            var steward = Steward.of("steward-ville");
            for (int i = 0; i < 40; i++) {
                published.dataset("h" + i, "Zostera meadow " + i, "; dct:accessRights right:NON_PUBLIC");
            }
            var source = steward.register(published.address, SourceFormat.RDF);
            assertThat(steward.harvest(source).path("created").asInt()).isEqualTo(40);

            assertThat(get(Hub.as("steward-ville"), WHOLE).asString()).contains("Zostera");
            assertThat(get(stranger, WHOLE).asByteArray()).isEqualTo(whole);
            assertThat(pages(stranger, 7)).isEqualTo(before);

            published.empty().dataset("last", "Last", "; dct:accessRights right:NON_PUBLIC");
            steward.harvest(source);
        }
    }

    /** Heads and paragraphs, but for cursors: each is sealed anew, which also changes the order of what is written. */
    private static List<List<String>> pages(Hub caller, int first) {
        var pages = new ArrayList<List<String>>();
        for (var address = "/catalog?first=" + first; address != null; ) {
            var answer = get(caller, address);
            var headers = answer.headers().asList().stream()
                    .filter(header -> !header.getName().equalsIgnoreCase("date"))
                    .toList();
            var text = CURSOR.matcher(headers + "\n\n" + answer.asString()).replaceAll("after=");
            pages.add(Stream.of(text.split("\n\n")).map(String::strip).sorted().toList());
            address = model(answer).listObjectsOfProperty(NEXT).toList().stream()
                    .map(next -> next.asResource().getURI())
                    .findFirst()
                    .orElse(null);
        }
        return pages;
    }

    @Test
    void a_dataset_is_told_in_all_its_languages_with_what_governs_it() throws Exception {
        var reports = dataset(Hub.citizen(), city.id(City.REPORTS));

        assertThat(reports.getProperty(DCTerms.title, "fr").getString()).isEqualTo(City.REPORTS);
        assertThat(reports.getProperty(DCTerms.title, "en").getString()).isEqualTo("Street incident reports");
        assertThat(reports.listProperties(DCTerms.description).toList()).hasSize(2);
        assertThat(uri(reports, DCTerms.accessRights)).endsWith("/access-right/RESTRICTED");
        assertThat(uri(reports, ResourceFactory.createProperty("http://data.europa.eu/r5r/applicableLegislation")))
                .isEqualTo("http://data.europa.eu/eli/reg/2016/679/oj");
        assertThat(uri(reports, DCTerms.license)).startsWith("http");
        assertThat(reports.listProperties(DCAT.theme).toList()).isNotEmpty();
        assertThat(reports.getPropertyResourceValue(DCTerms.publisher)
                        .listProperties()
                        .toList())
                .isNotEmpty();
    }

    private static String uri(Resource thing, Property property) {
        return thing.getPropertyResourceValue(property).getURI();
    }

    private static Resource dataset(Hub caller, UUID id) {
        var page = model(get(caller, WHOLE));
        return page.listResourcesWithProperty(RDF.type, DCAT.Dataset)
                .filterKeep(dataset -> dataset.getURI().endsWith("/datasets/" + id))
                .next();
    }

    @Test
    void the_hubs_own_downloads_are_distributions_for_whom_they_would_be_given_to() throws Exception {
        var places = city.id(City.PLACES);
        var reports = city.id(City.REPORTS);

        assertThat(downloads(Hub.citizen(), places))
                .hasSize(3)
                .allMatch(address -> address.contains("/data/" + places));
        assertThat(downloads(Hub.citizen(), reports)).isEmpty();
        assertThat(downloads(Hub.as("agent-aphm", "statistics"), reports)).isEmpty();
        assertThat(downloads(Hub.as("steward-ville", "statistics"), reports)).hasSize(3);
        for (var address : downloads(Hub.citizen(), places)) {
            assertThat(get(Hub.citizen(), address).statusCode()).as(address).isEqualTo(200);
        }
    }

    private static List<String> downloads(Hub caller, UUID id) {
        return addresses(dataset(caller, id)).stream()
                .filter(address -> address.contains("/data/" + id))
                .toList();
    }

    private static List<String> addresses(Resource dataset) {
        return dataset.listProperties(DCAT.distribution).toList().stream()
                .flatMap(distribution -> distribution.getResource().listProperties(DCAT.accessURL).toList().stream())
                .map(statement -> statement.getResource().getURI())
                .toList();
    }

    @Test
    void where_a_publishers_files_lie_is_told_of_open_data_and_to_the_owner_alone() throws Exception {
        assertThat(addresses(dataset(Hub.citizen(), city.id(City.PLACES)))).hasSizeGreaterThan(3);
        assertThat(addresses(dataset(Hub.citizen(), city.id(City.REPORTS)))).isEmpty();
        assertThat(addresses(dataset(Hub.as("agent-rtm", "transport"), city.id(City.REPORTS))))
                .isEmpty();
        assertThat(addresses(dataset(Hub.as("steward-ville", "statistics"), city.id(City.REPORTS))))
                .hasSizeGreaterThan(3);
    }

    @Test
    void that_a_hidden_dataset_was_told_of_is_audited() throws Exception {
        var told = "select count(*) from audit_event where kind = 'READ' and dataset = '" + city.id(City.VISITS) + "'";
        var before = city.number(told);
        all(Hub.citizen(), 500);
        assertThat(city.number(told)).isEqualTo(before);

        all(Hub.as("agent-aphm"), 500);
        assertThat(city.number(told)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first=0", "first=501", "first=x", "after=garbage", "filter=x", "page=2"})
    void what_cannot_be_meant_is_refused_with_its_path(String parameters) {
        var refused = Reply.of(get(Hub.citizen(), "/catalog?" + parameters));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.inputPath(ErrorCode.BAD_INPUT)).isEqualTo(parameters.split("=")[0]);
    }

    @Test
    void a_form_that_there_is_not_is_refused() {
        var reply = Reply.of(Hub.citizen().request().accept("text/html").get("/catalog"));
        assertThat(reply.status()).isEqualTo(406);
        reply.refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void a_cursor_serves_nobody_else() {
        var next = model(get(Hub.as("agent-rtm", "transport"), "/catalog?first=3"))
                .listObjectsOfProperty(NEXT)
                .next()
                .asResource()
                .getURI();

        assertThat(get(Hub.as("agent-rtm", "transport"), next).statusCode()).isEqualTo(200);
        Reply.of(get(Hub.citizen(), next)).refused(ErrorCode.BAD_INPUT);
        Reply.of(get(Hub.as("agent-rtm", "statistics"), next)).refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void who_cannot_be_known_is_refused_and_heads_are_answered_without_a_body() {
        Reply.of(Hub.bearer("garbage").request().get("/catalog")).refused(ErrorCode.UNAUTHENTICATED);
        var head = Hub.citizen().request().head("/catalog");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.contentType()).startsWith("text/turtle");
        assertThat(head.asByteArray()).isEmpty();
    }
}
