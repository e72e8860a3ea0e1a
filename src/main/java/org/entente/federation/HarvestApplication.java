package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Request;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetReconciliation;
import org.entente.catalogue.DatasetReconciliation.Counts;
import org.entente.federation.HarvestException.EmptySource;

/** The one transaction of a harvest: datasets, quarantine and the run's outcome become visible together. */
@ApplicationScoped
class HarvestApplication {
    private final AgroalDataSource database;
    private final DatasetReconciliation reconciliation;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    HarvestApplication(
            AgroalDataSource database,
            DatasetReconciliation reconciliation,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void apply(Request request, HarvestSource source, UUID run, HarvestStage stage) throws IOException, SQLException {
        requireNotEmptied(source, stage);
        quarantine(run, stage);
        try (var drafts = stage.drafts()) {
            var counts = reconciliation.reconcile(
                    new DatasetReconciliation.Source(
                            source.id, source.owner, source.defaultAccessLevel, source.defaultRegime),
                    drafts,
                    stage.rejectedKeys());
            complete(run, stage, counts);
            if (counts.created() + counts.updated() + counts.archived() > 0) {
                changes.record(request, "harvest", null, detail(source, run, counts));
                epoch.advance();
            }
        }
    }

    private static void requireNotEmptied(HarvestSource source, HarvestStage stage) {
        long known = Dataset.count("source = ?1 and archivedAt is null", source.id);
        if (stage.read() == 0 && known > 0) {
            throw new EmptySource(known);
        }
    }

    private JsonNode detail(HarvestSource source, UUID run, Counts counts) {
        return json.createObjectNode()
                .put("source", source.id.toString())
                .put("run", run.toString())
                .set("counts", json.valueToTree(counts));
    }

    private void complete(UUID id, HarvestStage stage, Counts counts) {
        HarvestRun run = HarvestRun.findById(id);
        if (run.ended()) {
            // another replica took it for interrupted: its new run will apply what there is
            throw new IllegalStateException("the run was closed meanwhile");
        }
        run.state = HarvestRun.State.COMPLETED;
        run.read = stage.read();
        run.created = counts.created();
        run.updated = counts.updated();
        run.unchanged = counts.unchanged();
        run.archived = counts.archived();
        run.quarantined = stage.quarantined;
        run.endedAt = clock.instant();
    }

    private void quarantine(UUID run, HarvestStage stage) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into harvest_item (run, position, key, reason, raw) values (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < stage.rejections.size(); i++) {
                var rejection = stage.rejections.get(i);
                insert.setObject(1, run);
                insert.setInt(2, i);
                insert.setString(3, rejection.key());
                insert.setString(4, rejection.reason());
                insert.setString(5, rejection.raw());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
