package org.entente.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.Epoch;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;

/**
 * Shapes by dataset and epoch: a load and a classification advance the epoch, so an older shape is never found. A newer one can be,
 * for as long as the former epoch is trusted; {@link GrantedRows} shows none of its new fields.
 */
@ApplicationScoped
class RecordShapes {
    private record Key(UUID dataset, long epoch) {}

    private final AgroalDataSource database;
    private final Epoch epoch;
    private final Cache<Key, RecordShape> shapes =
            Caffeine.newBuilder().maximumSize(10_000).build();

    RecordShapes(AgroalDataSource database, Epoch epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    /** As it is now. */
    Optional<RecordShape> current(UUID dataset) throws SQLException {
        return find(dataset, epoch.current());
    }

    /** Empty for a dataset whose records were never loaded. */
    Optional<RecordShape> find(UUID dataset, long epoch) throws SQLException {
        var key = new Key(dataset, epoch);
        var known = shapes.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        var read = read(dataset);
        read.ifPresent(shape -> shapes.put(key, shape));
        return read;
    }

    /** One connection after the other: holding one while waiting for another could leave all requests waiting. */
    private Optional<RecordShape> read(UUID dataset) throws SQLException {
        return table(dataset).map(table -> shape(table, dataset));
    }

    private Optional<String> table(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select name from record_table where dataset = ?")) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static RecordShape shape(String table, UUID dataset) {
        List<DatasetField> fields = QuarkusTransaction.requiringNew().call(() -> DatasetField.of(dataset));
        return new RecordShape(new RecordTable(table).qualified(), fields, DatasetFields.typed(fields));
    }
}
