package org.entente.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shell that watches a server for as long as the hub lives, and ends after it. */
final class Watcher {

    /** How long a server may take to stop before it is killed, and how long its successor waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * Job control gives the server a process group of its own, so that Ctrl-C in the terminal reaches the hub alone, which
     * then stops its servers in order. The traps keep the watcher alive meanwhile (ignoring the signals instead would make
     * the server ignore them too). The watcher ends only after its server.
     */
    private static final String SCRIPT = """
            set -m
            trap : INT TERM HUP
            echo $$ >"$1"
            exec 3<&0
            "${@:4}" </dev/null 3<&- &
            server=$!
            {
              while read -r _ <&3; do :; done
              kill -"$2" $server
              sleep "$3"
              kill -KILL $server
            } >/dev/null 2>&1 &
            reader=$!
            while kill -0 $server 2>/dev/null; do wait $server; status=$?; done
            kill -KILL -- -$reader 2>/dev/null
            rm -f "$1"
            exit $status
            """;

    private Watcher() {}

    /** The words to which the server's own command is appended. */
    static List<String> command(Path state, String stopSignal) {
        return List.of(
                "bash",
                "-c",
                SCRIPT,
                "entente-watcher",
                file(state).toString(),
                stopSignal,
                Long.toString(PATIENCE.toSeconds()));
    }

    /** Waits until the server of an earlier hub, which was killed, has been stopped by its watcher. */
    static void awaitPredecessor(Path state) throws IOException, InterruptedException {
        var predecessor = running(state);
        if (predecessor.isEmpty()) return;
        try {
            predecessor.get().onExit().get(PATIENCE.plusSeconds(5).toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            // its port is still taken then, and that is what the user is told
            Files.deleteIfExists(file(state));
        }
    }

    private static Optional<ProcessHandle> running(Path state) throws IOException {
        var file = file(state);
        if (!Files.exists(file)) return Optional.empty();
        var text = Files.readString(file).strip();
        if (text.isEmpty()) return Optional.empty();
        // after a reboot the number may be another process's: the file's name is among a watcher's own words
        return ProcessHandle.of(Long.parseLong(text))
                .filter(process -> process.info().commandLine().orElse("").contains(file.toString()));
    }

    private static Path file(Path state) {
        return state.resolve("watcher.pid");
    }
}
