package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.entente.audit.AuditEvent;
import org.entente.audit.AuditLog;
import org.entente.policy.PolicyEngine;

/** Writes the audit event of a change in the change's own transaction. */
@ApplicationScoped
public class Changes {
    private final AgroalDataSource database;
    private final AuditLog audit;
    private final Epoch epoch;
    private final PolicyEngine policies;
    private final Clock clock;

    Changes(AgroalDataSource database, AuditLog audit, Epoch epoch, PolicyEngine policies, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.epoch = epoch;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * @param action the operation's name
     * @param dataset what it is about, null when that is no single dataset
     * @param detail what was changed
     */
    public void record(Request request, String action, UUID dataset, JsonNode detail) throws SQLException {
        var caller = request.caller();
        try (var connection = database.getConnection()) {
            audit.write(
                    new AuditEvent(
                            UUID.randomUUID(),
                            AuditEvent.Kind.CHANGE,
                            clock.instant(),
                            caller.subject(),
                            caller.name(),
                            caller.partner(),
                            caller.purpose(),
                            caller.justification(),
                            action,
                            dataset,
                            null,
                            epoch.current(),
                            policies.release().sha256(),
                            request.queryHash(),
                            null,
                            detail),
                    connection);
        }
    }

    /** What the hub changed by itself: its owner's stewards find it among their notifications. */
    public void recordOwn(Connection change, String action, UUID dataset, JsonNode detail) throws SQLException {
        audit.write(
                new AuditEvent(
                        UUID.randomUUID(),
                        AuditEvent.Kind.CHANGE,
                        clock.instant(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        action,
                        dataset,
                        null,
                        epoch.current(),
                        policies.release().sha256(),
                        null,
                        null,
                        detail),
                change);
    }
}
