package org.entente.catalogue;

import java.util.List;
import org.apache.jena.riot.RDFFormat;
import org.entente.access.AcceptedTypes;
import org.entente.access.HttpEntrance;
import org.entente.kernel.HubException;

/** The ways in which the catalogue is written, the first one for readers who take any. */
enum CatalogueSyntax {
    TURTLE("text/turtle; charset=utf-8", RDFFormat.TURTLE_PRETTY),
    JSON_LD("application/ld+json", RDFFormat.JSONLD),
    RDF_XML("application/rdf+xml; charset=utf-8", RDFFormat.RDFXML_PLAIN);

    final String mediaType;
    final RDFFormat format;

    CatalogueSyntax(String mediaType, RDFFormat format) {
        this.mediaType = mediaType;
        this.format = format;
    }

    /** @throws HubException BAD_INPUT where none of them is accepted */
    static CatalogueSyntax of(String accepted) {
        return AcceptedTypes.of(accepted)
                .best(List.of(values()), syntax -> syntax.mediaType)
                .orElseThrow(
                        () -> HubException.badInput(
                                HttpEntrance.ACCEPT,
                                "None of these can be given; there are text/turtle, application/ld+json and application/rdf+xml"));
    }
}
