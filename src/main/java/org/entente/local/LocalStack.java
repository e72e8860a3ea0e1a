package org.entente.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All servers of the hub on one machine: started side by side, stopped together, gone when this JVM is. */
public final class LocalStack implements AutoCloseable {
    /** Before a server is started again, so that one that ends at once each time takes no processor from the others. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final StateLock lock;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private boolean isClosed;

    private LocalStack(StateLock lock) {
        this.lock = lock;
    }

    /**
     * Starts what is not given and returns when all of it answers.
     *
     * @param given whether a property of the hub is set already: the server that it names is then used, not started
     * @param progress takes a line for each server that has become ready
     * @throws LocalStackException when a server cannot run; none is left running then
     */
    public static LocalStack start(LocalConfig config, Predicate<String> given, Consumer<String> progress) {
        var parts = Stream.of(Part.values())
                .filter(part -> !given.test(part.replacedBy))
                .toList();
        var stack = new LocalStack(StateLock.take(config.state()));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            stack.startAll(parts, config, progress, executor);
            return stack;
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    /** What the hub must be told in order to use the servers. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** Stops all servers in good order and waits for their end. */
    @Override
    public void close() {
        synchronized (processes) {
            isClosed = true;
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            processes.forEach(process -> executor.submit(process::close));
        }
        lock.close();
    }

    private void startAll(List<Part> parts, LocalConfig config, Consumer<String> progress, ExecutorService executor) {
        var starts = new ExecutorCompletionService<LocalServer>(executor);
        var began = System.nanoTime();
        try {
            for (var server : servers(parts, config)) {
                starts.submit(() -> start(server, config));
            }
            for (int ready = 0; ready < parts.size(); ready++) {
                var server = starts.take().get();
                properties.putAll(server.properties());
                progress.accept(line(server, System.nanoTime() - began));
            }
        } catch (ExecutionException failure) {
            executor.shutdownNow(); // the first failure is the one to tell; the others need not go on
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            executor.shutdownNow();
            throw new IllegalStateException("interrupted while the local servers started", stopped);
        }
    }

    /**
     * With their ports, all chosen and found free before any process is started: while one is, it holds whatever this JVM had open
     * at that moment, a port that was just probed included.
     */
    private static List<LocalServer> servers(List<Part> parts, LocalConfig config) throws InterruptedException {
        var servers = new ArrayList<LocalServer>();
        for (var part : parts) {
            try {
                Files.createDirectories(part.state(config));
                Watcher.awaitPredecessor(part.state(config));
            } catch (IOException failure) {
                throw new LocalStackException.NotPrepared(part.title, part.state(config), failure);
            }
            var server = part.of(config);
            Ports.requireFree(part, server.port());
            servers.add(server);
        }
        return servers;
    }

    private LocalServer start(LocalServer server, LocalConfig config) throws InterruptedException {
        var part = server.part();
        try {
            var process = ChildProcess.start(part, config, server.prepare());
            synchronized (processes) {
                processes.add(process);
            }
            process.awaitAnswer(server::answers, config.startTimeout());
            if (server.isStartedAgain()) {
                process.whenEnded(PAUSE, () -> startAgain(process, server, config));
            }
            return server;
        } catch (IOException failure) {
            throw new LocalStackException.NotPrepared(part.title, part.state(config), failure);
        }
    }

    private void startAgain(ChildProcess ended, LocalServer server, LocalConfig config) {
        synchronized (processes) {
            if (isClosed) return;
            try {
                var process = ChildProcess.start(server.part(), config, server.prepare());
                processes.set(processes.indexOf(ended), process);
                process.whenEnded(PAUSE, () -> startAgain(process, server, config));
            } catch (IOException | InterruptedException failure) {
                throw new LocalStackException.NotPrepared(
                        server.part().title, server.part().state(config), failure);
            }
        }
    }

    private static String line(LocalServer server, long nanoseconds) {
        return "  %-14s ready after %5.1f s   127.0.0.1:%d"
                .formatted(server.part().title, nanoseconds / 1e9, server.port());
    }
}
