package org.entente.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.entente.catalogue.Eventually;

/** The packaged hub in a JVM of its own, with its own servers and state, started again and again on the same ports. */
final class HubProcess {
    /** For one that does not live long enough to gain by the second one, which takes half of its start. */
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    private static final Path RUNNABLE = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path state;
    private final Map<String, Integer> ports = new TreeMap<>();
    private final HubProcess first;
    private final List<String> options;
    private Process postgresql;
    private Process process;

    /**
     * @param state a folder that is emptied first, and kept for whoever looks into its logs
     * @param options further ones of the JVM, properties as {@code -Dname=value}
     */
    HubProcess(Path state, String... options) throws IOException {
        this(
                state,
                null,
                List.of("quarkus.http", "local.postgresql", "local.elasticsearch", "local.keycloak"),
                List.of(options));
    }

    private HubProcess(Path state, HubProcess first, List<String> ports, List<String> options) throws IOException {
        this.options = options;
        this.state = state;
        this.first = first;
        empty(state);
        for (var name : ports) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                this.ports.put(name, socket.getLocalPort());
            }
        }
    }

    /** A second one on the servers of this one. */
    HubProcess replica(Path state) throws IOException {
        return new HubProcess(state, this, List.of("quarkus.http"), options);
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** Returns when it is ready. */
    void start() throws Exception {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        state.resolve("hub.log").toFile()))
                .start();
        Eventually.within(LONGEST_START, "the hub is ready", this::isReady);
    }

    private List<String> command() {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dquarkus.profile=local",
                "-Dentente.local.portals.enabled=false",
                "-Dentente.federation.allowed-hosts=127.0.0.1",
                "-Dentente.local.start-timeout=PT4M",
                "-Dentente.local.models.port=0",
                "-Dentente.records.slowest-reader=PT5M",
                "-Dentente.local.state=" + state));
        ports.forEach((name, port) -> words.add("-D" + name.replace("local.", "entente.local.") + ".port=" + port));
        if (first != null) {
            words.addAll(first.asServers());
        }
        words.addAll(options);
        words.addAll(List.of("-jar", RUNNABLE.toString()));
        return words;
    }

    /** As another hub is told of them. */
    private List<String> asServers() {
        return List.of(
                "-Dquarkus.datasource.jdbc.url=" + jdbc(),
                "-Dquarkus.datasource.username=entente",
                "-Dquarkus.datasource.password=entente",
                "-Dquarkus.elasticsearch.hosts=127.0.0.1:" + ports.get("local.elasticsearch"),
                "-Dquarkus.oidc.auth-server-url=" + realm());
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the hub ended; see " + state.resolve("hub.log"));
        }
        return status(address() + "/q/health/ready") == 200;
    }

    private static int status(String address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    String address() {
        return "http://127.0.0.1:" + ports.get("quarkus.http");
    }

    /** What its health says of a part, ready or not. */
    JsonNode health(String part) {
        try {
            var request = HttpRequest.newBuilder(URI.create(address() + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var health = new ObjectMapper()
                    .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            for (var check : health.path("checks")) {
                if (check.path("name").asText().equals(part)) {
                    return check;
                }
            }
            throw new AssertionError("no " + part + " in " + health);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String search() {
        return "http://127.0.0.1:" + ports.get("local.elasticsearch");
    }

    HubClient as(String user, String... purposes) {
        return HubClient.of(address(), realm(), user, purposes);
    }

    private String realm() {
        return "http://127.0.0.1:" + ports.get("local.keycloak") + "/realms/entente";
    }

    private String jdbc() {
        return "jdbc:postgresql://127.0.0.1:" + ports.get("local.postgresql") + "/entente";
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(jdbc(), "entente", "entente");
    }

    /** The first column of each row. */
    List<String> texts(String sql) {
        try (var connection = database();
                var rows = connection.createStatement().executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    String text(String sql) {
        return texts(sql).getFirst();
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** Its servers and their watchers. */
    List<ProcessHandle> servers() {
        return process.descendants().toList();
    }

    /** Of all of its threads since it started. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill -9} of the server whose command line has this word. */
    void killServer(String word) {
        kill(server("java", word));
    }

    private ProcessHandle server(String program, String word) {
        return servers().stream()
                .filter(process -> process.info().command().orElse("").endsWith(program))
                .filter(process -> commandLine(process).contains(word))
                .findFirst()
                .orElseThrow();
    }

    private static void kill(ProcessHandle server) {
        server.destroyForcibly();
        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** {@code kill -9} of the database server; {@link #stop} ends what this returns in its place. */
    Runnable killDatabase() {
        var server = server("postgres", "listen_addresses");
        var words = new ArrayList<>(List.of("unshare", "-U"));
        words.addAll(List.of(commandLine(server).split("\0")));
        kill(server);
        var command = System.getProperty("user.name").equals("root") ? words : words.subList(2, words.size());
        return () -> startDatabase(command);
    }

    /** As its hub did. The processes of the killed one may take a moment to notice, until when it refuses to start. */
    private void startDatabase(List<String> command) {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        state.resolve("postgresql-again.log").toFile()));
        builder.environment().put("LC_ALL", "C");
        try {
            Eventually.is("the database answers again", () -> {
                if (postgresql == null || !postgresql.isAlive()) {
                    postgresql = builder.start();
                }
                try (var connection = database()) {
                    return connection.isValid(1);
                } catch (SQLException notYet) {
                    return false;
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException elsewhere) {
            return process.info().commandLine().orElse("");
        }
    }

    /** In good order, as on Ctrl-C. */
    void stop() {
        if (process != null) {
            var all = servers();
            process.destroy();
            awaitEnd(all);
        }
        if (postgresql != null) {
            postgresql.destroy();
            awaitEnd(List.of(postgresql.toHandle()));
        }
    }

    static void awaitEnd(List<ProcessHandle> processes) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** What a killed hub left among its answers and drafts. */
    List<Path> leftovers() {
        try (var files = Files.list(state.resolve("harvest"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
