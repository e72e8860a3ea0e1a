package org.entente.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL's own note of who serves a data folder, which outlives a server that was killed. */
final class PostmasterLock {

    private static final long PATIENCE_SECONDS = 30;

    private PostmasterLock() {}

    /**
     * Makes the folder free to be served. The hub holds the state folder's lock, so a server that still runs on it has lost
     * its hub and its watcher and is stopped. A note that names no such server is removed, since after a restart of the
     * machine its number may be another program's, at which PostgreSQL would refuse to start.
     */
    static void release(Path data) throws IOException, InterruptedException {
        var note = data.resolve("postmaster.pid");
        if (!Files.exists(note)) return;
        var server = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(note).getFirst().strip()))
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()));
        if (server.isPresent()) stop(server.get());
        Files.deleteIfExists(note);
    }

    private static void stop(ProcessHandle server) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            server.destroyForcibly();
        }
    }
}
