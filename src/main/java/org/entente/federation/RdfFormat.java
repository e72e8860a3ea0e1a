package org.entente.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.entente.federation.HarvestException.ForbiddenAddress;
import org.entente.federation.HarvestException.MalformedDocument;

/**
 * DCAT and DCAT-AP in any syntax of RDF, in one document or in pages linked by Hydra. Nothing reaches the sink before the
 * last page was read. Memory: about 200 bytes a statement, bounded by the configured number of statements.
 */
@ApplicationScoped
public class RdfFormat implements Format {
    private final FederationConfig config;

    public RdfFormat(FederationConfig config) {
        this.config = config;
    }

    @Override
    public void read(URI address, FetchSession session, DraftSink sink) {
        var statements = new CatalogueStatements(config.maxStatements());
        var pages = new HashSet<URI>();
        for (var page = Optional.of(address); page.isPresent(); ) {
            if (!pages.add(page.get())) {
                throw new MalformedDocument("its pages link in a circle at " + page.get());
            }
            page = readPage(page.get(), session, statements);
        }
        drafts(statements, sink);
    }

    private Optional<URI> readPage(URI page, FetchSession session, CatalogueStatements statements) {
        try (var document = session.get(page, RdfSyntax.ACCEPT)) {
            new RdfReader(config).read(document, statements);
            return statements.takeNext().map(next -> sameHost(document.address(), next));
        }
    }

    private static URI sameHost(URI page, String next) {
        try {
            var target = page.resolve(next);
            if (page.getHost().equalsIgnoreCase(target.getHost()) && page.getPort() == target.getPort()) {
                return target;
            }
            throw new ForbiddenAddress(next, "the next page must lie on the host of the one before");
        } catch (IllegalArgumentException e) {
            throw new ForbiddenAddress(next, "it is not a web address");
        }
    }

    private static void drafts(CatalogueStatements statements, DraftSink sink) {
        var once = new SinkOfDistinct(sink);
        var model = statements.model();
        model.listResourcesWithProperty(RDF.type, DCAT.Dataset)
                .forEachRemaining(thing -> DcatDataset.read(thing, once));
    }
}
