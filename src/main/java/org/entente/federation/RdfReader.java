package org.entente.federation;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.lang.LangJSONLD11;
import org.apache.jena.riot.system.ErrorHandler;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.shared.JenaException;
import org.apache.jena.sys.JenaSystem;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.SourceTooLarge;

/** Reads one RDF document with Apache Jena, within memory and without leaving the machine. */
record RdfReader(FederationConfig config) {
    static {
        JenaSystem.init();
    }

    private static final ErrorHandler STRICT = new ErrorHandler() {
        @Override
        public void warning(String message, long line, long column) {
            // an IRI that is not quite right is no reason to lose a catalogue
        }

        @Override
        public void error(String message, long line, long column) {
            throw new MalformedDocument(line, column, message);
        }

        @Override
        public void fatal(String message, long line, long column) {
            throw new MalformedDocument(line, column, message);
        }
    };

    /**
     * Hands every statement to the target.
     *
     * @throws MalformedDocument after some of them, perhaps
     */
    void read(FetchedDocument document, StreamRDF target) {
        try {
            var syntax = RdfSyntax.of(document);
            switch (syntax) {
                case RDF_XML -> readRdfXml(document, target);
                case JSON_LD -> readJsonLd(document, target);
                case TURTLE, N_TRIPLES, TRIG, N_QUADS -> readStream(document, syntax, target);
            }
        } catch (StackOverflowError e) {
            throw new MalformedDocument("it is nested too deeply");
        } catch (JenaException e) {
            throw new MalformedDocument(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readStream(FetchedDocument document, RdfSyntax syntax, StreamRDF target) throws IOException {
        try (var in = new BufferedInputStream(document.open())) {
            parse(document, syntax, in, target);
        }
    }

    private static void readRdfXml(FetchedDocument document, StreamRDF target) throws IOException {
        var repaired = Files.createTempFile(document.file().getParent(), "answer-", ".rdf");
        try {
            try (var in = new BufferedInputStream(document.open());
                    var out = Files.newBufferedWriter(repaired, StandardCharsets.UTF_8)) {
                RdfXmlRepair.rewrite(in, out);
            }
            try (var in = new BufferedInputStream(Files.newInputStream(repaired))) {
                parse(document, RdfSyntax.RDF_XML, in, target);
            }
        } finally {
            Files.deleteIfExists(repaired);
        }
    }

    private void readJsonLd(FetchedDocument document, StreamRDF target) throws IOException {
        if (document.size() > config.maxJsonLdBytes()) {
            throw new SourceTooLarge("bytes of JSON-LD", config.maxJsonLdBytes());
        }
        try (var in = document.open()) {
            parse(document, RdfSyntax.JSON_LD, new ByteArrayInputStream(JsonLdRepair.rewrite(in)), target);
        }
    }

    /** The base is always given: without one Jena takes the working directory of the hub. */
    private static void parse(FetchedDocument document, RdfSyntax syntax, InputStream in, StreamRDF target) {
        RDFParser.source(in)
                .forceLang(syntax.lang)
                .base(document.address().toString())
                .errorHandler(STRICT)
                .set(LangJSONLD11.JSONLD_OPTIONS, withoutRemoteContexts())
                .parse(target);
    }

    private static JsonLdOptions withoutRemoteContexts() {
        return new JsonLdOptions((address, options) -> {
            throw new JsonLdError(
                    JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED,
                    "it refers to a context outside itself, which is not fetched: " + address);
        });
    }
}
