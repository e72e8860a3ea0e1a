package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.policy.Action;

/** Reads the epoch and the facts of one decision in one snapshot, so that a decision is cached under the epoch of its facts. */
@ApplicationScoped
class FactReader {
    record Gathered(Facts facts, long epoch) {}

    record GatheredVisible(VisibleFacts facts, long epoch) {}

    private final AgroalDataSource database;
    private final Instance<FactSource> sources;
    private final Epoch epoch;

    FactReader(AgroalDataSource database, Instance<FactSource> sources, Epoch epoch) {
        this.database = database;
        this.sources = sources;
        this.epoch = epoch;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    Gathered about(Caller caller, Action action, UUID dataset) throws SQLException {
        try (var snapshot = snapshot()) {
            var facts = new Facts(caller, action, dataset, null);
            long current = epoch.read(snapshot);
            for (var source : sources) {
                source.gather(snapshot, facts);
            }
            return new Gathered(facts, current);
        }
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    GatheredVisible visible(Caller caller) throws SQLException {
        try (var snapshot = snapshot()) {
            var facts = new VisibleFacts(caller);
            long current = epoch.read(snapshot);
            for (var source : sources) {
                source.gatherVisible(snapshot, facts);
            }
            return new GatheredVisible(facts, current);
        }
    }

    /** In a transaction of its own: the caller's may have begun, and seen, earlier. */
    private Connection snapshot() throws SQLException {
        var connection = database.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
        return connection;
    }
}
