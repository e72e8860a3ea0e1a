package org.entente.stewardship;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.records.CallerPlaces;

/** How many simulations may be under way: one of a steward, two of this replica. */
@ApplicationScoped
class SimulationPlaces {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final CallerPlaces places = new CallerPlaces(1, 2);

    /** A place, until it is given back. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws HubException RATE_LIMITED */
    Place take(Caller steward) {
        if (!places.take(steward.subject())) {
            throw HubException.rateLimited(RETRY, "There are as many simulations under way as there can be");
        }
        return () -> places.giveBack(steward.subject());
    }
}
