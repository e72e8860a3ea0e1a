package org.entente.policy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The {@code opa} command of this machine. */
final class OpaCommand {

    static final Path POLICIES = Path.of("policies");

    /** What a command printed and how it ended. */
    record Result(int status, String output) {}

    private OpaCommand() {}

    /** Skips the test, with a message, on a machine without opa. */
    static void assumePresent() {
        Assumptions.assumeTrue(
                path().isPresent(), "no opa on the PATH; go install github.com/open-policy-agent/opa@v1.22.2");
    }

    /** Runs it in {@code policies/} to its end. */
    static Result run(String... arguments) throws IOException, InterruptedException {
        return finish(builder(arguments).redirectErrorStream(true));
    }

    static Result build(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return finish(withOpaOnPath(new ProcessBuilder(command)).redirectErrorStream(true));
    }

    static ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(List.of(path().orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(POLICIES.toFile());
    }

    private static ProcessBuilder withOpaOnPath(ProcessBuilder builder) {
        builder.environment()
                .merge(
                        "PATH",
                        path().orElseThrow().getParent().toString(),
                        (all, one) -> all + File.pathSeparator + one);
        return builder;
    }

    private static Result finish(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Optional<Path> path() {
        var folders = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.concat(folders, Stream.of(Path.of(System.getProperty("user.home"), "go", "bin")))
                .map(folder -> folder.resolve("opa"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
