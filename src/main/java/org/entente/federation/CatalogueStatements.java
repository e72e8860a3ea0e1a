package org.entente.federation;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;
import org.apache.jena.sparql.graph.GraphFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VCARD4;
import org.entente.federation.HarvestException.SourceTooLarge;

/**
 * The statements of all pages of a source from which drafts are made; the rest is let go as it is read. They are kept
 * together until the last page, since a distribution may be described on another page than its dataset.
 */
final class CatalogueStatements extends StreamRDFBase {
    static final Property APPLICABLE_LEGISLATION =
            ResourceFactory.createProperty("http://data.europa.eu/r5r/applicableLegislation");

    /** A frequent mistake for dcat:landingPage. */
    static final Property MISTAKEN_LANDING_PAGE = ResourceFactory.createProperty(DCTerms.NS + "landingPage");

    private static final Set<Node> KEPT = Stream.of(
                    DCTerms.title,
                    DCTerms.description,
                    DCTerms.publisher,
                    DCTerms.license,
                    DCTerms.accessRights,
                    DCTerms.accrualPeriodicity,
                    DCTerms.issued,
                    DCTerms.modified,
                    DCTerms.format,
                    DCAT.distribution,
                    DCAT.keyword,
                    DCAT.theme,
                    DCAT.landingPage,
                    DCAT.accessURL,
                    DCAT.downloadURL,
                    DCAT.mediaType,
                    DCAT.byteSize,
                    MISTAKEN_LANDING_PAGE,
                    APPLICABLE_LEGISLATION,
                    FOAF.name,
                    SKOS.prefLabel,
                    RDFS.label,
                    VCARD4.fn)
            .map(Property::asNode)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<Node> NEXT_PAGE = Stream.of("next", "nextPage")
            .map(name -> NodeFactory.createURI("http://www.w3.org/ns/hydra/core#" + name))
            .collect(Collectors.toUnmodifiableSet());

    private final Graph graph = GraphFactory.createDefaultGraph();
    private final int limit;
    private Node next;

    CatalogueStatements(int limit) {
        this.limit = limit;
    }

    @Override
    public void triple(Triple triple) {
        if (NEXT_PAGE.contains(triple.getPredicate())) {
            next = triple.getObject();
        } else if (KEPT.contains(triple.getPredicate()) || saysDataset(triple)) {
            graph.add(triple);
            requireRoom();
        }
    }

    /** Which named graph a statement lies in does not matter here. */
    @Override
    public void quad(Quad quad) {
        triple(quad.asTriple());
    }

    /** The address of the page after the one read last, if it named one; asked once a page. */
    Optional<String> takeNext() {
        var taken = Optional.ofNullable(next)
                .map(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.toString());
        next = null;
        return taken;
    }

    Model model() {
        return ModelFactory.createModelForGraph(graph);
    }

    private void requireRoom() {
        if (graph.size() > limit) {
            throw new SourceTooLarge("statements", limit);
        }
    }

    private static boolean saysDataset(Triple triple) {
        return triple.getPredicate().equals(RDF.type.asNode())
                && triple.getObject().equals(DCAT.Dataset.asNode());
    }
}
