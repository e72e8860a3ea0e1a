package org.entente.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One operation over {@code graphql-transport-ws}. */
final class Subscription implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    /** @param token null for a citizen */
    Subscription(String token, String query) {
        this(token == null ? Map.of() : Map.of("authorization", "Bearer " + token), query);
    }

    /** @param payload of {@code connection_init} */
    Subscription(Map<String, String> payload, String query) {
        socket = client.newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://127.0.0.1:" + RestAssured.port + "/graphql"), this)
                .join();
        var init = JSON.createObjectNode().put("type", "connection_init");
        if (!payload.isEmpty()) {
            init.set("payload", JSON.valueToTree(payload));
        }
        socket.sendText(init.toString(), true).join();
        var subscribe = JSON.createObjectNode().put("id", "1").put("type", "subscribe");
        subscribe.putObject("payload").put("query", query);
        socket.sendText(subscribe.toString(), true).join();
    }

    /** The next message that is about the operation; a closed connection is one of the type {@code closed}. */
    JsonNode next() throws InterruptedException {
        try {
            var text = messages.poll(30, TimeUnit.SECONDS);
            var message = JSON.readTree(text == null ? "{\"type\": \"nothing\"}" : text);
            return Set.of("connection_ack", "ping")
                            .contains(message.path("type").asText())
                    ? next()
                    : message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, text, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        messages.add(JSON.createObjectNode()
                .put("type", "closed")
                .put("status", status)
                .put("reason", reason)
                .toString());
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
