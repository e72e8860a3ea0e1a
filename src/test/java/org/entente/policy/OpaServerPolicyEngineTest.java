package org.entente.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server can do instead of answering. That a real one answers is in {@link PolicyEngineContractTest}. */
class OpaServerPolicyEngineTest {

    private static final Release RELEASE = Release.shipped();
    private static final PolicyInput INPUT = new PolicyInputs(1).next();
    private static final String DENIAL =
            "{\"outcome\":\"DENY\",\"grants\":[],\"reasons\":[{\"code\":\"consent.none\"}],\"obligations\":[]}";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_answer_of_this_release_is_a_decision() {
        answer(200, "{\"result\":%s,%s}".formatted(DENIAL, provenance(RELEASE.sha256())));

        assertThat(decide().outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide().release()).isEqualTo(RELEASE.sha256());
    }

    @Test
    void an_answer_without_a_result_is_undefined() {
        answer(200, "{%s}".formatted(provenance(RELEASE.sha256())));

        assertThatThrownBy(this::decide).isInstanceOf(PolicyUnavailableException.Undefined.class);
    }

    @Test
    void an_answer_that_is_not_json_is_malformed() {
        answer(200, "<html>");

        assertThatThrownBy(this::decide).isInstanceOf(PolicyUnavailableException.Malformed.class);
    }

    @Test
    void an_answer_of_another_release_is_refused() {
        answer(200, "{\"result\":%s,%s}".formatted(DENIAL, provenance("other")));

        assertThatThrownBy(this::decide)
                .isInstanceOf(PolicyUnavailableException.OtherRelease.class)
                .hasMessageContaining("other");
    }

    @Test
    void an_answer_of_no_release_is_refused() {
        answer(200, "{\"result\":%s}".formatted(DENIAL));

        assertThatThrownBy(this::decide).isInstanceOf(PolicyUnavailableException.OtherRelease.class);
    }

    @Test
    void an_error_of_the_server_is_no_denial() {
        answer(500, "{\"code\":\"internal_error\"}");

        assertThatThrownBy(this::decide)
                .isInstanceOf(PolicyUnavailableException.Refused.class)
                .hasMessageContaining("500");
    }

    @Test
    void a_server_that_is_silent_is_given_up() {
        server.createContext("/", exchange -> {});

        assertThatThrownBy(() -> decide(address(), Duration.ofMillis(100)))
                .isInstanceOf(PolicyUnavailableException.Unreachable.class);
    }

    @Test
    void a_server_that_is_not_there_is_unreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var nobody = URI.create("http://127.0.0.1:%d".formatted(port));

        assertThatThrownBy(() -> decide(nobody, Duration.ofSeconds(5)))
                .isInstanceOf(PolicyUnavailableException.Unreachable.class);
    }

    @Test
    void an_interrupted_thread_gets_no_answer_and_stays_interrupted() {
        answer(200, "{}");
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::decide).isInstanceOf(PolicyUnavailableException.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void answer(int status, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/v1/data/entente/decision/decide", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static String provenance(String revision) {
        return "\"provenance\":{\"bundles\":{\"entente\":{\"revision\":\"%s\"}}}".formatted(revision);
    }

    private Decision decide() {
        return decide(address(), Duration.ofSeconds(5));
    }

    private static Decision decide(URI address, Duration timeout) {
        return new OpaServerPolicyEngine(RELEASE, address, timeout).decide(INPUT);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }
}
