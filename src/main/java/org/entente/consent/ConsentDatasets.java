package org.entente.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which datasets consents are about, read with one query however many they are. */
@ApplicationScoped
class ConsentDatasets {
    private static final String OF =
            "select consent, dataset::text from consent_dataset where consent = any (?) order by dataset";

    private final AgroalDataSource database;

    ConsentDatasets(AgroalDataSource database) {
        this.database = database;
    }

    Map<UUID, List<String>> of(Collection<UUID> consents) throws SQLException {
        var datasets = new HashMap<UUID, List<String>>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(OF)) {
            select.setArray(1, connection.createArrayOf("uuid", consents.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    datasets.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return datasets;
    }
}
