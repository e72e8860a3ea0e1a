package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings what waits in the outbox to Elasticsearch; one replica at a time. What was not acknowledged goes on waiting. */
@ApplicationScoped
public class OutboxDelivery {
    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class);

    private final AgroalDataSource database;
    private final ElasticsearchClient elasticsearch;
    private final IndexGenerations generations;
    private final IndexRebuild rebuild;
    private final IndexConfig config;

    OutboxDelivery(
            AgroalDataSource database,
            ElasticsearchClient elasticsearch,
            IndexGenerations generations,
            IndexRebuild rebuild,
            IndexConfig config) {
        this.database = database;
        this.elasticsearch = elasticsearch;
        this.generations = generations;
        this.rebuild = rebuild;
        this.config = config;
    }

    /** Until nothing waits. Fails as a whole when Elasticsearch or the database does; single refused entities are logged. */
    void deliver(Projection projection) throws SQLException, IOException {
        rebuild.ensure(projection);
        drain(projection);
    }

    void drain(Projection projection) throws SQLException, IOException {
        var refused = new HashMap<UUID, String>();
        while (deliverBatch(projection, refused)) {
            // until nothing waits
        }
    }

    /** The lock is given back after each batch: under steady writing the outbox is never empty, and a rebuild must get its turn. */
    private boolean deliverBatch(Projection projection, Map<UUID, String> refused) throws SQLException, IOException {
        try (var lock = IndexLock.delivery(database, projection)) {
            var rows = OutboxRows.pending(lock.connection(), projection.name(), refused.keySet(), config.batch());
            if (!rows.isEmpty()) {
                refused.putAll(deliver(projection, rows, lock.connection()));
            }
            return !rows.isEmpty();
        }
    }

    private Map<UUID, String> deliver(Projection projection, List<OutboxRows.Row> rows, Connection connection)
            throws SQLException, IOException {
        var entities = new LinkedHashSet<UUID>();
        rows.forEach(row -> entities.add(row.entity()));
        var refused = new BulkWriter(elasticsearch).write(projection.operations(entities, ""), true);
        // a search that waited for this row must find what it says
        if (rows.stream().anyMatch(OutboxRows.Row::visibility)) {
            generations.refresh(projection, "");
        }
        OutboxRows.markDelivered(
                connection,
                rows.stream().filter(row -> !refused.containsKey(row.entity())).toList());
        refused.forEach((entity, reason) -> LOG.errorf("%s %s was refused: %s", projection.name(), entity, reason));
        return refused;
    }

    /** Delivered rows are for rebuilds that run; when none does, old ones go. */
    void purge(Projection projection) throws SQLException {
        var lock = IndexLock.ifNoRebuild(database, projection);
        if (lock.isPresent()) {
            try (var held = lock.get()) {
                OutboxRows.purge(held.connection(), projection.name(), config.retention());
            }
        }
    }
}
