package org.entente.index;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** Where a transaction leaves word that an entity changed; {@link OutboxDelivery} brings it to Elasticsearch. */
@ApplicationScoped
public class Outbox {
    private final AgroalDataSource database;
    private final Event<OutboxSignal> signal;

    Outbox(AgroalDataSource database, Event<OutboxSignal> signal) {
        this.database = database;
        this.signal = signal;
    }

    /**
     * In the running transaction.
     *
     * @param visibility whether the change took something away from those who may know of the entities: search then waits for it
     */
    public void add(String projection, Collection<UUID> entities, boolean visibility) throws SQLException {
        try (var connection = database.getConnection()) {
            OutboxRows.add(connection, projection, entities, visibility);
        }
        signal.fire(new OutboxSignal(projection));
    }
}
