package org.entente.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;

/** Writes the distributions of one dataset, each with the dataset's licence. */
record CatalogueDistribution(Resource dataset, CatalogueTerms terms, String licence) {

    /** One without an address is none that anybody could use. */
    void published(String name, Distribution said) {
        var download = CatalogueTerms.webAddress(said.downloadUrl());
        Stream.of(CatalogueTerms.webAddress(said.accessUrl()), download)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(access -> {
                    var self = distribution(name, access, download.orElse(null), said.format(), said.mediaType());
                    if (said.title() != null) {
                        self.addProperty(DCTerms.title, CatalogueTerms.text(said.title()));
                    }
                    if (said.byteSize() != null) {
                        self.addProperty(DCAT.byteSize, terms.count(said.byteSize()));
                    }
                });
    }

    /** What the hub itself gives. */
    void download(String name, String address, String format, String mediaType) {
        var code = format.toUpperCase(Locale.ROOT);
        distribution(name, address, address, code, mediaType)
                .addProperty(DCTerms.title, code + ", through the hub", "en")
                .addProperty(DCTerms.title, code + ", par la plateforme", "fr");
    }

    private Resource distribution(String name, String access, String download, String format, String mediaType) {
        var self = terms.model().createResource(dataset.getURI() + name, DCAT.Distribution);
        dataset.addProperty(DCAT.distribution, self);
        self.addProperty(DCAT.accessURL, terms.model().createResource(access));
        if (download != null) {
            self.addProperty(DCAT.downloadURL, terms.model().createResource(download));
        }
        terms.fileType(format).ifPresent(type -> self.addProperty(DCTerms.format, type));
        terms.mediaType(mediaType).ifPresent(type -> self.addProperty(DCAT.mediaType, type));
        terms.licence(licence).ifPresent(text -> self.addProperty(DCTerms.license, text));
        return self;
    }
}
