package org.entente.catalogue;

import java.io.OutputStream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;

/**
 * A page of the catalogue as DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/). Pages are linked as W3C's Hydra core vocabulary has
 * it: a hydra:PartialCollectionView with hydra:next.
 */
final class CatalogueDocument {
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";

    private final Model model = ModelFactory.createDefaultModel();
    private final CatalogueTerms terms = new CatalogueTerms(model);
    private final CataloguePage page;
    private final CatalogueLinks links;

    private CatalogueDocument(CataloguePage page, CatalogueLinks links) {
        this.page = page;
        this.links = links;
        model.setNsPrefix("dcat", DCAT.NS)
                .setNsPrefix("dct", DCTerms.NS)
                .setNsPrefix("foaf", FOAF.NS)
                .setNsPrefix("skos", SKOS.uri)
                .setNsPrefix("hydra", HYDRA)
                .setNsPrefix("dcatap", CatalogueTerms.DCAT_AP)
                .setNsPrefix("xsd", "http://www.w3.org/2001/XMLSchema#");
    }

    static CatalogueDocument of(CataloguePage page, CatalogueLinks links, String publisher) {
        var document = new CatalogueDocument(page, links);
        var catalogue = document.catalogue(publisher);
        page.datasets().forEach(dataset -> catalogue.addProperty(DCAT.dataset, document.dataset(dataset)));
        document.linkPages(catalogue);
        return document;
    }

    void write(RDFFormat format, OutputStream out) {
        RDFDataMgr.write(out, model, format);
    }

    private Resource catalogue(String publisher) {
        return model.createResource(links.catalogue(), DCAT.Catalog)
                .addProperty(DCTerms.title, "Entente", "en")
                .addProperty(DCTerms.title, "Entente", "fr")
                .addProperty(
                        DCTerms.description,
                        "The datasets of the hub's partners, as far as you may know of them.",
                        "en")
                .addProperty(
                        DCTerms.description,
                        "Les jeux de données des partenaires, pour autant que vous puissiez en avoir connaissance.",
                        "fr")
                .addProperty(DCTerms.publisher, terms.agent(links.catalogue() + "#publisher", publisher))
                .addProperty(FOAF.homepage, terms.page(links.home()));
    }

    private Resource dataset(Dataset dataset) {
        return new CatalogueDataset(page, links, terms).describe(dataset);
    }

    private void linkPages(Resource catalogue) {
        var view = model.createResource(links.page()).addProperty(RDF.type, hydra("PartialCollectionView"));
        catalogue.addProperty(RDF.type, hydra("Collection")).addProperty(hydra("view"), view);
        links.next(page).ifPresent(next -> view.addProperty(hydra("next"), model.createResource(next)));
    }

    private static Property hydra(String name) {
        return ResourceFactory.createProperty(HYDRA + name);
    }
}
