package org.entente.catalogue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.AnonId;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/**
 * The things that datasets refer to, each described where it is used: readers then need no authority table to see that a term is of the
 * vocabulary and the class which DCAT-AP 3 demands.
 */
record CatalogueTerms(Model model) {
    static final String DCAT_AP = "http://data.europa.eu/r5r/";
    static final Property LEGISLATION = ResourceFactory.createProperty(DCAT_AP, "applicableLegislation");

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    private static final String ELI = "http://data.europa.eu/eli/";
    private static final String LEGAL_RESOURCE = ELI + "ontology#LegalResource";
    private static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";
    private static final String UNDETERMINED = "und";
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,40}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    /** XML 1.0, section 2.2. */
    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    Resource theme(DataTheme theme) {
        return concept("data-theme", theme.name())
                .addProperty(SKOS.prefLabel, theme.english, "en")
                .addProperty(SKOS.prefLabel, theme.french, "fr");
    }

    Resource accessRight(String code) {
        return concept("access-right", code)
                .addProperty(SKOS.prefLabel, code)
                .addProperty(RDF.type, dct("RightsStatement"));
    }

    /** Empty for a publisher's own words: they are of no vocabulary. */
    Optional<Resource> frequency(String said) {
        return code(said)
                .map(code -> concept("frequency", code)
                        .addProperty(SKOS.prefLabel, code)
                        .addProperty(RDF.type, dct("Frequency")));
    }

    Optional<Resource> fileType(String said) {
        return code(said)
                .map(code -> concept("file-type", code)
                        .addProperty(SKOS.prefLabel, code)
                        .addProperty(RDF.type, dct("MediaTypeOrExtent")));
    }

    private static Optional<String> code(String said) {
        return Optional.ofNullable(said).filter(code -> CODE.matcher(code).matches());
    }

    private Resource concept(String scheme, String code) {
        return model.createResource(AUTHORITY + scheme + "/" + code, SKOS.Concept)
                .addProperty(SKOS.inScheme, model.createResource(AUTHORITY + scheme));
    }

    Optional<Resource> mediaType(String said) {
        return Optional.ofNullable(said)
                .filter(type -> MEDIA_TYPE.matcher(type).matches())
                .map(type -> model.createResource(MEDIA_TYPES + type, dct("MediaType")));
    }

    /** Its address, or a thing that has the name which the publisher gives it. */
    Optional<Resource> licence(String said) {
        return Optional.ofNullable(said)
                .map(licence -> webAddress(licence)
                        .map(address -> model.createResource(address, DCTerms.LicenseDocument))
                        .orElseGet(() -> named(licence)));
    }

    /** The same node for the same name: the same catalogue is always written in the same way. */
    private Resource named(String licence) {
        return model.createResource(new AnonId(UUID.nameUUIDFromBytes(licence.getBytes(StandardCharsets.UTF_8))
                        .toString()))
                .addProperty(RDF.type, DCTerms.LicenseDocument)
                .addProperty(RDFS.label, text(licence));
    }

    Resource act(String identifier) {
        return model.createResource(ELI + identifier, model.createResource(LEGAL_RESOURCE));
    }

    Resource agent(String iri, String name) {
        return model.createResource(iri, FOAF.Agent).addProperty(FOAF.name, text(name));
    }

    Resource agent(String iri, Map<String, String> names) {
        var agent = model.createResource(iri, FOAF.Agent);
        names.forEach((language, name) -> agent.addProperty(FOAF.name, text(language, name)));
        return agent;
    }

    Resource page(String address) {
        return model.createResource(address, FOAF.Document);
    }

    Optional<Resource> webPage(String said) {
        return webAddress(said).map(this::page);
    }

    Literal moment(Instant instant) {
        return model.createTypedLiteral(instant.toString(), XSDDatatype.XSDdateTime);
    }

    Literal count(long number) {
        return model.createTypedLiteral(Long.toString(number), XSDDatatype.XSDnonNegativeInteger);
    }

    Literal text(String language, String text) {
        return LANGUAGE.matcher(language).matches() && !language.equals(UNDETERMINED)
                ? model.createLiteral(text(text), language)
                : model.createLiteral(text(text));
    }

    /** The text without what no XML document may hold. */
    static String text(String text) {
        return NOT_IN_XML.matcher(text).replaceAll("");
    }

    /** In the characters that any reader takes; empty for what could not stand in a document as an address: it would end where it must not. */
    static Optional<String> webAddress(String said) {
        try {
            return Optional.ofNullable(said)
                    .filter(text -> text.matches("(?i)https?://.*"))
                    .map(URI::create)
                    .filter(address -> address.getHost() != null)
                    .map(URI::toASCIIString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Resource dct(String name) {
        return model.createResource(DCTerms.NS + name);
    }
}
