package org.entente.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.policy.Action;

/**
 * Reads the epoch and the facts of one decision in one snapshot, so that a decision is cached under the epoch of its facts. In a transaction of
 * its own: the caller's may have begun, and seen, earlier.
 */
@ApplicationScoped
class FactReader {
    /**
     * Each query's plan is kept, whatever its values: they look a few keys up by index, and planning them anew took longer than running
     * them.
     */
    private static final String SETTINGS =
            "set transaction isolation level repeatable read, read only; set local plan_cache_mode = force_generic_plan";

    record Gathered(Facts facts, long epoch) {}

    record GatheredVisible(VisibleFacts facts, long epoch) {}

    private final AgroalDataSource database;
    private final List<FactSource> sources;
    private final Epoch epoch;
    private final Clock clock;

    FactReader(AgroalDataSource database, @All List<FactSource> sources, Epoch epoch, Clock clock) {
        this.database = database;
        this.sources = sources;
        this.epoch = epoch;
        this.clock = clock;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    Gathered about(Caller caller, Action action, UUID dataset) throws SQLException {
        try (var snapshot = database.getConnection()) {
            long current = epoch.readFirst(snapshot, SETTINGS);
            var facts = new Facts(caller, action, dataset, null, clock.instant());
            gather(snapshot, facts);
            return new Gathered(facts, current);
        }
    }

    /** Of each dataset, in their order: one snapshot and the same queries, however many they are. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    List<Gathered> about(Caller caller, Action action, List<UUID> datasets) throws SQLException {
        try (var snapshot = database.getConnection()) {
            long current = epoch.readFirst(snapshot, SETTINGS);
            var now = clock.instant();
            var all = datasets.stream()
                    .map(dataset -> new Facts(caller, action, dataset, null, now))
                    .toList();
            for (var source : sources) {
                source.gatherAll(snapshot, all);
            }
            return all.stream().map(facts -> new Gathered(facts, current)).toList();
        }
    }

    /** @param asOf a past epoch, null for the facts that stand now */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    Facts at(Caller caller, Action action, UUID dataset, Long asOf, Instant at) throws SQLException {
        try (var snapshot = database.getConnection()) {
            epoch.readFirst(snapshot, SETTINGS);
            var facts = new Facts(caller, action, dataset, asOf, at);
            gather(snapshot, facts);
            return facts;
        }
    }

    private void gather(Connection snapshot, Facts facts) throws SQLException {
        for (var source : sources) {
            source.gather(snapshot, facts);
        }
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    GatheredVisible visible(Caller caller) throws SQLException {
        try (var snapshot = database.getConnection()) {
            var facts = new VisibleFacts(caller);
            long current = epoch.readFirst(snapshot, SETTINGS);
            for (var source : sources) {
                source.gatherVisible(snapshot, facts);
            }
            return new GatheredVisible(facts, current);
        }
    }
}
