package org.entente.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/** A catalogue of one dataset with a million records of places, instants and numbers, two years in and round the demo's city. */
final class GeneratedRecords implements AutoCloseable {
    static final int ROWS = 1_000_000;
    /** A word that it has and no other dataset. */
    static final String MARK = "millionmesures";

    static final Instant FIRST = Instant.parse("2024-11-01T00:00:00Z");
    private static final int SECONDS = 730 * 24 * 3600;
    private static final String CATALOGUE = """
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            <https://bench.example/records> a dcat:Dataset ; dct:title "%s"@fr ;
                dcat:distribution [ dcat:downloadURL <%s> ; dct:format "CSV" ] .
            """;

    private final HttpServer server;

    private GeneratedRecords(HttpServer server) {
        this.server = server;
    }

    static GeneratedRecords serve() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        var records = new GeneratedRecords(server);
        server.createContext("/records.csv", GeneratedRecords::write);
        server.createContext("/catalogue.ttl", exchange -> {
            try (exchange) {
                var turtle = CATALOGUE
                        .formatted(MARK, records.address("/records.csv"))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/turtle");
                exchange.sendResponseHeaders(200, turtle.length);
                exchange.getResponseBody().write(turtle);
            }
        });
        server.start();
        return records;
    }

    private static void write(HttpExchange exchange) throws IOException {
        var random = new Random(ROWS);
        exchange.getResponseHeaders().set("Content-Type", "text/csv");
        exchange.sendResponseHeaders(200, 0);
        try (exchange;
                var out = new BufferedWriter(
                        new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.US_ASCII))) {
            out.write("at,longitude,latitude,kind,value\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("%s,%d.%04d,43.%04d,k%d,%d\n"
                        .formatted(
                                FIRST.plusSeconds((long) SECONDS * row / ROWS),
                                random.nextInt(10) == 0 ? 5 : 4,
                                random.nextInt(10) == 0 ? random.nextInt(800) : 9_200 + random.nextInt(800),
                                2_800 + random.nextInt(900),
                                random.nextInt(8),
                                random.nextInt(1_000)));
            }
        }
    }

    String address() {
        return address("/catalogue.ttl");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
