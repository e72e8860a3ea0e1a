package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;
import org.entente.observatory.ResultStore.Content;

/** Puts a dataset's indicators into the catalogue: a result with a record for each interval that is over. */
@ApplicationScoped
class IndicatorPublication {
    private final AgroalDataSource database;
    private final ResultStore results;
    private final SeriesStore series;
    private final IndicatorRecords records;
    private final DatasetVersions versions;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    IndicatorPublication(
            AgroalDataSource database,
            ResultStore results,
            SeriesStore series,
            IndicatorRecords records,
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
        var known = results.results(List.of(source), Content.INDICATORS).get(source);
        if (known != null) {
            return Dataset.active(known).orElseThrow(HubException::notFound);
        }
        if (series.indicators(source) == 0) {
            throw HubException.badInput("dataset", "It has no indicators");
        }
        requireOtherNames(source);
        var result = results.insert(source, Content.INDICATORS, clock.instant());
        results.addFields(result, IndicatorRecords.FIELDS);
        try (var connection = database.getConnection()) {
            records.begin(connection, result, source);
        }
        versions.inherit(result);
        changes.record(
                request, "publishIndicators", source, json.createObjectNode().put("result", result.toString()));
        epoch.advance();
        return Dataset.active(result).orElseThrow();
    }

    /** A field is as sensitive as its source's of the same name: what an indicator says must not pass for that. */
    private static void requireOtherNames(UUID source) {
        var own = DatasetField.of(source).stream().map(field -> field.name).collect(Collectors.toSet());
        if (IndicatorRecords.FIELDS.stream().anyMatch(field -> own.contains(field.name()))) {
            throw HubException.badInput("dataset", "It has a field that is called as one of an indicator's");
        }
    }
}
