package org.entente.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Request;
import org.jboss.logging.Logger;

/**
 * Mark and sweep: reads a source to its end into a stage, and only then applies the difference in one transaction. Whatever goes
 * wrong before leaves the catalogue as it was and the run with a code and a reason.
 */
@ApplicationScoped
class Harvest {
    private static final Logger LOG = Logger.getLogger(Harvest.class);

    private final Fetcher fetcher;
    private final RdfFormat rdf;
    private final CkanFormat ckan;
    private final HarvestRuns runs;
    private final HarvestApplication application;
    private final WorkDirectory directory;
    private final ObjectMapper json;

    Harvest(
            Fetcher fetcher,
            RdfFormat rdf,
            CkanFormat ckan,
            HarvestRuns runs,
            HarvestApplication application,
            WorkDirectory directory,
            ObjectMapper json) {
        this.fetcher = fetcher;
        this.rdf = rdf;
        this.ckan = ckan;
        this.runs = runs;
        this.application = application;
        this.directory = directory;
        this.json = json;
    }

    /** Until the run has ended, one way or the other. */
    void run(Request request, HarvestSource source, UUID run) {
        try (var stage = new HarvestStage(json, directory.path(), new Progress(runs, run)::read)) {
            format(source).read(URI.create(source.address), fetcher.open(), stage);
            application.apply(request, source, run, stage);
        } catch (HarvestException failure) {
            runs.fail(run, failure.code(), failure.getMessage());
        } catch (IOException | SQLException | RuntimeException failure) {
            LOG.errorf(failure, "harvest run %s", run);
            runs.fail(run, "hub.failed", "The hub failed; its log names this run.");
        }
    }

    private Format format(HarvestSource source) {
        return switch (source.format) {
            case RDF -> rdf;
            case CKAN -> ckan;
        };
    }
}
