package org.entente.records;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.entente.access.Leases;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.Distribution;
import org.entente.kernel.HubException;
import org.jboss.logging.Logger;

/**
 * Loads a distribution's records into the dataset's own typed table: fetch, find the types (the first time), load a new generation,
 * move the pointer to it. Readers see the former generation until the one transaction that does it all commits.
 */
@ApplicationScoped
public class RecordLoader {
    private static final int AT_ONCE = 3;
    private static final Logger LOG = Logger.getLogger(RecordLoader.class);

    private final Catalogue catalogue;
    private final Distributions distributions;
    private final RecordGenerations generations;
    private final RecordLoads loads;
    private final Leases leases;

    /** A load holds database sessions for its lease and its transaction, so only a few work at once. */
    private final Semaphore working = new Semaphore(AT_ONCE);

    RecordLoader(
            Catalogue catalogue,
            Distributions distributions,
            RecordGenerations generations,
            RecordLoads loads,
            Leases leases) {
        this.catalogue = catalogue;
        this.distributions = distributions;
        this.generations = generations;
        this.loads = loads;
        this.leases = leases;
    }

    /**
     * By a steward, for a dataset of their own partner; returns when it is done. A failure is kept as the load's reason.
     *
     * @param address of the distribution to take, null for the first one that can be loaded
     */
    public RecordLoad load(Request request, UUID id, String address) throws SQLException, IOException {
        var dataset = own(request, id);
        var distribution = distribution(dataset, address);
        var load = UUID.randomUUID();
        working.acquireUninterruptibly();
        try (var lease = leases.take(load).orElseThrow()) {
            LOG.debugf("load %s under %s", load, lease);
            loads.start(load, id, address(distribution));
            load(request, dataset, distribution, load);
        } finally {
            working.release();
        }
        return loads.find(load);
    }

    private void load(Request request, Dataset dataset, Distribution distribution, UUID load)
            throws SQLException, IOException {
        try {
            generations.load(request, dataset, RecordFormat.of(distribution).orElseThrow(), load, fetch(distribution));
        } catch (HubException refused) {
            loads.fail(load, refused.getMessage());
        } catch (UnreadableRecordsException unreadable) {
            loads.fail(load, unreadable.getMessage());
        } catch (SQLException | IOException | RuntimeException e) {
            loads.fail(load, "The hub failed");
            throw e;
        }
    }

    /** Whoever held an interrupted load's lease is gone, and the database has undone all of it but the book's entry. */
    void closeInterrupted(@Observes StartupEvent boot) throws SQLException {
        for (var load : loads.running()) {
            try (var lease = leases.take(load).orElse(null)) {
                if (lease != null) {
                    loads.fail(load, "interrupted: the hub was stopped during this load");
                }
            }
        }
    }

    private Dataset own(Request request, UUID id) throws SQLException {
        var dataset = catalogue.dataset(request, id);
        if (!dataset.owner.equals(request.caller().partner())) {
            throw HubException.denied("owner.required", "Only the dataset's owner loads its records");
        }
        return dataset;
    }

    private static Distribution distribution(Dataset dataset, String address) {
        return dataset.draft.distributions().stream()
                .filter(candidate -> RecordFormat.of(candidate).isPresent())
                .filter(candidate -> address == null || address.equals(address(candidate)))
                .findFirst()
                .orElseThrow(
                        () -> HubException.badInput("distribution", "No distribution in CSV, JSON or GeoJSON to load"));
    }

    private static String address(Distribution distribution) {
        return distribution.downloadUrl() == null ? distribution.accessUrl() : distribution.downloadUrl();
    }

    private Path fetch(Distribution distribution) throws IOException {
        return distributions.fetch(URI.create(address(distribution)));
    }
}
