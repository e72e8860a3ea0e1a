package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.catalogue.Catalogue;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.Distribution;
import org.entente.kernel.HubException;

/**
 * Loads a distribution's records into the dataset's own typed table: fetch, find the types (the first time), load a new generation,
 * move the pointer to it. Readers see the former generation until the one transaction that does it all commits.
 */
@ApplicationScoped
public class RecordLoader {
    private final Catalogue catalogue;
    private final Distributions distributions;
    private final RecordGenerations generations;
    private final RecordLoads loads;

    RecordLoader(Catalogue catalogue, Distributions distributions, RecordGenerations generations, RecordLoads loads) {
        this.catalogue = catalogue;
        this.distributions = distributions;
        this.generations = generations;
        this.loads = loads;
    }

    /**
     * By a steward, for a dataset of their own partner; returns when it is done. A failure is kept as the load's reason.
     *
     * @param address of the distribution to take, null for the first one that can be loaded
     */
    public RecordLoad load(Request request, UUID id, String address) throws SQLException, IOException {
        var dataset = own(request, id);
        var distribution = distribution(dataset, address);
        var load = loads.start(id, address(distribution));
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
        return loads.find(load);
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
