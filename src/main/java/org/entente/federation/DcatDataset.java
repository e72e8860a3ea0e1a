package org.entente.federation;

import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.entente.catalogue.DataTheme;
import org.entente.catalogue.DatasetDraft;
import org.entente.catalogue.Distribution;
import org.entente.policy.AccessLevel;

/** Reads one dcat:Dataset by DCAT-AP 3. */
record DcatDataset(DcatResource said) {
    static void read(Resource thing, DraftSink sink) {
        var dataset = new DcatDataset(new DcatResource(thing));
        try {
            sink.draft(dataset.usable());
        } catch (UnusableItem e) {
            sink.reject(dataset.draft(null).key(), dataset.atMost(), e.getMessage(), dataset.rawText());
        }
    }

    private DatasetDraft usable() {
        var draft = draft(AccessRights.level(said.allValues(DCTerms.accessRights)));
        if (draft.titles().isEmpty()) {
            throw new UnusableItem("It has no title.");
        }
        return draft;
    }

    private AccessLevel atMost() {
        try {
            return AccessRights.atMost(said.allValues(DCTerms.accessRights));
        } catch (UnusableItem nameless) {
            return AccessLevel.DISCOVERABLE;
        }
    }

    private DatasetDraft draft(AccessLevel level) {
        var thing = said.thing();
        var draft = new DatasetDraft(
                thing.isAnon() ? "" : thing.getURI(),
                Labels.byLanguage(thing, DCTerms.title),
                Labels.byLanguage(thing, DCTerms.description),
                said.values(DCAT.keyword),
                themes(),
                publisher(),
                licence(),
                level,
                Legislation.regime(said.values(CatalogueStatements.APPLICABLE_LEGISLATION)),
                landingPage(),
                frequency(),
                Said.moment(said.value(DCTerms.issued)),
                Said.moment(said.value(DCTerms.modified)),
                distributions());
        return thing.isAnon() ? draft.withKey(draft.fingerprint()) : draft;
    }

    private SortedSet<String> themes() {
        return Stream.concat(
                        said.values(DCAT.theme).stream(),
                        said.things(DCAT.theme).stream().map(Labels::of))
                .filter(Objects::nonNull)
                .flatMap(theme -> DataTheme.of(theme).stream())
                .map(DataTheme::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String publisher() {
        return said
                .thing()
                .listProperties(DCTerms.publisher)
                .mapWith(statement -> Labels.of(statement.getObject()))
                .filterKeep(Objects::nonNull)
                .toList()
                .stream()
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Many catalogues give the licence of the distributions alone. */
    private String licence() {
        var own = said.value(DCTerms.license);
        return own != null
                ? own
                : said.things(DCAT.distribution).stream()
                        .map(thing -> new DcatResource(thing).value(DCTerms.license))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    private String landingPage() {
        var page = said.link(DCAT.landingPage);
        return page != null ? page : said.link(CatalogueStatements.MISTAKEN_LANDING_PAGE);
    }

    private String frequency() {
        var frequency = said.value(DCTerms.accrualPeriodicity);
        return frequency != null && frequency.startsWith("http") ? WebAddress.lastSegment(frequency) : frequency;
    }

    private List<Distribution> distributions() {
        return said.things(DCAT.distribution).stream()
                .map(DcatDistribution::read)
                .sorted(Comparator.comparing(Distribution::toString))
                .toList();
    }

    private String rawText() {
        var statements = ModelFactory.createDefaultModel().add(said.thing().listProperties());
        var text = new StringWriter();
        RDFDataMgr.write(text, statements, Lang.TURTLE);
        return RawText.of(text.toString());
    }
}
