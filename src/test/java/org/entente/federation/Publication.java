package org.entente.federation;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A partner's catalogue in Turtle that a test changes between harvests. */
public final class Publication implements LoopbackServer.Handler {
    private static final String PREFIXES = """
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
            """;

    private final Map<String, String> datasets = new LinkedHashMap<>();
    private final String name;
    public final URI address;

    /** @param name of the catalogue, apart from all others */
    public Publication(LoopbackServer server, String name) {
        this.name = name;
        this.address = server.address("/" + name + ".ttl");
        server.on(address.getPath(), this);
    }

    public String key(String dataset) {
        return "https://data.example/" + name + "/" + dataset;
    }

    /** @param said further predicates and objects, each after a semicolon */
    public Publication dataset(String dataset, String title, String... said) {
        return item(dataset, "dct:title \"%s\"@en %s".formatted(title, String.join(" ", said)));
    }

    public Publication item(String dataset, String said) {
        datasets.put(dataset, "<%s> a dcat:Dataset ; %s .\n".formatted(key(dataset), said));
        return this;
    }

    public Publication without(String dataset) {
        datasets.remove(dataset);
        return this;
    }

    public Publication empty() {
        datasets.clear();
        return this;
    }

    byte[] text() {
        return (PREFIXES + String.join("", datasets.values())).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, InterruptedException {
        LoopbackServer.answer(exchange, "text/turtle", text());
    }
}
