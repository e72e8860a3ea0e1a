package org.entente.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a dataset as a CKAN package. */
record CkanPackage(DemoCity.Catalogue catalogue, PortalLinks links) {

    ObjectNode describe(DemoDataset dataset) {
        ObjectNode self = JsonNodeFactory.instance
                .objectNode()
                .put("id", id("dataset", dataset.key()))
                .put("name", dataset.key())
                .put("type", "dataset")
                .put("state", "active")
                .put("private", false)
                .put("title", dataset.title().fr())
                .put("notes", dataset.description().fr())
                .put("url", links.landingPage(dataset))
                .put("metadata_created", dataset.issued() + "T08:00:00")
                .put("metadata_modified", dataset.modified() + "T08:00:00");
        translated(self, "title_translated", dataset.title());
        translated(self, "notes_translated", dataset.description());
        licence(self, dataset);
        organization(self);
        tags(self, dataset);
        new CkanExtras(self.putArray("extras")).of(dataset, catalogue, links);
        resources(self, dataset);
        return self;
    }

    private void licence(ObjectNode self, DemoDataset dataset) {
        self.put("license_id", dataset.licence().ckanId)
                .put("license_title", dataset.licence().title)
                .put("license_url", links.licence(dataset))
                .put("isopen", dataset.licence() != Licence.CONVENTION);
    }

    private void organization(ObjectNode self) {
        self.putObject("organization")
                .put("id", id("organization", "self"))
                .put("name", links.partner())
                .put("title", catalogue.partner().nameFr());
    }

    private static void tags(ObjectNode self, DemoDataset dataset) {
        ArrayNode tags = self.putArray("tags");
        dataset.keywords()
                .get("fr")
                .forEach(w -> tags.addObject().put("name", w).put("display_name", w));
        ObjectNode byLanguage = self.putObject("tags_translated");
        dataset.keywords().forEach((language, words) -> words.forEach(byLanguage.putArray(language)::add));
    }

    private void resources(ObjectNode self, DemoDataset dataset) {
        ArrayNode resources = self.putArray("resources");
        for (DemoDataset.Distribution distribution : dataset.distributions()) {
            resources
                    .addObject()
                    .put("id", id("distribution", dataset.key() + "/" + distribution.format()))
                    .put("name", dataset.title().fr() + " (" + distribution.format() + ")")
                    .put("format", distribution.format().name())
                    .put("mimetype", distribution.format().mediaType)
                    .put("url", links.access(dataset, distribution));
        }
    }

    private static void translated(ObjectNode self, String field, Bilingual text) {
        self.putObject(field).put("fr", text.fr()).put("en", text.en());
    }

    private String id(String kind, String name) {
        return id(links.identifier(kind, name));
    }

    /** CKAN wants UUIDs: one made of the name. */
    static String id(String identifier) {
        return UUID.nameUUIDFromBytes(identifier.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
