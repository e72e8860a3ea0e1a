package org.entente.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/** A DCAT catalogue of a thousand datasets of two distributions each, served in Turtle; the same at every run. */
final class GeneratedCatalogue implements AutoCloseable {
    static final int DATASETS = 1_000;
    /** A word that all of its datasets have and no other. */
    static final String MARK = "millecatalogue";

    static final List<String> WORDS = List.of(
            "arbres",
            "bruit",
            "circulation",
            "écoles",
            "éclairage",
            "marchés",
            "quartiers",
            "vélos",
            "budget",
            "travaux",
            "accidents",
            "qualité",
            "pollution",
            "bibliothèques",
            "tourisme",
            "logement",
            "déchets",
            "stationnement",
            "température",
            "fontaines",
            "jardins",
            "musées",
            "associations",
            "élections",
            "commerces");

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    private static final List<String> THEMES = List.of("ENVI", "TRAN", "EDUC", "ECON", "GOVE", "HEAL", "JUST", "SOCI");
    private static final List<String> FORMATS = List.of("CSV", "JSON", "GEOJSON", "PDF");

    private final HttpServer server;

    private GeneratedCatalogue(HttpServer server) {
        this.server = server;
    }

    static GeneratedCatalogue serve() throws IOException {
        var turtle = turtle();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/catalogue.ttl", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/turtle");
                exchange.sendResponseHeaders(200, turtle.length);
                exchange.getResponseBody().write(turtle);
            }
        });
        server.start();
        return new GeneratedCatalogue(server);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/catalogue.ttl";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static byte[] turtle() {
        var model = ModelFactory.createDefaultModel();
        var catalogue = model.createResource("https://bench.example/catalogue", DCAT.Catalog);
        var random = new Random(DATASETS);
        for (int number = 0; number < DATASETS; number++) {
            catalogue.addProperty(DCAT.dataset, dataset(model, number, random));
        }
        var bytes = new ByteArrayOutputStream();
        RDFDataMgr.write(bytes, model, Lang.TURTLE);
        return bytes.toByteArray();
    }

    private static Resource dataset(Model model, int number, Random random) {
        var dataset = model.createResource("https://bench.example/dataset/" + number, DCAT.Dataset)
                .addProperty(DCTerms.title, "Série " + number + " : " + words(random, 4), "fr")
                .addProperty(DCTerms.title, "Series " + number + ": " + words(random, 4), "en")
                .addProperty(DCTerms.description, MARK + " " + words(random, 40), "fr")
                .addProperty(DCTerms.identifier, "bench-" + number)
                .addProperty(DCTerms.accessRights, model.createResource(AUTHORITY + "access-right/PUBLIC"))
                .addProperty(DCAT.theme, model.createResource(AUTHORITY + "data-theme/" + one(random, THEMES)));
        random.ints(5, 0, WORDS.size()).forEach(word -> dataset.addProperty(DCAT.keyword, WORDS.get(word), "fr"));
        for (int copy = 0; copy < 2; copy++) {
            dataset.addProperty(DCAT.distribution, distribution(model, number, copy, random));
        }
        return dataset;
    }

    private static Resource distribution(Model model, int number, int copy, Random random) {
        var address = "https://bench.example/files/" + number + "/" + copy;
        return model.createResource("https://bench.example/distribution/" + number + "/" + copy)
                .addProperty(RDF.type, DCAT.Distribution)
                .addProperty(DCAT.accessURL, model.createResource(address))
                .addProperty(DCTerms.format, model.createResource(AUTHORITY + "file-type/" + one(random, FORMATS)))
                .addProperty(DCTerms.license, model.createResource("https://creativecommons.org/licenses/by/4.0/"));
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> one(random, WORDS)).collect(Collectors.joining(" "));
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
