package org.entente.records;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import org.entente.access.CallerPlaces;
import org.entente.access.CallerPlaces.Place;
import org.entente.catalogue.DownloadFormat;
import org.entente.kernel.HubException;

/** How many downloads are under way: of one caller, in all, and of Parquet (each has memory of its own). */
@ApplicationScoped
class DownloadPlaces {
    private static final int PARQUET_AT_ONCE = 2;

    private final CallerPlaces places;
    private final Semaphore parquet = new Semaphore(PARQUET_AT_ONCE);

    DownloadPlaces(RecordsConfig config) {
        this.places = new CallerPlaces(config.downloadsPerCaller(), config.downloads());
    }

    /**
     * @param caller the account, or the address of a citizen
     * @throws HubException RATE_LIMITED
     */
    Place take(String caller, DownloadFormat format) {
        boolean file = format == DownloadFormat.PARQUET;
        if (file && !parquet.tryAcquire()) {
            throw HubException.rateLimited(
                    CallerPlaces.RETRY, "There are as many Parquet files under way as there can be");
        }
        try {
            var place = places.require(caller, "There are as many downloads under way as there can be");
            return () -> {
                place.close();
                leave(file);
            };
        } catch (HubException full) {
            leave(file);
            throw full;
        }
    }

    private void leave(boolean file) {
        if (file) {
            parquet.release();
        }
    }
}
