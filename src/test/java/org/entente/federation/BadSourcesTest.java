package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.entente.faults.HubClient;
import org.entente.local.Demo;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that was good turns bad: the run fails with a code and a reason, and readers keep what they had. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class BadSourcesTest {
    private static final long GIGABYTE = 1L << 30;
    private static final String ONE_OF_TWO =
            "{\"success\": true, \"result\": {\"count\": 2, \"results\": [{\"id\": \"d\", \"title\": \"Trees\"";

    @Inject
    Demo demo;

    @Inject
    Store store;

    private final LoopbackServer server = new LoopbackServer();
    private final CountDownLatch over = new CountDownLatch(1);
    private LoopbackServer.Handler answer;
    private Steward steward;

    @BeforeEach
    void sign_in() throws Exception {
        demo.seeded().get(120, TimeUnit.SECONDS);
        steward = Steward.of("steward-ville");
        server.on("/", exchange -> answer.handle(exchange));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                bad(
                        "malformed RDF",
                        SourceFormat.RDF,
                        "source.malformed",
                        "line 2",
                        (test, exchange) -> LoopbackServer.answer(
                                exchange, "text/turtle", "<urn:d> a <urn:x> .\n<urn:d> a a".getBytes())),
                bad(
                        "a page that breaks off",
                        SourceFormat.CKAN,
                        "source.truncated",
                        "breaks off",
                        (test, exchange) -> LoopbackServer.answer(exchange, "application/json", ONE_OF_TWO.getBytes())),
                bad(
                        "fewer than declared",
                        SourceFormat.CKAN,
                        "source.truncated",
                        "said it has 2",
                        (test, exchange) -> LoopbackServer.answer(
                                exchange,
                                "application/json",
                                firstOfTwo(exchange).getBytes())),
                bad(
                        "a web page",
                        SourceFormat.CKAN,
                        "source.malformed",
                        "malformed",
                        (test, exchange) ->
                                LoopbackServer.answer(exchange, "text/html", "<html>Sorry</html>".getBytes())),
                bad(
                        "no dataset any more",
                        SourceFormat.RDF,
                        "source.empty",
                        "no dataset at all where it had 1",
                        (test, exchange) ->
                                LoopbackServer.answer(exchange, "text/turtle", "# moved away\n".getBytes())),
                bad(
                        "no row any more",
                        SourceFormat.CKAN,
                        "source.empty",
                        "no dataset at all where it had 1",
                        (test, exchange) -> LoopbackServer.answer(
                                exchange,
                                "application/json",
                                "{\"success\": true, \"result\": {\"count\": 0, \"results\": []}}".getBytes())),
                bad(
                        "500",
                        SourceFormat.RDF,
                        "source.unreachable",
                        "answered 500",
                        (test, exchange) -> exchange.sendResponseHeaders(500, -1)),
                bad(
                        "404",
                        SourceFormat.RDF,
                        "source.unreachable",
                        "answered 404",
                        (test, exchange) -> exchange.sendResponseHeaders(404, -1)),
                bad(
                        "no answer",
                        SourceFormat.RDF,
                        "source.timed_out",
                        "within 8.0 seconds",
                        (test, exchange) -> test.over.await(30, TimeUnit.SECONDS)),
                bad("endless redirects", SourceFormat.RDF, "source.too_many_redirects", "5 times", (test, exchange) -> {
                    exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "/on");
                    exchange.sendResponseHeaders(302, -1);
                }),
                bad("a gigabyte", SourceFormat.RDF, "source.too_large", "bytes", (test, exchange) -> {
                    exchange.sendResponseHeaders(200, GIGABYTE);
                    comments(exchange);
                }));
    }

    private interface Failure {
        void answer(BadSourcesTest test, HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static Arguments bad(String name, SourceFormat format, String code, String reason, Failure failure) {
        return Arguments.of(name, format, code, reason, failure);
    }

    private static String firstOfTwo(HttpExchange exchange) {
        return exchange.getRequestURI().getQuery().contains("start=0")
                ? ONE_OF_TWO + "}]}}"
                : "{\"success\": true, \"result\": {\"count\": 2, \"results\": []}}";
    }

    private static void comments(HttpExchange exchange) throws IOException {
        var block = "# nothing but a comment, again and again\n".repeat(1600).getBytes();
        for (long sent = 0; sent < GIGABYTE; sent += block.length) {
            exchange.getResponseBody().write(block);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void a_run_fails_with_a_reason_and_readers_keep_what_they_had(
            String name, SourceFormat format, String code, String reason, Failure failure) throws Exception {
        answer = exchange ->
                LoopbackServer.answer(exchange, "", good(format, "Trees").getBytes());
        var source = steward.register(server.address("/" + name.hashCode()), format);
        var first = steward.harvest(source);
        assertThat(first.path("created").asInt()).as(first.toString()).isEqualTo(1);
        var id = store.text("select id from dataset where source = ?::uuid", source);

        answer = exchange -> failure.answer(this, exchange);
        var run = steward.harvest(source);

        assertThat(run.path("state").asText()).isEqualTo("FAILED");
        assertThat(run.path("code").asText()).isEqualTo(code);
        assertThat(run.path("reason").asText()).contains(reason);
        assertThat(run.path("endedAt").asText()).isNotEmpty();
        assertThat(HubClient.here(null)
                        .ask("{ dataset(id: \"%s\") { title version } }".formatted(id))
                        .data()
                        .toString())
                .isEqualTo("{\"title\":\"Trees\",\"version\":1}");

        answer = exchange ->
                LoopbackServer.answer(exchange, "", good(format, "Trees again").getBytes());
        assertThat(steward.harvest(source).path("updated").asInt()).isEqualTo(1);
    }

    private static String good(SourceFormat format, String title) {
        return switch (format) {
            case RDF ->
                "<urn:d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> '%s'@en ."
                        .formatted(title);
            case CKAN ->
                "{\"success\": true, \"result\": {\"count\": 1, \"results\": [{\"id\": \"d\", \"title\": \"%s\"}]}}"
                        .formatted(title);
        };
    }
}
