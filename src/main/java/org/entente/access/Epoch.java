package org.entente.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The governance epoch: a counter that every change of what governs access increments. Decisions are cached by it, so a replica
 * that trusts its value for at most 300 ms sees every change of every other replica that soon, and its own at once.
 */
@ApplicationScoped
public class Epoch {
    /**
     * Under the row's lock, so that epochs follow each other in the order of their instants. In whole milliseconds like all of the hub's
     * instants: a decision that was taken after a change is never recorded as before it.
     */
    private static final String ADVANCE = """
            with advanced as (update governance_epoch set epoch = epoch + 1 returning epoch)
            insert into governance_change (epoch, xid, at)
            select epoch, pg_current_xact_id(), date_trunc('milliseconds', clock_timestamp()) from advanced
            """;

    private static final String READ = "select epoch from governance_epoch";

    private static final long TRUSTED = Duration.ofMillis(300).toNanos();

    private record Reading(long epoch, long at) {}

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final AtomicLong changes = new AtomicLong();
    private volatile Reading last;

    Epoch(AgroalDataSource database, TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** At most 300 ms old. Without the database there is no epoch, hence no answer. */
    public long current() throws SQLException {
        var known = last;
        if (known != null && System.nanoTime() - known.at < TRUSTED) {
            return known.epoch;
        }
        return refreshed();
    }

    /** As it is now, for all who trust it: whoever watches spares them the wait. */
    long refreshed() throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection, READ);
        }
    }

    /**
     * Reads it as the first of a snapshot in which facts are read too.
     *
     * @param settings statements that come before it, in one exchange with the database
     */
    long readFirst(Connection snapshot, String settings) throws SQLException {
        return read(snapshot, settings + ";" + READ);
    }

    private long read(Connection connection, String statements) throws SQLException {
        // taken before the query: the value is at least as new as this
        long at = System.nanoTime();
        long before = changes.get();
        try (var select = connection.prepareStatement(statements);
                var row = lastResult(select)) {
            row.next();
            var reading = new Reading(row.getLong(1), at);
            publish(reading, before);
            return reading.epoch;
        }
    }

    /** Settings give none. */
    private static ResultSet lastResult(PreparedStatement statements) throws SQLException {
        for (boolean found = statements.execute(); !found; ) {
            found = statements.getMoreResults();
        }
        return statements.getResultSet();
    }

    /** Not when this replica committed a change meanwhile: the value may be from before it. */
    private synchronized void publish(Reading reading, long before) {
        if (changes.get() == before) {
            last = reading;
        }
    }

    private synchronized void changed() {
        changes.incrementAndGet();
        last = null;
    }

    /** The last statement of a governance change, in its transaction: writers queue here, so they should queue briefly. */
    public void advance() throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(ADVANCE)) {
            update.executeUpdate();
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    changed();
                }
            }
        });
    }
}
