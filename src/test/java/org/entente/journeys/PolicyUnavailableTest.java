package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.entente.policy.OpaServerPolicyEngine;
import org.entente.policy.PolicyEngine;
import org.entente.policy.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A decision engine that fails or times out gives no data, through whatever door, and is not told as a denial. The hub asks a real
 * OPA client here; it is what that client talks to that fails.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class PolicyUnavailableTest {
    /** Under a release of its own: nothing that was decided before is in the cache. */
    private static final String OTHER_RELEASE = "f".repeat(64);

    private static final String PERMIT = """
            {"result": {"outcome": "PERMIT", "grants": [{"rowFilter": {"and": []}, "masks": [],
              "source": {"kind": "dataset", "id": "x"}}], "reasons": [{"code": "open"}], "obligations": []}%s}
            """;

    @Inject
    City city;

    private HttpServer server;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** What happens to a question. */
    enum Failure {
        SILENCE(exchange -> {}),
        HANGING_UP(exchange -> exchange.close()),
        ERROR(exchange -> answer(exchange, 500, "{}")),
        NOTHING(exchange -> answer(exchange, 200, "{}")),
        NONSENSE(exchange -> answer(exchange, 200, "<html>")),
        PERMIT_OF_NO_RELEASE(exchange -> answer(exchange, 200, PERMIT.formatted(""))),
        HALF_A_PERMIT(exchange -> answer(
                exchange,
                200,
                "{\"result\": {\"outcome\": \"PERMIT\"}, \"provenance\": {\"bundles\": {\"b\": {\"revision\": \"%s\"}}}}"
                        .formatted(OTHER_RELEASE)));

        final HttpHandler handler;

        Failure(HttpHandler handler) {
            this.handler = handler;
        }
    }

    static Stream<Failure> failures() {
        return Stream.of(Failure.values());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_query_gets_data_and_each_is_told_that_no_decision_was_made(Failure failure) throws Exception {
        break_the_engine_by(failure);
        var reports = city.id(City.REPORTS);
        var places = city.id(City.PLACES);
        for (var caller : new Hub[] {Hub.citizen(), Hub.as("agent-police", "public-safety"), Hub.as("steward-ville")}) {
            for (var query : QUERIES) {
                for (UUID dataset : new UUID[] {reports, places}) {
                    var reply = caller.ask(query.formatted(dataset), "id", dataset);

                    reply.refused(ErrorCode.POLICY_UNAVAILABLE);
                    assertThat(reply.json().path("data").findValue("id")).isNull();
                    assertThat(reply.json().path("data").findValue("values")).isNull();
                }
            }
        }
    }

    private static final String[] QUERIES = {
        "query ($id: ID!) { records(dataset: $id, first: 1) { edges { node { id values } } } }",
        "query ($id: ID!) { dataset(id: $id) { id title } }",
        "{ _entities(representations: [{__typename: \"Dataset\", id: \"%s\"}]) { ... on Dataset { id title } } }",
        "query ($id: ID!) { other: dataset(id: $id) { id fields { name } records(first: 1) { edges { node { id } } } } }",
        "query ($id: ID!) { series(id: $id) { id } }",
        "query ($id: ID!) { anomalies { edges { node { id } } } dataset(id: $id) @skip(if: true) { id } }",
        "query ($id: ID!) { datasets(first: 5) { edges { node { id } } } dataset(id: $id) @skip(if: true) { id } }"
    };

    @ParameterizedTest
    @MethodSource("failures")
    void no_page_shows_data(Failure failure) throws Exception {
        break_the_engine_by(failure);

        for (var page : new String[] {"/", "/datasets/" + city.id(City.PLACES)}) {
            var answer = Hub.citizen().request().get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(503);
            assertThat(answer.asString()).doesNotContain(City.PLACES);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_download_begins(Failure failure) throws Exception {
        break_the_engine_by(failure);

        for (var format : new String[] {"csv", "json", "parquet"}) {
            var answer = Hub.as("steward-ville").request().get("/data/" + city.id(City.PLACES) + "?format=" + format);
            assertThat(answer.statusCode()).as(format).isEqualTo(503);
            assertThat(answer.asString()).contains(ErrorCode.POLICY_UNAVAILABLE.name());
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_catalogue_is_written(Failure failure) throws Exception {
        break_the_engine_by(failure);

        for (var caller : new Hub[] {Hub.citizen(), Hub.as("steward-ville")}) {
            var answer = caller.request().get("/catalog");
            assertThat(answer.statusCode()).isEqualTo(503);
            Reply.of(answer).refused(ErrorCode.POLICY_UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void no_subscription_begins(Failure failure) throws Exception {
        break_the_engine_by(failure);

        var query = "subscription { recordChanges(dataset: \"%s\") { kind } }".formatted(city.id(City.PLACES));
        try (var subscription = new Subscription(Map.of(), query)) {
            assertThat(subscription.next().toString()).contains(ErrorCode.POLICY_UNAVAILABLE.name());
        }
    }

    private void break_the_engine_by(Failure failure) {
        server.createContext("/", failure.handler);
        var address =
                URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
        var shipped = Release.shipped();
        QuarkusMock.installMockForType(
                new OpaServerPolicyEngine(
                        new Release(OTHER_RELEASE, shipped.module(), shipped.sources()),
                        address,
                        Duration.ofMillis(150)),
                PolicyEngine.class);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
