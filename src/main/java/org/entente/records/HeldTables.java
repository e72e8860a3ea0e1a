package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.entente.catalogue.HeldRecords;

/** Datasets whose records lie in a table of their own. */
@ApplicationScoped
class HeldTables implements HeldRecords {
    private final AgroalDataSource database;

    HeldTables(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public Set<UUID> among(Collection<UUID> datasets) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select dataset from record_table where dataset = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", datasets.toArray()));
            try (var rows = select.executeQuery()) {
                var held = new HashSet<UUID>();
                while (rows.next()) {
                    held.add(rows.getObject(1, UUID.class));
                }
                return held;
            }
        }
    }
}
