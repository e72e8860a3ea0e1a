package org.entente.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** Keeps every state a dataset ever had: called in the transaction that changed them, after the change. */
@ApplicationScoped
class DatasetHistory {
    private static final String RECORD = """
            insert into dataset_version (dataset, version, access_level, regime, secrecy, draft, fields, recorded_at,
                                         archived_at, legal_basis, retention, impact_assessment,
                                         special_category_condition)
            select d.id, d.version, d.access_level, d.regime, d.secrecy, d.draft,
                   coalesce((select jsonb_agg(to_jsonb(f) order by f.position) from dataset_field f
                             where f.dataset = d.id), '[]'),
                   d.recorded_at, d.archived_at, d.legal_basis, d.retention, d.impact_assessment,
                   d.special_category_condition
            from dataset d where d.id = any (?)
            """;

    void record(Connection change, Collection<UUID> datasets) throws SQLException {
        try (var insert = change.prepareStatement(RECORD)) {
            insert.setArray(1, change.createArrayOf("uuid", datasets.toArray()));
            insert.executeUpdate();
        }
    }
}
