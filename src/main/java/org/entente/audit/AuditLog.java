package org.entente.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.jboss.logging.Logger;

/**
 * Writes audit events durably, many in one commit: one writer commits what queued while its last commit ran. There is no timer,
 * so an event alone waits for nothing but its own commit.
 */
@ApplicationScoped
public class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int LARGEST_COMMIT = 512;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final String INSERT = """
            insert into audit_event (id, kind, at, subject, caller, partner, purpose, justification, action, dataset,
                                     decision, epoch, release, query_hash, row_count, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb)
            """;

    private record Waiting(AuditEvent event, CompletableFuture<Void> durable) {}

    private final AgroalDataSource database;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private volatile Thread writer;

    AuditLog(AgroalDataSource database) {
        this.database = database;
    }

    void start(@Observes StartupEvent boot) {
        writer = Thread.ofPlatform().daemon().name("audit-writer").start(this::writeAll);
    }

    void stop(@Observes ShutdownEvent end) {
        writer.interrupt();
    }

    /** Returns when the event is durable; without that there is no answer ({@code STORE_UNAVAILABLE}). */
    public void write(AuditEvent event) {
        write(List.of(event));
    }

    /** Likewise for several, which are written together. */
    public void write(List<AuditEvent> events) {
        var durable = events.stream().map(this::queued).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(durable)
                    .orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new HubException(
                    ErrorCode.STORE_UNAVAILABLE, "The audit log cannot be written", Map.of(), e.getCause());
        }
    }

    private CompletableFuture<Void> queued(AuditEvent event) {
        var waiting = new Waiting(event, new CompletableFuture<>());
        queue.add(waiting);
        return waiting.durable;
    }

    /** Writes a change's event in the change's own transaction. */
    public void write(AuditEvent event, Connection change) throws SQLException {
        try (var insert = change.prepareStatement(INSERT)) {
            bind(insert, event);
            insert.executeUpdate();
        }
    }

    private void writeAll() {
        var batch = new ArrayList<Waiting>(LARGEST_COMMIT);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_COMMIT - 1);
                commit(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            batch.clear();
        }
    }

    private void commit(List<Waiting> batch) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement(INSERT)) {
                for (var waiting : batch) {
                    bind(insert, waiting.event);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            batch.forEach(waiting -> waiting.durable.complete(null));
        } catch (Throwable e) {
            withhold(batch, e);
        }
    }

    /** One event that cannot be written must not take the answers of others with it. */
    private void withhold(List<Waiting> batch, Throwable failure) {
        if (batch.size() > 1) {
            batch.forEach(waiting -> commit(List.of(waiting)));
            return;
        }
        LOG.errorf(failure, "an audit event was not written; its answer is withheld");
        batch.forEach(waiting -> waiting.durable.completeExceptionally(failure));
    }

    private static void bind(PreparedStatement insert, AuditEvent event) throws SQLException {
        insert.setObject(1, event.id());
        insert.setString(2, event.kind().name());
        insert.setObject(3, event.at().atOffset(ZoneOffset.UTC));
        insert.setString(4, event.subject());
        insert.setString(5, event.caller());
        insert.setString(6, event.partner());
        insert.setString(7, event.purpose());
        insert.setString(8, event.justification());
        insert.setString(9, event.action());
        insert.setObject(10, event.dataset(), Types.OTHER);
        insert.setString(11, text(event.decision()));
        insert.setLong(12, event.epoch());
        insert.setString(13, event.release());
        insert.setString(14, event.queryHash());
        insert.setObject(15, event.rowCount(), Types.BIGINT);
        insert.setString(16, text(event.detail()));
    }

    private static String text(JsonNode json) {
        return json == null ? null : json.toString();
    }
}
