package org.entente.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** One subscription in the protocol graphql-transport-ws. */
public final class Conversation implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** When it ended. */
    final CompletableFuture<Instant> ended = new CompletableFuture<>();

    private final String token;
    private final ObjectNode query;
    private final List<HubClient.Answer> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private volatile boolean reads = true;
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

    Conversation(String token, ObjectNode query) {
        this.token = token;
        this.query = query;
    }

    @Override
    public void onOpen(WebSocket socket) {
        opened.complete(socket);
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
        if (reads) {
            socket.request(1);
        }
        return null;
    }

    /** What has been said until now. */
    public List<HubClient.Answer> heard() {
        return List.copyOf(said);
    }

    public boolean hasEnded() {
        return ended.isDone();
    }

    /** From now on what is said stays unread, until {@link #readAgain}. */
    public void stopReading() {
        reads = false;
    }

    public void readAgain() {
        reads = true;
        opened.join().request(1);
    }

    @Override
    public void close() {
        var socket = opened.join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> socket.abort());
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
            case "next" -> said.add(new HubClient.Answer(message.path("payload")));
            case "error" -> {
                said.add(new HubClient.Answer(JSON.createObjectNode().set("errors", message.path("payload"))));
                ended.complete(Instant.now());
            }
            case "complete" -> ended.complete(Instant.now());
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
