package org.entente.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Builds a new generation beside the one that answers, and swaps. In this order: remember the time, then copy a snapshot of the
 * catalogue, then bring what was delivered since then, refresh, move the aliases. Taken after the snapshot, the time would miss
 * what was delivered in between; brought beside the copy, a deletion could be forgotten (Elasticsearch keeps the version of what
 * was deleted for {@code index.gc_deletes}) and a slower copy would write the dead entity back.
 */
@ApplicationScoped
public class IndexRebuild {
    private static final Logger LOG = Logger.getLogger(IndexRebuild.class);

    private final AgroalDataSource database;
    private final ElasticsearchClient elasticsearch;
    private final IndexGenerations generations;
    private final IndexConfig config;
    private final Set<String> swept = ConcurrentHashMap.newKeySet();

    IndexRebuild(
            AgroalDataSource database,
            ElasticsearchClient elasticsearch,
            IndexGenerations generations,
            IndexConfig config) {
        this.database = database;
        this.elasticsearch = elasticsearch;
        this.generations = generations;
        this.config = config;
    }

    /** With no downtime: searches go on, and so does the delivery of changes. */
    public void run(Projection projection) throws SQLException, IOException {
        try (var lock = IndexLock.rebuild(database, projection)) {
            build(projection, lock.connection());
        }
    }

    /** Makes the first generation, one for this release's mappings, or one for an Elasticsearch that came back without any. */
    void ensure(Projection projection) throws SQLException, IOException {
        if (!swept.contains(projection.name())) {
            sweep(projection);
            swept.add(projection.name());
        }
        if (!generations.isCurrent(projection)) {
            first(projection);
        }
    }

    private void sweep(Projection projection) throws SQLException, IOException {
        var lock = IndexLock.ifNoRebuild(database, projection);
        if (lock.isPresent()) {
            try (var held = lock.get()) {
                generations.removeOrphans(projection);
            }
        }
    }

    private void first(Projection projection) throws SQLException, IOException {
        try (var lock = IndexLock.rebuild(database, projection)) {
            if (!generations.isCurrent(projection)) {
                build(projection, lock.connection());
            }
        }
    }

    private void build(Projection projection, Connection connection) throws SQLException, IOException {
        var began = OutboxRows.now(connection);
        try (var rollover = IndexRollover.start(elasticsearch, generations, projection, config.replicas())) {
            copy(projection, rollover.suffix());
            // most of the way without holding up delivery, the rest with it
            var since = replay(projection, rollover.suffix(), connection, began);
            try (var delivery = IndexLock.delivery(database, projection)) {
                replay(projection, rollover.suffix(), connection, since);
                rollover.commit();
            }
            LOG.infof("Index %s*%s answers now", projection.name(), rollover.suffix());
        }
    }

    private void copy(Projection projection, String suffix) throws IOException {
        try {
            projection.forEachPage(config.batch(), page -> {
                try {
                    write(projection, page, suffix);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private OffsetDateTime replay(Projection projection, String suffix, Connection connection, OffsetDateTime since)
            throws SQLException, IOException {
        var now = OutboxRows.now(connection);
        var entities = new ArrayList<>(OutboxRows.deliveredSince(connection, projection.name(), since));
        for (int from = 0; from < entities.size(); from += config.batch()) {
            var to = Math.min(from + config.batch(), entities.size());
            write(projection, entities.subList(from, to), suffix);
        }
        return now;
    }

    private void write(Projection projection, List<UUID> entities, String suffix) throws IOException {
        new BulkWriter(elasticsearch)
                .write(projection.operations(entities, suffix), false)
                .forEach((entity, reason) ->
                        LOG.warnf("%s %s is not in the new index: %s", projection.name(), entity, reason));
    }
}
