package org.entente.catalogue;

import java.util.List;
import java.util.Map;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/**
 * Writes one dcat:Dataset by DCAT-AP 3. Where a publisher's own files lie is said only to whom GraphQL says it; what the reader may take away from
 * the hub is a distribution of the hub's.
 */
record CatalogueDataset(CataloguePage page, CatalogueLinks links, CatalogueTerms terms) {
    Resource describe(Dataset dataset) {
        var said = dataset.draft;
        var self = terms.model().createResource(links.dataset(dataset.id), DCAT.Dataset);
        self.addProperty(DCTerms.identifier, dataset.id.toString());
        texts(self, DCTerms.title, said.titles());
        // DCAT-AP demands one
        texts(self, DCTerms.description, said.descriptions().isEmpty() ? said.titles() : said.descriptions());
        said.keywords().forEach(word -> self.addProperty(DCAT.keyword, CatalogueTerms.text(word)));
        said.themes().forEach(theme -> self.addProperty(DCAT.theme, terms.theme(DataTheme.valueOf(theme))));
        agents(self, dataset);
        self.addProperty(DCTerms.accessRights, terms.accessRight(right(dataset.accessLevel)));
        legislation(self, dataset.regime);
        terms.licence(said.licence()).ifPresent(licence -> self.addProperty(DCTerms.license, licence));
        terms.frequency(said.frequency())
                .ifPresent(frequency -> self.addProperty(DCTerms.accrualPeriodicity, frequency));
        terms.webPage(said.landingPage()).ifPresent(landing -> self.addProperty(DCAT.landingPage, landing));
        if (said.issued() != null) {
            self.addProperty(DCTerms.issued, terms.moment(said.issued()));
        }
        self.addProperty(DCTerms.modified, terms.moment(DatasetSearch.modified(dataset)));
        distributions(self, dataset);
        return self;
    }

    private void texts(Resource self, Property property, Map<String, String> texts) {
        texts.forEach((language, text) -> self.addProperty(property, terms.text(language, text)));
    }

    /** The owner answers for a dataset in the hub; who publishes it may be an office of theirs. */
    private void agents(Resource self, Dataset dataset) {
        var owner = page.owners().get(dataset.owner);
        var agent = terms.agent(links.catalogue() + "#partner-" + owner.id, owner.names);
        self.addProperty(DCTerms.rightsHolder, agent);
        var publisher = dataset.draft.publisher();
        self.addProperty(
                DCTerms.publisher,
                publisher == null || publisher.equals(owner.name("fr"))
                        ? agent
                        : terms.agent(self.getURI() + "#publisher", publisher));
    }

    private static String right(AccessLevel level) {
        return switch (level) {
            case OPEN -> "PUBLIC";
            case DISCOVERABLE -> "RESTRICTED";
            case HIDDEN -> "NON_PUBLIC";
        };
    }

    private void legislation(Resource self, Regime regime) {
        switch (regime) {
            case GDPR -> self.addProperty(CatalogueTerms.LEGISLATION, terms.act("reg/2016/679/oj"));
            case LED -> self.addProperty(CatalogueTerms.LEGISLATION, terms.act("dir/2016/680/oj"));
            case NONE -> {}
        }
    }

    private void distributions(Resource self, Dataset dataset) {
        List<Distribution> published = dataset.distributionsFor(page.caller());
        for (int i = 0; i < published.size(); i++) {
            var distribution = new CatalogueDistribution(self, terms, dataset.draft.licence());
            distribution.published("#distribution-" + i, published.get(i));
        }
        if (page.exportable().contains(dataset.id)) {
            DownloadFormat.offered(false).forEach(format -> {
                var extension = format.extension();
                new CatalogueDistribution(self, terms, dataset.draft.licence())
                        .download("#" + extension, links.download(dataset.id, extension), extension, format.essence());
            });
        }
    }
}
