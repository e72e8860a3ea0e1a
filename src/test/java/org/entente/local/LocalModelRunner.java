package org.entente.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.entente.observatory.ModelRunner;

/** The real runner of partners' models alone, in a process of its own, as the hub starts it. */
public final class LocalModelRunner implements AutoCloseable {
    private static final String URL = "entente.observatory.models.url";

    private final Path state;
    private final LocalStack stack;

    /** @param state a folder that is emptied first */
    public LocalModelRunner(Path state) {
        this.state = state;
        TestStack.empty(state);
        stack = LocalStack.start(TestStack.config(state, Map.of()), given -> !given.equals(URL), line -> {});
    }

    public URI url() {
        return URI.create(stack.properties().get(URL));
    }

    /** The process that runs now; as long as there is none, an exception. */
    public ProcessHandle process() throws IOException {
        return process(state);
    }

    /** Kills the runner of all tests, {@code kill -9}, and returns when it has ended. */
    public static void killShared() throws IOException, InterruptedException {
        kill(process(TestStack.SHARED));
    }

    public void kill() throws IOException, InterruptedException {
        kill(process());
    }

    private static void kill(ProcessHandle process) throws InterruptedException {
        process.destroyForcibly();
        try {
            process.onExit().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessHandle process(Path state) throws IOException {
        var watcher = Files.readString(state.resolve("models").resolve("watcher.pid"));
        return ProcessHandle.of(Long.parseLong(watcher.strip()))
                .flatMap(shell -> shell.children()
                        .filter(child -> child.info().commandLine().orElse("").contains(ModelRunner.class.getName()))
                        .findFirst())
                .orElseThrow();
    }

    @Override
    public void close() {
        stack.close();
    }
}
