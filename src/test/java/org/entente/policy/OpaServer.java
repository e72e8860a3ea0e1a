package org.entente.policy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A real OPA server with the bundle of the committed release, on a free loopback port. */
final class OpaServer implements AutoCloseable {

    private final Process process;
    private final URI address;
    private final Path log;

    OpaServer(Path folder) throws IOException, InterruptedException {
        var bundle = folder.resolve("bundle.tar.gz").toAbsolutePath().toString();
        var built = OpaCommand.build(OpaCommand.POLICIES.resolve("build"), "--bundle", bundle);
        if (built.status() != 0) {
            throw new IllegalStateException(built.output());
        }
        log = folder.resolve("opa.log");
        var port = freePort();
        address = URI.create("http://127.0.0.1:%d".formatted(port));
        var command = OpaCommand.builder("run", "--server", "--addr", "127.0.0.1:" + port, "--bundle", bundle)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // thousands of answers on little data: at its usual pace half of its work is collecting garbage
        command.environment().put("GOGC", "800");
        process = command.start();
        awaitHealthy();
    }

    URI address() {
        return address;
    }

    private void awaitHealthy() throws IOException, InterruptedException {
        var deadline = Instant.now().plusSeconds(30);
        while (!healthy()) {
            var ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            if (ended || Instant.now().isAfter(deadline)) {
                close();
                throw new IllegalStateException(Files.readString(log));
            }
        }
    }

    private boolean healthy() throws IOException, InterruptedException {
        var health = HttpRequest.newBuilder(address.resolve("/health?bundles")).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
