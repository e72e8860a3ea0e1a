package org.entente.federation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;

/** Texts that RDF gives to things. */
final class Labels {
    /** The tag of undetermined language, ISO 639-2. */
    static final String UNDETERMINED = "und";

    private static final List<Property> NAMES =
            List.of(FOAF.name, SKOS.prefLabel, RDFS.label, DCTerms.title, VCARD4.fn);

    private Labels() {}

    /** Language tag to text; of several in one language the first in the alphabet, so that each reading gives the same. */
    static Map<String, String> byLanguage(Resource thing, Property property) {
        var texts = new TreeMap<String, String>();
        thing.listProperties(property).forEachRemaining(statement -> {
            var text = statement.getObject().isLiteral() ? PlainText.of(statement.getString()) : null;
            if (text != null) {
                var language = statement.getLanguage().isEmpty() ? UNDETERMINED : statement.getLanguage();
                texts.merge(language, text, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        });
        return texts;
    }

    /** One text in a language that readers of the hub are likely to know; null when there is none. */
    static String one(Resource thing, Property property) {
        var texts = byLanguage(thing, property);
        return Stream.concat(Stream.of("fr", "en", UNDETERMINED).map(texts::get), texts.values().stream())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A literal's text, a thing's name, else its IRI; null for a nameless blank node. */
    static String of(RDFNode node) {
        if (node.isLiteral()) {
            return PlainText.of(node.asLiteral().getLexicalForm());
        }
        return NAMES.stream()
                .map(name -> one(node.asResource(), name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> PlainText.of(node.asResource().getURI()));
    }
}
