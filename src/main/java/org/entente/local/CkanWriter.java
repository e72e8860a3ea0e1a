package org.entente.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Writes a demo catalogue as CKAN's action API answers {@code package_search}. */
final class CkanWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";

    private final DemoCity.Catalogue catalogue;
    private final PortalLinks links;

    private CkanWriter(DemoCity.Catalogue catalogue, String base) {
        this.catalogue = catalogue;
        this.links = new PortalLinks(base, catalogue.partner().id());
    }

    /** Writes the packages from {@code start} on, at most {@code rows}; {@code count} is of all. */
    static void write(DemoCity.Catalogue catalogue, String base, int rows, int start, OutputStream out)
            throws IOException {
        JSON.writeValue(out, new CkanWriter(catalogue, base).answer(rows, start));
    }

    private ObjectNode answer(int rows, int start) {
        List<DemoDataset> all = catalogue.datasets();
        ObjectNode answer = JSON.createObjectNode()
                .put("help", links.base() + catalogue.source().path())
                .put("success", true);
        ObjectNode result = answer.putObject("result").put("count", all.size()).put("sort", "name asc");
        ArrayNode packages = result.putArray("results");
        all.stream().skip(start).limit(rows).forEach(d -> packages.add(describe(d)));
        return answer;
    }

    private ObjectNode describe(DemoDataset dataset) {
        ObjectNode self = JSON.createObjectNode()
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
        extras(self, dataset);
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

    /** What CKAN has no field for, under the names that its DCAT extension uses; a list is JSON in a string. */
    private void extras(ObjectNode self, DemoDataset dataset) {
        ArrayNode extras = self.putArray("extras");
        extra(extras, "identifier", dataset.key());
        extra(extras, "uri", links.identifier("dataset", dataset.key()));
        extra(
                extras,
                "theme",
                list(dataset.themes().stream()
                        .map(t -> AUTHORITY + "data-theme/" + t)
                        .toList()));
        extra(extras, "frequency", AUTHORITY + "frequency/" + dataset.frequency());
        extra(extras, "issued", dataset.issued().toString());
        extra(extras, "modified", dataset.modified().toString());
        extra(extras, "publisher_name", catalogue.partner().nameFr());
        if (dataset.access() != null) {
            extra(extras, "access_rights", AUTHORITY + "access-right/" + dataset.access());
        }
        if (!dataset.legislation().isEmpty()) {
            extra(
                    extras,
                    "applicable_legislation",
                    list(dataset.legislation().stream().map(l -> l.iri).toList()));
        }
    }

    private static void extra(ArrayNode extras, String key, String value) {
        extras.addObject().put("key", key).put("value", value);
    }

    private static String list(List<String> values) {
        return JSON.valueToTree(values).toString();
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
        return UUID.nameUUIDFromBytes(links.identifier(kind, name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
