package org.entente.catalogue;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.index.Outbox;
import org.entente.kernel.HubException;
import org.entente.policy.DatasetKind;

/** Every state a dataset ever had is kept, and every new one goes to the index: called in the transaction that changes datasets. */
@ApplicationScoped
public class DatasetVersions {
    private static final String ADVANCE =
            "update dataset set version = version + 1, recorded_at = ? where id = ? and version = ?";
    private static final String RECORD = """
            insert into dataset_version (dataset, version, access_level, regime, secrecy, draft, fields, recorded_at,
                                         archived_at, legal_basis, retention, impact_assessment,
                                         special_category_condition, release)
            select d.id, d.version, d.access_level, d.regime, d.secrecy, d.draft,
                   coalesce((select jsonb_agg(to_jsonb(f) order by f.position) from dataset_field f
                             where f.dataset = d.id), '[]'),
                   d.recorded_at, d.archived_at, d.legal_basis, d.retention, d.impact_assessment,
                   d.special_category_condition, d.release
            from dataset d where d.id = any (?)
            """;

    private final AgroalDataSource database;
    private final Outbox outbox;
    private final Clock clock;

    DatasetVersions(AgroalDataSource database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The caller's partner's own dataset, else NOT_FOUND. */
    public static Dataset own(Request request, UUID id) {
        return Dataset.active(id)
                .filter(found -> found.owner.equals(request.caller().requirePartner()))
                .orElseThrow(HubException::notFound);
    }

    /** Likewise, and none that was computed from others: else BAD_INPUT. */
    public static Dataset ownSource(Request request, UUID id) {
        var dataset = own(request, id);
        if (dataset.kind == DatasetKind.RESULT) {
            throw HubException.badInput("id", "A result is governed by its sources, and by its release");
        }
        return dataset;
    }

    /** The caller's partner's own dataset, as its steward knows it: else NOT_FOUND or CONFLICT. */
    public Dataset own(Request request, UUID id, long expectedVersion) {
        var dataset = ownSource(request, id);
        if (dataset.version != expectedVersion) {
            throw HubException.conflict(dataset.version);
        }
        return dataset;
    }

    /** After a result was made, released or frozen: it is governed anew. In the running transaction, whose last statement advances the epoch. */
    public void inherit(UUID result) throws SQLException {
        try (var connection = database.getConnection()) {
            inherit(connection, List.of(result));
        }
    }

    private void inherit(Connection change, Collection<UUID> results) throws SQLException {
        var lessVisible = Inheritance.apply(change, results, clock.instant());
        record(change, results, lessVisible);
    }

    /** After a dataset's or its fields' change was flushed. */
    public void advance(UUID dataset, long expectedVersion) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(ADVANCE)) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            update.setObject(2, dataset);
            update.setLong(3, expectedVersion);
            if (update.executeUpdate() == 0) {
                throw HubException.conflict(expectedVersion + 1);
            }
            record(connection, List.of(dataset), List.of());
        }
    }

    /**
     * For changes that were written with their new versions.
     *
     * @param lessVisible those of them that searches must not find any more before this is acknowledged
     */
    void record(Connection change, Collection<UUID> changed, Collection<UUID> lessVisible) throws SQLException {
        try (var insert = change.prepareStatement(RECORD)) {
            insert.setArray(1, change.createArrayOf("uuid", changed.toArray()));
            insert.executeUpdate();
        }
        outbox.add(DatasetIndex.NAME, lessVisible, true);
        outbox.add(
                DatasetIndex.NAME,
                changed.stream().filter(id -> !lessVisible.contains(id)).toList(),
                false);
        var derived = Inheritance.derived(change, changed);
        if (!derived.isEmpty()) {
            inherit(change, derived);
        }
    }
}
