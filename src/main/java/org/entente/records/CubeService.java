package org.entente.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.catalogue.DatasetVersions;
import org.entente.kernel.HubException;
import org.entente.kernel.WholeLists;
import org.entente.policy.Action;

/** Publishes cubes, and shows what was published. */
@ApplicationScoped
class CubeService {
    private static final String PUBLISH = "publishCube";

    private final AgroalDataSource database;
    private final Access access;
    private final RecordShapes shapes;
    private final CubeStore store;
    private final CubeSnapshots snapshots;
    private final CubeProposal proposal;
    private final Idempotency idempotency;
    private final Changes changes;
    private final Epoch epoch;
    private final ObjectMapper json;
    private final Clock clock;

    CubeService(
            AgroalDataSource database,
            Access access,
            RecordShapes shapes,
            CubeStore store,
            CubeSnapshots snapshots,
            CubeProposal proposal,
            Idempotency idempotency,
            Changes changes,
            Epoch epoch,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.access = access;
        this.shapes = shapes;
        this.store = store;
        this.snapshots = snapshots;
        this.proposal = proposal;
        this.idempotency = idempotency;
        this.changes = changes;
        this.epoch = epoch;
        this.json = json;
        this.clock = clock;
    }

    /** Null when nothing was published. */
    CubeView view(Request request, UUID dataset) throws SQLException {
        var decided = access.require(request, Action.AGGREGATE, dataset);
        var shape = shapes.find(dataset, decided.epoch());
        var kept = shape.isPresent() ? store.current(dataset) : Optional.<CubeStore.Kept>empty();
        access.answered(request, decided, 0);
        if (kept.isEmpty()) {
            return null;
        }
        // members are values: they are shown to whom the field is
        var granted = GrantedRows.of(decided, shape.orElseThrow());
        return CubeView.of(kept.get().published(shape.get()), granted::showsToAll);
    }

    /** By a steward of the owner. With a key that was used before: the cube that stands now. */
    @Transactional(rollbackOn = Exception.class)
    CubeView publish(Request request, UUID id, CubeInput said, int expectedVersion, String idempotencyKey)
            throws SQLException {
        DatasetVersions.own(request, id);
        WholeLists.require(json.valueToTree(said), "cube");
        var shape = shapes.find(id, epoch.current())
                .orElseThrow(() -> HubException.badInput("dataset", "It has no records yet"));
        var use = new Idempotency.Use(
                PUBLISH,
                request.caller(),
                idempotencyKey,
                json.createObjectNode().put("dataset", id.toString()).set("cube", json.valueToTree(said)));
        if (idempotency.find(use).isEmpty()) {
            var whole = proposal.completed(said, shape);
            try (var connection = database.getConnection()) {
                CubeStore.lock(connection, id, true);
                replace(connection, request, id, whole, expectedVersion, shape);
            }
            idempotency.keep(use, id);
            changes.record(request, PUBLISH, id, json.valueToTree(whole));
            epoch.advance();
        }
        return CubeView.of(store.current(id).orElseThrow(HubException::notFound).published(shape), field -> true);
    }

    private void replace(
            Connection connection, Request request, UUID id, CubeInput said, int expectedVersion, RecordShape shape)
            throws SQLException {
        var former = store.current(id);
        int version = former.map(CubeStore.Kept::version).orElse(0);
        if (version != expectedVersion) {
            throw HubException.conflict(version);
        }
        var now = clock.instant();
        var next = new PublishedCube(
                id,
                version + 1,
                CubeReader.read(said, shape.typed(), now),
                former.map(CubeStore.Kept::snapshot).orElse(0) + 1,
                now);
        if (former.isPresent()) {
            requireEnoughNew(connection, former.get().published(shape), next.snapshot(), shape);
        }
        snapshots.take(connection, next, shape);
        long units = snapshots.units(connection, next);
        store.replace(connection, id, next.version(), said, request.caller().name());
        snapshots.moveTo(connection, next, shape, units);
    }

    /**
     * A new version is a new snapshot, and nobody may learn from it what one more person added or changed. It may cut otherwise than
     * the former one; so the former one is made again of the present records, and compared.
     */
    private void requireEnoughNew(Connection connection, PublishedCube former, int number, RecordShape shape)
            throws SQLException {
        long changed = snapshots.changed(connection, former, number, shape);
        if (changed > 0 && changed < CubeSnapshots.leastChanged(snapshots.units(connection, former))) {
            throw HubException.badInput(
                    "cube",
                    "Too few units came, went or changed since the last snapshot: wait for more, or publish before they do");
        }
    }
}
