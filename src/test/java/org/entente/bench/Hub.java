package org.entente.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The packaged hub as a process of its own, with its local servers, on free ports. */
final class Hub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 180;
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int OK = 200;

    private final Process process;
    private final long began;
    private final double readyAfter;
    private final int port;
    private final int keycloak;
    private final int postgresql;
    private final Thread stop = new Thread(this::stop, "stop the hub");

    private Hub(Process process, long began, int port, int keycloak, int postgresql) throws InterruptedException {
        this.process = process;
        this.began = began;
        this.port = port;
        this.keycloak = keycloak;
        this.postgresql = postgresql;
        Runtime.getRuntime().addShutdownHook(stop);
        this.readyAfter = await("be ready", () -> status("/q/health/ready") == OK);
    }

    /**
     * Starts it and returns as soon as it says that it is ready.
     *
     * @param options further properties, as {@code -Dname=value}
     */
    static Hub start(Path state, String... options) throws IOException, InterruptedException {
        int port = freePort();
        int keycloak = freePort();
        int postgresql = freePort();
        Files.createDirectories(state);
        var log = state.resolve("hub.log").toFile();
        var began = System.nanoTime();
        var process = new ProcessBuilder(command(state, port, keycloak, postgresql, options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return new Hub(process, began, port, keycloak, postgresql);
    }

    /** Removes what earlier runs left; nothing runs on it any more. */
    static void forget(Path state) throws IOException {
        if (Files.exists(state)) {
            try (var files = Files.walk(state)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** The launcher's own options for the hub's JVM reach us in a property. */
    private static List<String> command(Path state, int port, int keycloak, int postgresql, String... options)
            throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(System.getProperty("entente.hub.options", "").strip().split("\\s+")));
        words.add("-Dquarkus.profile=local");
        words.add("-Dquarkus.http.port=" + port);
        words.add("-Dentente.local.state=" + state);
        words.add("-Dentente.local.keycloak.port=" + keycloak);
        words.add("-Dentente.local.postgresql.port=" + postgresql);
        words.add("-Dentente.local.elasticsearch.port=" + freePort());
        words.add("-Dentente.local.models.port=0");
        // the demo's addresses are kept with what was harvested from them
        words.add("-Dentente.local.portals.port=" + portals(state));
        // the generated catalogue is published on a port of its own
        words.add("-Dentente.federation.allowed-hosts=127.0.0.1");
        words.addAll(List.of(options));
        words.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        words.removeIf(String::isEmpty);
        return words;
    }

    private static String portals(Path state) throws IOException {
        var kept = state.resolve("portals.port");
        if (!Files.exists(kept)) {
            Files.writeString(kept, Integer.toString(freePort()));
        }
        return Files.readString(kept);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Seconds from the start of the process. */
    double readyAfter() {
        return readyAfter;
    }

    /** Waits until the demo's last step is done; seconds from the start of the process. */
    double awaitDemo() throws InterruptedException {
        return await("fill in the demo city", () -> Demo.isThere(this));
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Of the local PostgreSQL, whose user and password are both called as the database is. */
    String database() {
        return "jdbc:postgresql://127.0.0.1:" + postgresql + "/entente";
    }

    URI graphql() {
        return address("/graphql");
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @param purpose null for none */
    String token(String user, String purpose) {
        var form = Map.of(
                "client_id",
                "entente-cli",
                "grant_type",
                "password",
                "username",
                user,
                "password",
                "entente",
                "scope",
                purpose == null ? "openid" : "openid purpose:" + purpose);
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElseThrow();
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + keycloak + "/realms/entente/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return json(request).path("access_token").asText();
    }

    /** The answer's data, with its errors beside. */
    JsonNode ask(String token, String query, Map<String, ?> variables) {
        var request = HttpRequest.newBuilder(graphql())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(query, variables)));
        return json(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    static String body(String query, Map<String, ?> variables) {
        return JSON.valueToTree(Map.of("query", query, "variables", variables)).toString();
    }

    private static JsonNode json(HttpRequest.Builder request) {
        try {
            return JSON.readTree(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new IllegalStateException("the hub does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String text(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token("operator", null));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The body of a download, as it comes. */
    InputStream open(String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token);
        var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return response.body();
    }

    private int status(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private double await(String what, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (!process.isAlive() || seconds() > PATIENCE_SECONDS) {
                stop();
                throw new IllegalStateException("The hub did not " + what + "; see hub.log in its state folder");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return seconds();
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(stop);
    }

    /** It ends after its servers, so that a new one can start at once. */
    private void stop() {
        var servers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        servers.forEach(server ->
                server.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }
}
