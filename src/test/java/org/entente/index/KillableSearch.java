package org.entente.index;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.entente.local.LocalStack;

/** An Elasticsearch of its own, which dies as by {@code kill -9} and comes back with its data on the same port. */
public final class KillableSearch implements AutoCloseable {
    private final Path state;
    private final int port;
    private LocalStack stack;
    private ProcessHandle node;

    public KillableSearch(Path state) throws IOException {
        this.state = state;
        this.port = freePort();
        start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public String host() {
        return SearchServers.elasticsearchHost(stack);
    }

    public void start() {
        var before = javaProcesses();
        stack = SearchServers.elasticsearchAlone(state, port);
        node = javaProcesses().stream()
                .filter(process -> !before.contains(process))
                .findFirst()
                .orElseThrow();
    }

    private static Set<ProcessHandle> javaProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .collect(Collectors.toSet());
    }

    public void kill() throws Exception {
        node.destroyForcibly();
        node.onExit().get(30, TimeUnit.SECONDS);
        stack.close();
    }

    @Override
    public void close() {
        stack.close();
    }
}
