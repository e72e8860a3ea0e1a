package org.entente.federation;

import java.util.List;
import java.util.Objects;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;

/** What is said of one thing, always in the same order, whatever order the document had. */
record DcatResource(Resource thing) {
    /** IRIs as they are, else texts and names. */
    List<String> values(Property property) {
        return thing
                .listProperties(property)
                .mapWith(statement -> value(statement.getObject()))
                .filterKeep(Objects::nonNull)
                .toList()
                .stream()
                .sorted()
                .distinct()
                .toList();
    }

    /** The first of the values, null when there is none. */
    String value(Property property) {
        return values(property).stream().findFirst().orElse(null);
    }

    /** The first value that is a web address, null when none is. */
    String link(Property property) {
        return values(property).stream()
                .map(WebAddress::link)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * For what must not be passed over in silence.
     *
     * @throws UnusableItem where an object says nothing that can be read, such as a nameless node
     */
    List<String> allValues(Property property) {
        var values = values(property);
        if (values.size() < thing.listProperties(property).toList().size()) {
            throw new UnusableItem("Its " + property.getLocalName() + " is not understood");
        }
        return values;
    }

    List<Resource> things(Property property) {
        return thing.listProperties(property)
                .mapWith(statement -> statement.getObject())
                .filterKeep(RDFNode::isResource)
                .mapWith(RDFNode::asResource)
                .toList();
    }

    private static String value(RDFNode node) {
        return node.isURIResource() ? PlainText.of(node.asResource().getURI()) : Labels.of(node);
    }
}
