package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;
import org.entente.observatory.ResultStore.Content;

/**
 * Puts a dataset's indicators into the catalogue: a result with a record for each interval that is over. Those that come later have a
 * result of their own, lest a release of two stewards shows what they did not know of.
 */
@ApplicationScoped
class IndicatorPublication {
    private final AgroalDataSource database;
    private final ResultStore results;
    private final SeriesStore series;
    private final SeriesShapes shapes;
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
            SeriesShapes shapes,
            IndicatorRecords records,
            DatasetVersions versions,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.results = results;
        this.series = series;
        this.shapes = shapes;
        this.records = records;
        this.versions = versions;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner: of those that are in none yet; where there are no such, the last one. */
    @Transactional(rollbackOn = Exception.class)
    Dataset publish(Request request, UUID source) throws SQLException {
        DatasetVersions.own(request, source);
        series.lock(source);
        shapes.requireBesideCubes(request, source);
        var last = series.published(source);
        if (last.isEmpty()) {
            throw HubException.badInput("dataset", "It has no indicators");
        }
        if (last.get().areAll()) {
            return Dataset.active(last.get().result()).orElseThrow(HubException::notFound);
        }
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
}
