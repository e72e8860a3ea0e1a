package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;
import org.entente.observatory.ResultStore.Content;

/** Puts the anomalies of a dataset's series into the catalogue: a result with the series' fields and those of the anomaly. */
@ApplicationScoped
class AnomalyPublication {
    /** The source's keep their positions, and with them what stands for them in the index. */
    private static final String FIELDS = """
            insert into dataset_field (dataset, name, position, type, scale, unit, sensitivity)
            select ?, name, position, type, scale, unit, sensitivity from dataset_field where dataset = ?
            """;

    private final AgroalDataSource database;
    private final ResultStore results;
    private final SeriesStore series;
    private final ResultRecords records;
    private final DatasetVersions versions;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    AnomalyPublication(
            AgroalDataSource database,
            ResultStore results,
            SeriesStore series,
            ResultRecords records,
            DatasetVersions versions,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.results = results;
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
        var known = results.results(List.of(source), Content.ANOMALIES).get(source);
        if (known != null) {
            return Dataset.active(known).orElseThrow(HubException::notFound);
        }
        if (!series.datasets().contains(source)) {
            throw HubException.badInput("dataset", "It has no series");
        }
        var result = results.insert(source, Content.ANOMALIES, clock.instant());
        copyFields(result, source);
        results.addFields(result, SeriesFields.DERIVED);
        records.begin(result, source);
        versions.inherit(result);
        changes.record(
                request, "publishAnomalies", source, json.createObjectNode().put("result", result.toString()));
        epoch.advance();
        return Dataset.active(result).orElseThrow();
    }

    private void copyFields(UUID result, UUID source) throws SQLException {
        try (var connection = database.getConnection();
                var fields = connection.prepareStatement(FIELDS)) {
            fields.setObject(1, result);
            fields.setObject(2, source);
            fields.executeUpdate();
        }
    }
}
