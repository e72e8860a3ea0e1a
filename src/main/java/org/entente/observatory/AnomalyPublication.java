package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;

/** Puts the anomalies of a dataset's series into the catalogue: a result with the series' fields and those of the anomaly. */
@ApplicationScoped
class AnomalyPublication {
    /** Named after nothing: a release may show it to who may not know of the source. */
    private static final String INSERT = """
            insert into dataset (id, owner, kind, access_level, regime, secrecy, draft, fingerprint, version, recorded_at)
            select ?, owner, 'RESULT', 'HIDDEN', regime, secrecy,
                   jsonb_build_object(
                       'key', id, 'publisher', null, 'keywords', '[]'::jsonb, 'distributions', '[]'::jsonb,
                       'themes', '[]'::jsonb, 'descriptions', '{}'::jsonb,
                       'titles', jsonb_build_object('fr', 'Anomalies de séries', 'en', 'Anomalies of series')),
                   '', 1, ?
            from dataset where id = ?
            """;

    private static final String SOURCE = "insert into dataset_source (result, source) values (?, ?)";
    /** The source's keep their positions, and with them what stands for them in the index. */
    private static final String FIELDS = """
            insert into dataset_field (dataset, name, position, type, scale, unit, sensitivity)
            select ?, name, position, type, scale, unit, sensitivity from dataset_field where dataset = ?
            """;

    private static final String DERIVED = """
            insert into dataset_field (dataset, name, position, type, sensitivity)
            select ?, n.name, (select max(position) from dataset_field where dataset = ?) + n.at, n.type, 'SPECIAL_CATEGORY'
            from unnest(?::text[], ?::text[]) with ordinality as n (name, type, at)
            on conflict do nothing
            """;

    private final AgroalDataSource database;
    private final SeriesStore series;
    private final ResultRecords records;
    private final DatasetVersions versions;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    AnomalyPublication(
            AgroalDataSource database,
            SeriesStore series,
            ResultRecords records,
            DatasetVersions versions,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.series = series;
        this.records = records;
        this.versions = versions;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner; once it is there, the same. */
    @Transactional(rollbackOn = Exception.class)
    Dataset publish(Request request, UUID source) throws SQLException {
        DatasetVersions.own(request, source);
        series.lock(source);
        var known = results(List.of(source)).get(source);
        if (known != null) {
            return Dataset.active(known).orElseThrow(HubException::notFound);
        }
        if (!series.datasets().contains(source)) {
            throw HubException.badInput("dataset", "It has no series");
        }
        var result = UUID.randomUUID();
        try (var connection = database.getConnection()) {
            insert(connection, result, source);
        }
        records.begin(result, source);
        versions.inherit(result);
        changes.record(
                request, "publishAnomalies", source, json.createObjectNode().put("result", result.toString()));
        epoch.advance();
        return Dataset.active(result).orElseThrow();
    }

    private void insert(Connection connection, UUID result, UUID source) throws SQLException {
        try (var dataset = connection.prepareStatement(INSERT);
                var lineage = connection.prepareStatement(SOURCE);
                var fields = connection.prepareStatement(FIELDS);
                var derived = connection.prepareStatement(DERIVED)) {
            dataset.setObject(1, result);
            dataset.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            dataset.setObject(3, source);
            dataset.executeUpdate();
            lineage.setObject(1, result);
            lineage.setObject(2, source);
            lineage.executeUpdate();
            fields.setObject(1, result);
            fields.setObject(2, source);
            fields.executeUpdate();
            var names = new ArrayList<String>();
            var types = new ArrayList<String>();
            SeriesFields.DERIVED.forEach(field -> {
                names.add(field.name());
                types.add(field.type().name());
            });
            derived.setObject(1, result);
            derived.setObject(2, source);
            derived.setArray(3, connection.createArrayOf("text", names.toArray()));
            derived.setArray(4, connection.createArrayOf("text", types.toArray()));
            derived.executeUpdate();
        }
    }

    /** By source. */
    Map<UUID, UUID> results(Collection<UUID> sources) throws SQLException {
        return pairs("select source, result from dataset_source where source = any (?)", sources);
    }

    /** By result. */
    Map<UUID, UUID> sources(Collection<UUID> results) throws SQLException {
        return pairs("select result, source from dataset_source where result = any (?)", results);
    }

    private Map<UUID, UUID> pairs(String sql, Collection<UUID> keys) throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
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
