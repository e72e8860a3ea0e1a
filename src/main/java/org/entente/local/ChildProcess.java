package org.entente.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A server's process under a watcher: a small shell that reads its input to the end and then stops the server. The input
 * is a pipe from this JVM, so the kernel itself tells the watcher when the JVM has gone, however it went.
 */
final class ChildProcess implements AutoCloseable {

    /** How to run a server, and the signal on which it stops in good order. */
    record Command(List<String> words, Map<String, String> environment, String stopSignal) {}

    private static final Duration PACE = Duration.ofMillis(50);
    private static final int TAIL_LINES = 20;

    private final String name;
    private final Path log;
    private final Process watcher;

    private ChildProcess(String name, Path log, Process watcher) {
        this.name = name;
        this.log = log;
        this.watcher = watcher;
    }

    static ChildProcess start(Part part, LocalConfig config, Command command) throws IOException {
        var log = part.log(config);
        Files.createDirectories(log.getParent());
        var words = new ArrayList<>(Watcher.command(part.state(config), command.stopSignal()));
        words.addAll(command.words());
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(command.environment());
        return new ChildProcess(part.title, log, builder.start());
    }

    /**
     * Asks until the server answers.
     *
     * @throws LocalStackException with the end of the log when it ends first or takes too long
     */
    void awaitAnswer(BooleanSupplier answers, Duration timeout) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!answers.getAsBoolean()) {
            if (watcher.waitFor(PACE.toMillis(), TimeUnit.MILLISECONDS))
                throw new LocalStackException.Ended(name, watcher.exitValue(), log, tail());
            if (System.nanoTime() > deadline) throw new LocalStackException.TooSlow(name, timeout, log, tail());
        }
    }

    /** Does something that long after the server has ended, however it did. */
    void whenEnded(Duration pause, Runnable then) {
        var later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        watcher.onExit().thenRunAsync(then, later);
    }

    /** Stops the server in good order and waits until it has; the watcher itself ends a server that does not obey. */
    @Override
    public void close() {
        try {
            watcher.getOutputStream().close();
            watcher.waitFor();
        } catch (IOException alreadyGone) {
            watcher.destroy();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private String tail() {
        try (var lines = Files.lines(log)) {
            var all = lines.toList();
            return all.stream().skip(Math.max(0, all.size() - TAIL_LINES)).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException unreadable) {
            return "(unreadable: " + unreadable.getMessage() + ")";
        }
    }
}
