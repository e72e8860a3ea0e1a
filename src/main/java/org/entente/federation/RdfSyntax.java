package org.entente.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.riot.Lang;
import org.entente.federation.HarvestException.MalformedDocument;

/** The ways to write RDF that are read. */
enum RdfSyntax {
    RDF_XML(Lang.RDFXML, Set.of("application/rdf+xml"), Set.of("rdf", "xml", "owl")),
    JSON_LD(Lang.JSONLD, Set.of("application/ld+json"), Set.of("jsonld", "json")),
    TURTLE(Lang.TURTLE, Set.of("text/turtle", "application/x-turtle", "text/n3"), Set.of("ttl", "n3")),
    N_TRIPLES(Lang.NTRIPLES, Set.of("application/n-triples"), Set.of("nt")),
    TRIG(Lang.TRIG, Set.of("application/trig"), Set.of("trig")),
    N_QUADS(Lang.NQUADS, Set.of("application/n-quads"), Set.of("nq"));

    /** What to ask a server for. */
    static final String ACCEPT = "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.9,"
            + " application/trig;q=0.8, application/ld+json;q=0.7, */*;q=0.1";

    private static final int SNIFFED = 1024;

    final Lang lang;
    private final Set<String> mediaTypes;
    private final Set<String> extensions;

    RdfSyntax(Lang lang, Set<String> mediaTypes, Set<String> extensions) {
        this.lang = lang;
        this.mediaTypes = mediaTypes;
        this.extensions = extensions;
    }

    /** By declared type, else by file name, else by the first characters: many servers say text/plain or no more than XML. */
    static RdfSyntax of(FetchedDocument document) {
        var path = String.valueOf(document.address().getPath()).toLowerCase(Locale.ROOT);
        var extension = path.substring(path.lastIndexOf('.') + 1);
        return find(syntax -> syntax.mediaTypes.contains(document.contentType()))
                .or(() -> find(syntax -> syntax.extensions.contains(extension)))
                .orElseGet(() -> sniffed(document));
    }

    private static Optional<RdfSyntax> find(Predicate<RdfSyntax> test) {
        return Arrays.stream(values()).filter(test).findFirst();
    }

    private static RdfSyntax sniffed(FetchedDocument document) {
        var start = start(document).replaceFirst("^\\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            throw new MalformedDocument("it is a web page, not RDF");
        }
        if (start.startsWith("<?xml") || start.startsWith("<rdf:") || start.startsWith("<!")) {
            return RDF_XML;
        }
        return start.matches("(?s)(\\{|\\[\\s*[{\\]]).*") ? JSON_LD : TURTLE;
    }

    private static String start(FetchedDocument document) {
        try (var in = document.open()) {
            return new String(in.readNBytes(SNIFFED), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
