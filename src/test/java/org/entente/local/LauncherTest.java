package org.entente.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person at a terminal meets it. */
class LauncherTest {

    @TempDir
    Path machine;

    @Test
    void without_a_recent_jdk_one_sentence_says_what_to_install() throws Exception {
        var old = jdk("jdk-17", "17.0.9");
        var path = old.resolve("bin") + File.pathSeparator + System.getenv("PATH");
        var answer = entente(
                Map.of("JAVA_HOME", old.toString(), "PATH", path, "ENTENTE_JVM_FOLDERS", machine.toString()), "run");
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.errors.strip())
                .isEqualTo("Entente needs a JDK >= 21 and found none: "
                        + "install one (for example Temurin) or set JAVA_HOME to it.");
    }

    @Test
    void a_recent_jdk_is_found_although_java_on_the_path_is_old() throws Exception {
        var old = jdk("jdk-17", "17.0.9");
        var recent = jdk("jdk-21", "21.0.4");
        var path = old.resolve("bin") + ":" + System.getenv("PATH");
        var answer = entente(Map.of("JAVA_HOME", "", "PATH", path, "ENTENTE_JVM_FOLDERS", machine.toString()), "java");
        assertThat(answer.output.strip()).isEqualTo(recent.toString());
    }

    @Test
    void a_java_without_compiler_is_not_enough() throws Exception {
        var recent = jdk("jre-25", "25.0.1");
        Files.delete(recent.resolve("bin/javac"));
        var environment = Map.of("JAVA_HOME", recent.toString(), "ENTENTE_JVM_FOLDERS", "", "PATH", "/usr/bin:/bin");
        assertThat(entente(environment, "java").output).doesNotContain(recent.toString());
    }

    @Test
    void a_token_without_keycloak_says_how_to_start_it() throws Exception {
        var port = Integer.toString(Ports.choose(0));
        var answer = entente(Map.of("ENTENTE_LOCAL_KEYCLOAK_PORT", port), "token", "agent-aphm");
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.errors).contains("Keycloak does not answer on port " + port, "./entente run");
    }

    @Test
    void a_token_is_printed_alone_and_an_unbound_purpose_is_said_apart() throws Exception {
        var realm = TestStack.shared().get("quarkus.oidc.auth-server-url");
        var port = Integer.toString(java.net.URI.create(realm).getPort());
        var answer = entente(
                Map.of("ENTENTE_LOCAL_KEYCLOAK_PORT", port), "token", "agent-aphm", "health-service", "public-safety");
        assertThat(answer.output.strip().split("\\.")).hasSize(3);
        assertThat(answer.errors).contains("public-safety").doesNotContain("health-service");
    }

    @Test
    void an_unknown_command_gets_the_usage() throws Exception {
        var answer = entente(Map.of(), "dance");
        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.errors).contains("Usage: ./entente COMMAND");
    }

    private Path jdk(String name, String version) throws IOException {
        var home = machine.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        for (var program : new String[] {"java", "javac"}) {
            var file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return home.toRealPath();
    }

    private static Answer entente(Map<String, String> environment, String... arguments) throws Exception {
        var builder = new ProcessBuilder("./entente");
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output, errors);
    }

    private record Answer(int status, String output, String errors) {}
}
