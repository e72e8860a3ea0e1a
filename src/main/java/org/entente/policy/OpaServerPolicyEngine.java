package org.entente.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The policies on an OPA server, by its data API. The server must hold the bundle of this hub's release; an answer from
 * any other one is refused, because it would be recorded and cached as one of this release.
 */
public final class OpaServerPolicyEngine implements PolicyEngine {

    private static final byte[] BEFORE = "{\"input\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "}".getBytes(StandardCharsets.UTF_8);
    private static final int OK = 200;

    private final Release release;
    private final URI server;
    private final Duration timeout;
    private final HttpClient client;

    public OpaServerPolicyEngine(Release release, URI server, Duration timeout) {
        this.release = release;
        this.server = server;
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Release release() {
        return release;
    }

    @Override
    public JsonNode evaluate(Entrypoint entrypoint, byte[] input) {
        var response = send(request(entrypoint, input));
        if (response.statusCode() != OK) {
            throw new PolicyUnavailableException.Refused(response.statusCode());
        }
        var answer = Answers.parse(entrypoint, response.body());
        requireRelease(answer.path("provenance").path("bundles"));
        return Answers.defined(entrypoint, answer.get("result"));
    }

    private HttpRequest request(Entrypoint entrypoint, byte[] input) {
        return HttpRequest.newBuilder(server.resolve("/v1/data/%s?provenance=true".formatted(entrypoint.path())))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(List.of(BEFORE, input, AFTER)))
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new PolicyUnavailableException.Unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyUnavailableException.Interrupted(e);
        }
    }

    private void requireRelease(JsonNode bundles) {
        var revisions = StreamSupport.stream(bundles.spliterator(), false)
                .map(bundle -> bundle.path("revision").asText())
                .toList();
        if (!revisions.equals(List.of(release.sha256()))) {
            throw new PolicyUnavailableException.OtherRelease(release.sha256(), revisions.toString());
        }
    }
}
