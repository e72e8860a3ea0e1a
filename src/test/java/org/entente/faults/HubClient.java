package org.entente.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A hub as one of the demo's users meets it, over HTTP and WebSocket; whichever hub, in this JVM or in another. */
public final class HubClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String hub;
    private final String token;

    private HubClient(String hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    /** @param user null for a citizen */
    public static HubClient of(String hub, String realm, String user, String... purposes) {
        return new HubClient(hub, user == null ? null : token(realm, user, purposes));
    }

    /** The same user at another hub. */
    HubClient at(String other) {
        return new HubClient(other, token);
    }

    /** Of the hub under test in this JVM. */
    public static HubClient here(String user, String... purposes) {
        var config = ConfigProvider.getConfig();
        return of(
                config.getValue("test.url", String.class),
                config.getValue("quarkus.oidc.auth-server-url", String.class),
                user,
                purposes);
    }

    /** @param variables name, value, name, value… */
    public Answer ask(String query, Object... variables) {
        var request = HttpRequest.newBuilder(URI.create(hub + "/graphql"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(3))
                .POST(HttpRequest.BodyPublishers.ofString(body(query, variables).toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return new Answer(send(request.build()));
    }

    /** The id of what a mutation makes, which takes an idempotency key as {@code $key}. */
    public String make(String mutation, Object... variables) {
        var all = new ArrayList<Object>(List.of(variables));
        all.addAll(List.of("key", UUID.randomUUID().toString()));
        return ask(mutation, all.toArray()).data().path("id").asText();
    }

    /** All that a subscription sends until it ends. */
    public List<Answer> listen(String query, Object... variables) {
        try (var conversation = subscribe(query, variables)) {
            conversation.ended.orTimeout(3, TimeUnit.MINUTES).join();
            return conversation.heard();
        }
    }

    /** A subscription that goes on until it ends or is closed. */
    public Conversation subscribe(String query, Object... variables) {
        var conversation = new Conversation(token, body(query, variables));
        var address = URI.create(hub.replaceFirst("http", "ws") + "/graphql");
        HTTP.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(address, conversation)
                .join();
        return conversation;
    }

    /** A download, or whatever else is at the path. */
    public <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        // in HTTP/2 those that are not read would hold up the others of their connection
        var request = HttpRequest.newBuilder(URI.create(hub + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofMinutes(3));
        return HTTP.send(
                token == null
                        ? request.build()
                        : request.header("Authorization", "Bearer " + token).build(),
                handler);
    }

    private static ObjectNode body(String query, Object... variables) {
        var body = JSON.createObjectNode().put("query", query);
        var given = body.putObject("variables");
        for (int i = 0; i < variables.length; i += 2) {
            given.set(variables[i].toString(), JSON.valueToTree(variables[i + 1]));
        }
        return body;
    }

    private static String token(String realm, String user, String... purposes) {
        var scope = Stream.of(purposes).map(" purpose:"::concat).collect(Collectors.joining("", "openid", ""));
        var form = "client_id=entente-cli&grant_type=password&password=entente&scope="
                + URLEncoder.encode(scope, StandardCharsets.UTF_8) + "&username="
                + URLEncoder.encode(user, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return send(request).path("access_token").asText();
    }

    private static JsonNode send(HttpRequest request) {
        try {
            return JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the hub said: data or errors. */
    public record Answer(JsonNode body) {
        /** The one field that was asked for. */
        public JsonNode data() {
            if (body.has("errors")) {
                throw new AssertionError("errors: " + body.path("errors"));
            }
            return body.path("data").elements().next();
        }

        /** The code of the first error; empty when there is none. */
        public String code() {
            return body.at("/errors/0/extensions/code").asText();
        }
    }
}
