package org.entente.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Datasets as they stand now. Each change of one gives it a new version, so that a version which was read before need not be read
 * and parsed again: one small query tells which versions stand. Entities are shared and must not be changed.
 */
@ApplicationScoped
class CurrentDatasets {
    private static final int KEPT = 5_000;
    private static final String VERSIONS = "select id, version from dataset where id = any (?) and archived_at is null";

    private record Key(UUID id, long version) {}

    private final AgroalDataSource database;
    private final Cache<Key, Dataset> read =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    CurrentDatasets(AgroalDataSource database) {
        this.database = database;
    }

    /** In the order asked for; archived and unknown ones are left out. */
    List<Dataset> of(List<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, Dataset>();
        var unread = new HashMap<UUID, Long>();
        versions(ids).forEach((id, version) -> {
            var known = read.getIfPresent(new Key(id, version));
            if (known == null) {
                unread.put(id, version);
            } else {
                found.put(id, known);
            }
        });
        for (var dataset : load(unread.keySet())) {
            read.put(new Key(dataset.id, dataset.version), dataset);
            found.put(dataset.id, dataset);
        }
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** In a transaction of its own: fields that are answered at once must not share a session. */
    private static List<Dataset> load(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : QuarkusTransaction.requiringNew().call(() -> Dataset.active(ids));
    }

    private Map<UUID, Long> versions(List<UUID> ids) throws SQLException {
        var versions = new HashMap<UUID, Long>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(VERSIONS)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return versions;
    }
}
