package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.kernel.FieldDefinition;

/** Results among the datasets, and what each was computed from. */
@ApplicationScoped
class ResultStore {
    /** What of its source a result holds. */
    enum Content {
        ANOMALIES("Anomalies de séries", "Anomalies of series"),
        INDICATORS("Indicateurs", "Indicators");

        private final String french;
        private final String english;

        Content(String french, String english) {
            this.french = french;
            this.english = english;
        }
    }

    /** Named after nothing: a release may show it to who may not know of the source. */
    private static final String INSERT = """
            insert into dataset (id, owner, kind, access_level, regime, secrecy, draft, fingerprint, version, recorded_at)
            select ?, owner, 'RESULT', 'HIDDEN', regime, secrecy,
                   jsonb_build_object(
                       'key', id, 'publisher', null, 'keywords', '[]'::jsonb, 'distributions', '[]'::jsonb,
                       'themes', '[]'::jsonb, 'descriptions', '{}'::jsonb,
                       'titles', jsonb_build_object('fr', ?::text, 'en', ?::text)),
                   '', 1, ?
            from dataset where id = ?
            """;

    private static final String SOURCE = "insert into dataset_source (result, source, content) values (?, ?, ?)";
    /** At positions after those that it has; as sensitive as can be until it inherits. */
    private static final String FIELDS = """
            insert into dataset_field (dataset, name, position, type, sensitivity)
            select ?, n.name, (select coalesce(max(position), -1) from dataset_field where dataset = ?) + n.at, n.type, 'SPECIAL_CATEGORY'
            from unnest(?::text[], ?::text[]) with ordinality as n (name, type, at)
            on conflict do nothing
            """;

    private final AgroalDataSource database;

    ResultStore(AgroalDataSource database) {
        this.database = database;
    }

    /** In the running transaction: without fields, hidden until it inherits. */
    UUID insert(UUID source, Content content, Instant at) throws SQLException {
        var result = UUID.randomUUID();
        try (var connection = database.getConnection();
                var dataset = connection.prepareStatement(INSERT);
                var lineage = connection.prepareStatement(SOURCE)) {
            dataset.setObject(1, result);
            dataset.setString(2, content.french);
            dataset.setString(3, content.english);
            dataset.setObject(4, at.atOffset(ZoneOffset.UTC));
            dataset.setObject(5, source);
            dataset.executeUpdate();
            lineage.setObject(1, result);
            lineage.setObject(2, source);
            lineage.setString(3, content.name());
            lineage.executeUpdate();
        }
        return result;
    }

    /** In the running transaction. */
    void addFields(UUID result, List<FieldDefinition> fields) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(FIELDS)) {
            insert.setObject(1, result);
            insert.setObject(2, result);
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text", fields.stream().map(FieldDefinition::name).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text",
                            fields.stream().map(field -> field.type().name()).toArray()));
            insert.executeUpdate();
        }
    }

    /** By source. */
    Map<UUID, UUID> results(Collection<UUID> sources, Content content) throws SQLException {
        return pairs(
                "select source, result from dataset_source where source = any (?) and content = ?", sources, content);
    }

    /** By result. */
    Map<UUID, UUID> sources(Collection<UUID> results, Content content) throws SQLException {
        return pairs(
                "select result, source from dataset_source where result = any (?) and content = ?", results, content);
    }

    /** By result, whatever it holds. */
    Map<UUID, UUID> sources(Collection<UUID> results) throws SQLException {
        return pairs("select result, source from dataset_source where result = any (?)", results, null);
    }

    private Map<UUID, UUID> pairs(String sql, Collection<UUID> keys, Content content) throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
            if (content != null) {
                select.setString(2, content.name());
            }
            try (var rows = select.executeQuery()) {
                var pairs = new HashMap<UUID, UUID>();
                while (rows.next()) {
                    pairs.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
                return pairs;
            }
        }
    }
}
