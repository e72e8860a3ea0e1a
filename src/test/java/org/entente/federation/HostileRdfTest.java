package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.SourceUnreachable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class HostileRdfTest {
    private static final String RDF_XML =
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://purl.org/dc/terms/'>\n";
    private static final String TURTLE = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
            + "<urn:d> a dcat:Dataset ; <http://purl.org/dc/terms/title> 'Trees' .\n";
    private static final String HYDRA = "<> <http://www.w3.org/ns/hydra/core#next> ";

    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("c.rdf", RDF_XML + "<rdf:Description rdf:about='urn:x'>\n</rdf:RDF>", 3),
                Arguments.of("c.rdf", RDF_XML + "<rdf:Description\n rdf:about='urn:x'\n rdf:ID='y'/></rdf:RDF>", 4),
                Arguments.of("c.rdf", RDF_XML, 2),
                Arguments.of("c.ttl", TURTLE + "<urn:x> dcat:keyword 'open .\n", 4),
                Arguments.of("c.ttl", TURTLE + "<urn:x> nowhere:keyword 'a' .\n", 3),
                Arguments.of("c.ttl", TURTLE + "<urn:x> dcat:keyword 'a'@en_GB .\n", 3),
                Arguments.of("c.jsonld", "{\"@context\": {},\n \"@graph\": [{]}", 2),
                Arguments.of("c.jsonld", "{\"@context\": {},\n \"@graph\": [{\"@id\": ", 2),
                Arguments.of("c.jsonld", "{\"@context\": 12}", 0),
                Arguments.of("c.nt", "<urn:d> <urn:p> 'single' .\n<urn:d> <urn:p> .\n", 2),
                Arguments.of("c", "<!DOCTYPE html><html><body>Please sign in</body></html>", 0));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedDocumentSaysWhere(String path, String document, int line) {
        refusal(path, document).isInstanceOfSatisfying(MalformedDocument.class, e -> {
            assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
            assertThat(e.getMessage()).startsWith("The document is malformed");
        });
    }

    @Test
    void whatStoodBeforeTheErrorIsNotDelivered() {
        server.on("/c.ttl", "", TURTLE + "oops");
        var sink = new CollectedDrafts();
        var config = Reading.from(server).config();
        assertThatThrownBy(() -> new RdfFormat(config).read(server.address("/c.ttl"), new Fetcher(config).open(), sink))
                .isInstanceOf(MalformedDocument.class);
        assertThat(sink.found()).isZero();
    }

    static Stream<Arguments> reachingOut() {
        return Stream.of(
                Arguments.of(
                        "c.rdf",
                        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + titled("&x;"),
                        "another document"),
                Arguments.of(
                        "c.rdf",
                        "<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'> %x;]>" + titled("a"),
                        "another document"),
                Arguments.of("c.rdf", "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/r.dtd'>" + titled("a"), "document type"),
                Arguments.of(
                        "c.jsonld", "{\"@context\": \"http://127.0.0.1:9/c\", \"@id\": \"urn:x\"}", "context outside"),
                Arguments.of("c.jsonld", "{\"@context\": \"context.jsonld\", \"@id\": \"urn:x\"}", "context outside"),
                Arguments.of("c.jsonld", "{\"@context\": {\"@import\": \"file:///etc/hostname\"}}", "context outside"));
    }

    @ParameterizedTest
    @MethodSource("reachingOut")
    void nothingOutsideTheDocumentIsFetched(String path, String document, String reason) {
        refusal(path, document).isInstanceOf(MalformedDocument.class).hasMessageContaining(reason);
    }

    static Stream<Arguments> deep() {
        return Stream.of(
                Arguments.of("c.ttl", "<urn:x> <urn:p> " + "[ <urn:p> ".repeat(50_000) + "]".repeat(50_000) + " ."),
                Arguments.of("c.ttl", "<urn:x> <urn:p> " + "( ".repeat(50_000) + ") ".repeat(50_000) + " ."),
                Arguments.of("c.jsonld", "[".repeat(50_000) + "]".repeat(50_000)),
                Arguments.of("c.jsonld", "{\"urn:p\":".repeat(400) + "1" + "}".repeat(400)),
                Arguments.of(
                        "c.rdf",
                        RDF_XML + "<rdf:Description><d:x>".repeat(5_000) + "</d:x></rdf:Description>".repeat(5_000)
                                + "</rdf:RDF>"));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void nestingWithoutEndIsMalformed(String path, String document) {
        refusal(path, document).isInstanceOf(MalformedDocument.class);
    }

    @Test
    void aBillionLaughsAreNotHeard() {
        var laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 'ha'>");
        IntStream.range(1, 12)
                .forEach(i -> laughs.append("<!ENTITY l")
                        .append(i)
                        .append(" '")
                        .append(("&l" + (i - 1) + ";").repeat(10))
                        .append("'>"));
        refusal("c.rdf", laughs + "]>" + titled("&l11;")).isInstanceOf(MalformedDocument.class);
    }

    @Test
    void moreStatementsThanAllowedAreTooMany() {
        server.on("/c.ttl", "", TURTLE);
        assertThatThrownBy(() -> Reading.from(server, "max-statements", "1").rdf(server.address("/c.ttl")))
                .isInstanceOf(SourceTooLarge.class)
                .hasMessage("The source holds more than 1 statements, which is the limit.");
    }

    @Test
    void jsonLdHasALimitOfItsOwn() {
        server.on("/c.jsonld", "", "{\"@id\": \"urn:x\"}" + " ".repeat(100));
        assertThatThrownBy(() -> Reading.from(server, "max-json-ld-bytes", "50").rdf(server.address("/c.jsonld")))
                .isInstanceOf(SourceTooLarge.class);
    }

    @Test
    void pagesWithoutEndAreTooMany() {
        server.on("/", exchange -> {
            var next = HYDRA + "<" + server.address("/" + server.requests.get()) + "> .";
            LoopbackServer.answer(exchange, "text/turtle", next.getBytes(StandardCharsets.UTF_8));
        });
        assertThatThrownBy(() -> Reading.from(server, "max-pages", "7").rdf(server.address("/")))
                .isInstanceOf(SourceTooLarge.class)
                .hasMessageContaining("7 pages");
        assertThat(server.requests).hasValue(7);
    }

    @Test
    void pagesInACircleAreNoCatalogue() {
        server.on("/a.ttl", "", HYDRA + "<b.ttl> .").on("/b.ttl", "", HYDRA + "<a.ttl> .");
        assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/a.ttl")))
                .isInstanceOf(MalformedDocument.class)
                .hasMessageContaining("circle");
    }

    @Test
    void theNextPageLiesOnTheSameHost() {
        refusal("a.ttl", HYDRA + "<http://elsewhere.example/b.ttl> .").isInstanceOf(ForbiddenAddress.class);
    }

    @Test
    void aMissingSecondPageFailsTheWhole() {
        refusal("a.ttl", TURTLE + HYDRA + "<b.ttl> .").isInstanceOf(SourceUnreachable.class);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(String path, String document) {
        server.on("/" + path, "", document);
        return assertThatThrownBy(() -> Reading.from(server).rdf(server.address("/" + path)));
    }

    private static String titled(String title) {
        return RDF_XML + "<rdf:Description rdf:about='urn:x'><d:title>" + title
                + "</d:title></rdf:Description></rdf:RDF>";
    }
}
