package org.entente.local;

import static org.apache.jena.rdf.model.ResourceFactory.createProperty;

import java.io.OutputStream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/** Writes a demo catalogue as DCAT-AP 3. */
final class DcatWriter {

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    private static final String DCAT_AP = "http://data.europa.eu/r5r/";
    private static final Property LEGISLATION = createProperty(DCAT_AP, "applicableLegislation");
    private static final String MEDIA_TYPE = "https://www.iana.org/assignments/media-types/";

    private final Model model = ModelFactory.createDefaultModel();
    private final DemoCity.Catalogue catalogue;
    private final PortalLinks links;
    private final Resource publisher;

    private DcatWriter(DemoCity.Catalogue catalogue, PortalLinks links) {
        this.catalogue = catalogue;
        this.links = links;
        this.publisher = model.createResource(links.identifier("publisher", "self"));
    }

    static void write(DemoCity.Catalogue catalogue, String base, RDFFormat format, OutputStream out) {
        DcatWriter writer = new DcatWriter(
                catalogue, new PortalLinks(base, catalogue.partner().id()));
        writer.prefixes();
        writer.describeCatalogue();
        RDFDataMgr.write(out, writer.model, format);
    }

    private void prefixes() {
        model.setNsPrefix("dcat", DCAT.NS)
                .setNsPrefix("dct", DCTerms.NS)
                .setNsPrefix("foaf", FOAF.NS)
                .setNsPrefix("dcatap", DCAT_AP)
                .setNsPrefix("xsd", "http://www.w3.org/2001/XMLSchema#");
    }

    private void describeCatalogue() {
        describePublisher();
        Resource self = model.createResource(links.identifier("catalogue", "self"), DCAT.Catalog);
        self.addProperty(DCTerms.title, catalogue.source().name(), "fr")
                .addProperty(DCTerms.description, PortalLinks.NOTICE.fr(), "fr")
                .addProperty(DCTerms.description, PortalLinks.NOTICE.en(), "en")
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(FOAF.homepage, model.createResource(links.home()));
        catalogue.datasets().forEach(d -> self.addProperty(DCAT.dataset, dataset(d)));
    }

    private void describePublisher() {
        publisher.addProperty(RDF.type, FOAF.Agent);
        text(publisher, FOAF.name, catalogue.partner().name());
        publisher.addProperty(DCTerms.identifier, catalogue.partner().id());
    }

    private Resource dataset(DemoDataset dataset) {
        Resource self = model.createResource(links.identifier("dataset", dataset.key()), DCAT.Dataset);
        self.addProperty(DCTerms.identifier, dataset.key()).addProperty(DCTerms.publisher, publisher);
        text(self, DCTerms.title, dataset.title());
        text(self, DCTerms.description, dataset.description());
        dataset.keywords()
                .forEach((language, words) -> words.forEach(w -> self.addProperty(DCAT.keyword, w, language)));
        dataset.themes().forEach(t -> self.addProperty(DCAT.theme, authority("data-theme/" + t)));
        dataset.legislation().forEach(l -> self.addProperty(LEGISLATION, model.createResource(l.iri)));
        if (dataset.access() != null) {
            self.addProperty(DCTerms.accessRights, authority("access-right/" + dataset.access()));
        }
        dates(self, dataset);
        self.addProperty(DCAT.landingPage, model.createResource(links.landingPage(dataset)));
        dataset.distributions().forEach(d -> self.addProperty(DCAT.distribution, distribution(dataset, d)));
        return self;
    }

    private void dates(Resource self, DemoDataset dataset) {
        self.addProperty(DCTerms.accrualPeriodicity, authority("frequency/" + dataset.frequency()))
                .addProperty(DCTerms.issued, dataset.issued().toString(), XSDDatatype.XSDdate)
                .addProperty(DCTerms.modified, dataset.modified().toString(), XSDDatatype.XSDdate)
                .addProperty(DCTerms.language, authority("language/FRA"));
    }

    private Resource distribution(DemoDataset dataset, DemoDataset.Distribution distribution) {
        MediaFormat format = distribution.format();
        String name = dataset.key() + "/" + format.extension();
        Resource self = model.createResource(links.identifier("distribution", name), DCAT.Distribution);
        self.addProperty(DCTerms.title, dataset.title().fr() + " (" + format + ")", "fr")
                .addProperty(DCAT.accessURL, model.createResource(links.landingPage(dataset)))
                .addProperty(DCTerms.format, authority("file-type/" + format))
                .addProperty(DCAT.mediaType, model.createResource(MEDIA_TYPE + format.mediaType))
                .addProperty(DCTerms.license, model.createResource(links.licence(dataset)));
        if (distribution.file() != null) {
            self.addProperty(DCAT.downloadURL, model.createResource(links.file(distribution)));
        }
        return self;
    }

    private static void text(Resource subject, Property property, Bilingual text) {
        subject.addProperty(property, text.fr(), "fr").addProperty(property, text.en(), "en");
    }

    private Resource authority(String code) {
        return model.createResource(AUTHORITY + code);
    }
}
