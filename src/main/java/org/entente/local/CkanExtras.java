package org.entente.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What CKAN has no field for, under the names that its DCAT extension uses; a list is JSON in a string. */
record CkanExtras(ArrayNode extras) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";

    void of(DemoDataset dataset, DemoCity.Catalogue catalogue, PortalLinks links) {
        extra("identifier", dataset.key());
        extra("uri", links.identifier("dataset", dataset.key()));
        extra(
                "theme",
                list(dataset.themes().stream()
                        .map(t -> AUTHORITY + "data-theme/" + t)
                        .toList()));
        extra("frequency", AUTHORITY + "frequency/" + dataset.frequency());
        extra("issued", dataset.issued().toString());
        extra("modified", dataset.modified().toString());
        extra("publisher_name", catalogue.partner().nameFr());
        if (dataset.access() != null) {
            extra("access_rights", AUTHORITY + "access-right/" + dataset.access());
        }
        if (!dataset.legislation().isEmpty()) {
            extra(
                    "applicable_legislation",
                    list(dataset.legislation().stream().map(l -> l.iri).toList()));
        }
    }

    private void extra(String key, String value) {
        extras.addObject().put("key", key).put("value", value);
    }

    private static String list(List<String> values) {
        return JSON.valueToTree(values).toString();
    }
}
