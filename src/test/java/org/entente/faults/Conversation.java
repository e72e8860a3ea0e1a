package org.entente.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One subscription in the protocol graphql-transport-ws. */
final class Conversation implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    final CompletableFuture<List<JsonNode>> ended = new CompletableFuture<>();
    private final String token;
    private final ObjectNode query;
    private final List<JsonNode> said = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

    Conversation(String token, ObjectNode query) {
        this.token = token;
        this.query = query;
    }

    @Override
    public void onOpen(WebSocket socket) {
        var hello = JSON.createObjectNode().put("type", "connection_init");
        if (token != null) {
            hello.putObject("payload").put("authorization", "Bearer " + token);
        }
        send(socket, hello.toString());
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            hear(socket, read(text.toString()));
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private void hear(WebSocket socket, JsonNode message) {
        switch (message.path("type").asText()) {
            case "connection_ack" ->
                send(
                        socket,
                        JSON.createObjectNode()
                                .put("type", "subscribe")
                                .put("id", "1")
                                .set("payload", query)
                                .toString());
            case "next" -> said.add(message.path("payload"));
            case "error" -> {
                said.add(JSON.createObjectNode().set("errors", message.path("payload")));
                ended.complete(said);
            }
            case "complete" -> ended.complete(said);
            case "ping" -> send(socket, "{\"type\":\"pong\"}");
            default -> ended.completeExceptionally(new AssertionError("unexpected: " + message));
        }
    }

    /** One after the other: a text that is sent while another is under way would be lost. */
    private synchronized void send(WebSocket socket, String message) {
        sent = sent.thenCompose(before -> socket.sendText(message, true)).whenComplete((done, failure) -> {
            if (failure != null) {
                ended.completeExceptionally(failure);
            }
        });
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        ended.completeExceptionally(new AssertionError("closed: " + status + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended.completeExceptionally(error);
    }
}
