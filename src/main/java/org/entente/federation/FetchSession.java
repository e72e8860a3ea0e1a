package org.entente.federation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.entente.federation.HarvestException.SourceTimedOut;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.SourceUnreachable;

/** The requests of one harvest: bounded in number and in time, tried again where that may help. */
public final class FetchSession {
    private final Fetcher fetcher;
    private final FederationConfig config;
    private final Instant end;
    private int pages;

    FetchSession(Fetcher fetcher, FederationConfig config) {
        this.fetcher = fetcher;
        this.config = config;
        this.end = Instant.now().plus(config.runTimeout());
    }

    /**
     * One page of the source.
     *
     * @param accept media types in order of preference
     * @throws HarvestException naming what went wrong at the last attempt
     */
    FetchedDocument get(URI address, String accept) {
        if (++pages > config.maxPages()) {
            throw new SourceTooLarge("pages", config.maxPages());
        }
        for (int attempt = 0; ; attempt++) {
            try {
                return fetcher.fetch(address, accept, attemptEnd(address));
            } catch (HarvestException failure) {
                if (!failure.passing()
                        || attempt >= config.retries()
                        || !Instant.now().isBefore(end)) {
                    throw failure;
                }
                pause(address, config.backoff().multipliedBy(1L << attempt));
            }
        }
    }

    private Instant attemptEnd(URI address) {
        var now = Instant.now();
        if (!now.isBefore(end)) {
            throw new SourceTimedOut(address, config.runTimeout());
        }
        var attemptEnd = now.plus(config.timeout());
        return attemptEnd.isBefore(end) ? attemptEnd : end;
    }

    private static void pause(URI address, Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable(address, "the harvest was stopped");
        }
    }
}
