package org.entente.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.records.Distributions;

/** Fetches partners' files under the same bounds as their catalogues. */
@ApplicationScoped
class HarvestDistributions implements Distributions {
    private final Fetcher fetcher;

    HarvestDistributions(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public Path fetch(URI address) {
        try {
            return fetcher.open().get(address, "*/*").file();
        } catch (HarvestException failure) {
            throw new HubException(
                    ErrorCode.HARVEST_FAILED, failure.getMessage(), Map.of("reason", failure.code()), failure);
        }
    }
}
