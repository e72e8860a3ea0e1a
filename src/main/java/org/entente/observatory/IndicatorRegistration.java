package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.records.AggregateGroup;
import org.entente.records.Areas;
import org.entente.records.IntervalValues;

/**
 * Registers series that are computed from their dataset's records. Refused for what is given as cells of a published cube alone: a
 * series of exact counts would be a second way to count people.
 */
@ApplicationScoped
public class IndicatorRegistration {
    private static final String OPERATION = "registerIndicator";
    /** Of a dataset: each may have ten seconds of the database when its records change. */
    private static final int MOST = 50;

    private final SeriesStore series;
    private final SeriesShapes shapes;
    private final IntervalValues values;
    private final Areas areas;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObservatoryConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    IndicatorRegistration(
            SeriesStore series,
            SeriesShapes shapes,
            IntervalValues values,
            Areas areas,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObservatoryConfig config,
            ObjectMapper json,
            Clock clock) {
        this.series = series;
        this.shapes = shapes;
        this.values = values;
        this.areas = areas;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of the owner. With a key that was used before: the series of then. */
    @Transactional(rollbackOn = Exception.class)
    public UUID register(Request request, UUID dataset, IndicatorInput input, String idempotencyKey)
            throws SQLException, IOException {
        series.lock(dataset);
        DatasetVersions.ownSource(request, dataset);
        var asked =
                json.createObjectNode().put("dataset", dataset.toString()).set("indicator", json.valueToTree(input));
        var use = new Idempotency.Use(OPERATION, request.caller(), idempotencyKey, asked);
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return done.get();
        }
        var made = series(dataset, input);
        requireArea(made.indicator().area());
        values.require(made.indicator().asked(dataset), "indicator");
        if (series.indicators(dataset) >= MOST) {
            throw HubException.limitExceeded("dataset", "A dataset has at most " + MOST + " indicators");
        }
        shapes.requireBesideCubes(request, dataset);
        if (!series.add(made, request.caller().subject(), clock.instant())) {
            throw new HubException(
                    ErrorCode.CONFLICT, "There is a series of this measure", Map.of("path", "indicator.measure"));
        }
        idempotency.keep(use, made.id());
        changes.record(
                request, OPERATION, dataset, json.valueToTree(Map.of("series", made.id(), "measure", made.measure())));
        epoch.advance();
        return made.id();
    }

    private Series series(UUID dataset, IndicatorInput input) {
        var indicator = new Indicator(
                input.metric(), input.field(), input.at(), input.place(), area(input), input.interval(), zone(input));
        return new Series(
                UUID.randomUUID(),
                0,
                dataset,
                SeriesRegistration.text(input.measure(), "indicator.measure"),
                input.unit() == null ? null : SeriesRegistration.text(input.unit(), "indicator.unit"),
                indicator.frequency(),
                SeriesRegistration.lateness(input.lateness(), "indicator.lateness"),
                null,
                null,
                List.of(),
                -SeriesRegistration.GREATEST,
                SeriesRegistration.GREATEST,
                Boolean.TRUE.equals(input.shape()),
                null,
                null,
                indicator,
                null,
                null);
    }

    private static String area(IndicatorInput input) {
        return input.area() == null ? null : SeriesRegistration.text(input.area(), "indicator.area");
    }

    private void requireArea(String code) throws SQLException {
        if (code != null && !areas.has(code)) {
            throw HubException.badInput("indicator.area", "There is no such area");
        }
    }

    private ZoneId zone(IndicatorInput input) {
        return AggregateGroup.zone(input.zone() == null ? config.zone().getId() : input.zone(), "indicator.zone");
    }
}
