package org.entente.index;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.entente.kernel.HubException;

/**
 * Keeps searches from being answered by an index that has not heard yet who may no longer know of an entity. Whoever took
 * something away has the promise as soon as their transaction is committed, so each search asks the database anew.
 */
@ApplicationScoped
public class Freshness {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    private final AgroalDataSource database;
    private final OutboxLoop loop;
    private final IndexConfig config;

    Freshness(AgroalDataSource database, OutboxLoop loop, IndexConfig config) {
        this.database = database;
        this.loop = loop;
        this.config = config;
    }

    /** @throws HubException SEARCH_UNAVAILABLE when a change of visibility does not arrive within the configured wait */
    public void await(String projection) {
        var deadline = System.nanoTime() + config.freshnessWait().toNanos();
        while (isPending(projection)) {
            if (System.nanoTime() > deadline) {
                throw SearchDown.because("Search has not yet taken in who may know of what; try again", null);
            }
            loop.wake();
            pause();
        }
    }

    private boolean isPending(String projection) {
        try (var connection = database.getConnection()) {
            return OutboxRows.visibilityPending(connection, projection);
        } catch (SQLException e) {
            throw SearchDown.database(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SearchDown.because("The search was interrupted", e);
        }
    }
}
