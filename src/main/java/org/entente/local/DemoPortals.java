package org.entente.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The web portals of Port-Lazare's partners, on one loopback port. They stand for servers inside each partner's network,
 * which the hub alone reaches: they hand out whatever is asked for, and the hub decides who sees what of it.
 */
public final class DemoPortals implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PortalRoutes routes = new PortalRoutes(DemoCity.load());

    private DemoPortals(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts answering on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static DemoPortals start(int port) {
        try {
            return new DemoPortals(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("The demo portals cannot listen on port " + port, e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "GET" -> send(exchange, routes.answer(PortalRequest.of(exchange)));
                case "HEAD" -> head(exchange, routes.answer(PortalRequest.of(exchange)));
                default -> refuse(exchange);
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            reply.body().write(out);
        }
    }

    private static void head(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), -1);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
    }
}
