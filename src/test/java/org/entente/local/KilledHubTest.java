package org.entente.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed takes its servers with it, and the next one finds all their data. */
class KilledHubTest {

    private static final long STOPPED_WITHIN_SECONDS = 60;

    @Test
    void kill_leaves_no_process_and_a_restart_finds_all_data(@TempDir Path state) throws Exception {
        var first = Hub.start(state);
        write(first.told());
        var servers = first.jvm().descendants().toList();
        first.kill();
        assertThat(servers).hasSizeGreaterThan(6); // three servers, each with its watcher

        var second = Hub.start(state); // at once: it waits by itself for the first one's servers to end
        try {
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertAllThere(second.told());
        } finally {
            var remaining = second.jvm().descendants().toList();
            second.kill();
            awaitEnd(remaining);
        }
    }

    private static void write(Map<String, String> told) throws Exception {
        try (var connection = connect(told)) {
            connection.createStatement().execute("create table kept as select generate_series(1, 1000) as number");
        }
        RestAssured.given()
                .contentType("application/json")
                .body("{\"kept\": true}")
                .put("http://" + told.get("quarkus.elasticsearch.hosts") + "/kept/_doc/1")
                .then()
                .statusCode(201);
    }

    private static void assertAllThere(Map<String, String> told) throws Exception {
        try (var connection = connect(told);
                var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1000);
        }
        RestAssured.get("http://" + told.get("quarkus.elasticsearch.hosts") + "/kept/_doc/1")
                .then()
                .statusCode(200);
        var claims = Keycloak.claims(told.get("quarkus.oidc.auth-server-url"), "agent-rtm", "transport");
        assertThat(claims.path("scope").asText()).contains("purpose:transport");
    }

    private static Connection connect(Map<String, String> told) throws Exception {
        return DriverManager.getConnection(
                told.get("quarkus.datasource.jdbc.url"),
                told.get("quarkus.datasource.username"),
                told.get("quarkus.datasource.password"));
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).get(STOPPED_WITHIN_SECONDS, SECONDS);
    }

    private record Hub(Process jvm, Map<String, String> told) {

        static Hub start(Path state) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var jvm = new ProcessBuilder(
                            java,
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StackProgram.class.getName(),
                            state.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Hub(jvm, readUntilReady(jvm));
        }

        private static Map<String, String> readUntilReady(Process jvm) {
            var output = new BufferedReader(new InputStreamReader(jvm.getInputStream()));
            return Stream.generate(() -> line(output))
                    .takeWhile(line -> !line.equals(StackProgram.READY))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }

        private static String line(BufferedReader output) {
            try {
                var line = output.readLine();
                if (line == null) throw new AssertionError("the servers did not start");
                return line;
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }

        /** {@code kill -9}. */
        void kill() throws InterruptedException {
            jvm.destroyForcibly().waitFor();
        }
    }
}
