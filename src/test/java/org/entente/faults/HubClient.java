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
import java.util.concurrent.TimeUnit;
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
    public static HubClient of(String hub, String realm, String user) {
        return new HubClient(hub, user == null ? null : token(realm, user));
    }

    /** Of the hub under test in this JVM. */
    public static HubClient here(String user) {
        var config = ConfigProvider.getConfig();
        return of(
                config.getValue("test.url", String.class),
                config.getValue("quarkus.oidc.auth-server-url", String.class),
                user);
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

    /** All that a subscription sends until it ends. */
    public List<Answer> listen(String query, Object... variables) {
        var conversation = new Conversation(token, body(query, variables));
        var address = URI.create(hub.replaceFirst("http", "ws") + "/graphql");
        var socket = HTTP.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(address, conversation)
                .join();
        try {
            var answers = new ArrayList<Answer>();
            conversation.ended.orTimeout(3, TimeUnit.MINUTES).join().forEach(said -> answers.add(new Answer(said)));
            return answers;
        } finally {
            socket.sendClose(java.net.http.WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    private static ObjectNode body(String query, Object... variables) {
        var body = JSON.createObjectNode().put("query", query);
        var given = body.putObject("variables");
        for (int i = 0; i < variables.length; i += 2) {
            given.set(variables[i].toString(), JSON.valueToTree(variables[i + 1]));
        }
        return body;
    }

    private static String token(String realm, String user) {
        var form = "client_id=entente-cli&grant_type=password&password=entente&scope=openid&username="
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
