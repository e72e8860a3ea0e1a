package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Request;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.observatory.LabelledScoring.State;

/**
 * What the stewards of its owner say of an anomaly. They alone: a label moves the threshold by which everybody is told of the series, so
 * that a reader who may label could silence what others read, and no consent to read is one to that.
 */
@ApplicationScoped
public class AnomalyLabels {
    private static final int MOST = 100;

    /** The anomaly's row; the lock of its series' scoring, taken before, keeps others out. */
    private static final String LAST = """
            select a.labels, a.label, l.note, l.by_subject, l.step from anomaly a
            left join anomaly_label l on l.anomaly = a.id and l.version = a.labels where a.id = ?
            """;

    private static final String ADD = """
            with added as (
                insert into anomaly_label (anomaly, version, label, note, by_subject, by_name, at, step)
                values (?, ?, ?, ?, ?, ?, ?, ?) returning anomaly, label, version)
            update anomaly a set label = added.label, labels = added.version from added where a.id = added.anomaly
            """;

    private final AgroalDataSource database;
    private final AnomalyStore anomalies;
    private final SeriesStore series;
    private final LabelledScoring scoring;
    private final Changes changes;
    private final ObjectMapper json;
    private final Clock clock;

    AnomalyLabels(
            AgroalDataSource database,
            AnomalyStore anomalies,
            SeriesStore series,
            LabelledScoring scoring,
            Changes changes,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.anomalies = anomalies;
        this.series = series;
        this.scoring = scoring;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    /** @param note why, null where nothing is to be said */
    record Said(AnomalyLabel label, String note) {
        Said {
            note = Canonical.freeText(note, "note");
        }
    }

    /** @param step what it did to the strictness */
    private record Last(int version, AnomalyLabel label, String note, String by, int step) {
        boolean is(Said said, Request request) {
            return label == said.label
                    && Objects.equals(note, said.note)
                    && Objects.equals(by, request.caller().subject());
        }
    }

    /**
     * To say the same once more changes nothing.
     *
     * @param expectedVersion how many labels there were when it was read
     * @return how the series is scored from now on
     */
    @Transactional(rollbackOn = Exception.class)
    State label(Request request, UUID id, Said said, int expectedVersion) throws SQLException {
        var anomaly = anomalies.find(List.of(id)).stream().findFirst().orElseThrow(HubException::notFound);
        DatasetVersions.own(request, anomaly.dataset());
        var state = scoring.lock(
                series.numbered(List.of(anomaly.series())).stream().findFirst().orElseThrow(HubException::notFound));
        var last = last(id);
        if (last.version == expectedVersion + 1 && last.is(said, request)) {
            return state;
        }
        if (last.version != expectedVersion) {
            throw HubException.conflict(last.version);
        }
        if (last.version >= MOST) {
            throw HubException.limitExceeded("id", "An anomaly is labelled at most " + MOST + " times");
        }
        int most = Strictness.most(SeriesScorer.usual(state.series().isComparing()));
        int without = Strictness.without(most, state.strictness(), last.step);
        int step = Strictness.step(most, without, said.label);
        add(request, id, said, last.version + 1, step);
        var labelled = scoring.labelled(
                state, anomaly, without + step, said.label, request.caller().subject());
        changes.record(
                request,
                "labelAnomaly",
                anomaly.dataset(),
                json.createObjectNode()
                        .put("anomaly", id.toString())
                        .put("label", said.label.name())
                        .put("version", last.version + 1)
                        .put("strictness", labelled.strictness()));
        return labelled;
    }

    /**
     * To resume what is not suspended changes nothing.
     *
     * @param expectedVersion the series' scoring's
     */
    @Transactional(rollbackOn = Exception.class)
    State resume(Request request, UUID id, DetectorKind detector, int expectedVersion) throws SQLException {
        var found = series.find(id).orElseThrow(HubException::notFound);
        DatasetVersions.own(request, found.dataset());
        var state = scoring.lock(found);
        if (!state.suspended().contains(detector)) {
            return state;
        }
        if (state.version() != expectedVersion) {
            throw HubException.conflict(state.version());
        }
        changes.record(
                request,
                "resumeDetector",
                found.dataset(),
                json.createObjectNode().put("series", id.toString()).put("detector", detector.name()));
        return scoring.resume(state, detector, request.caller().subject());
    }

    private Last last(UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LAST)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                row.next();
                var label = row.getString(2);
                return new Last(
                        row.getInt(1),
                        label == null ? null : AnomalyLabel.valueOf(label),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5));
            }
        }
    }

    private void add(Request request, UUID id, Said said, int version, int step) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, id);
            insert.setInt(2, version);
            insert.setString(3, said.label.name());
            insert.setString(4, said.note);
            insert.setString(5, request.caller().subject());
            insert.setString(6, request.caller().name());
            insert.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setInt(8, step);
            insert.executeUpdate();
        }
    }
}
