package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.entente.index.Outbox;
import org.entente.kernel.HubException;

/** Gives a changed dataset its next version, in the running transaction, which holds the dataset's row from then on. */
@ApplicationScoped
class DatasetVersions {
    private static final String ADVANCE =
            "update dataset set version = version + 1, recorded_at = ? where id = ? and version = ?";

    private final DatasetHistory history;
    private final Outbox outbox;
    private final Clock clock;

    DatasetVersions(DatasetHistory history, Outbox outbox, Clock clock) {
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws HubException CONFLICT when it has another version meanwhile */
    void advance(Connection change, UUID dataset, long expectedVersion) throws SQLException {
        try (var update = change.prepareStatement(ADVANCE)) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setObject(2, dataset);
            update.setLong(3, expectedVersion);
            if (update.executeUpdate() == 0) {
                throw HubException.conflict(expectedVersion + 1);
            }
        }
    }

    /** After everything that changed was written. */
    void keep(Connection change, UUID dataset) throws SQLException {
        history.record(change, List.of(dataset));
        outbox.add(DatasetIndex.NAME, List.of(dataset), false);
    }
}
