package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.UUID;
import org.entente.audit.AuditEvent;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.policy.Decision;

/** An audit event of a decision: all that is needed to say later what was answered, to whom and why. */
final class AuditEvents {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private AuditEvents() {}

    static AuditEvent of(
            Request request, Decided decided, AuditEvent.Kind kind, Long rows, Instant at, ObjectNode detail) {
        var caller = request.caller();
        return new AuditEvent(
                UUID.randomUUID(),
                kind,
                at,
                caller.subject(),
                caller.name(),
                caller.partner(),
                caller.purpose(),
                caller.justification(),
                decided.action().name(),
                decided.dataset(),
                json(decided.decision()),
                decided.epoch(),
                decided.decision().release(),
                request.queryHash(),
                rows,
                detail(caller, detail));
    }

    private static JsonNode detail(Caller caller, ObjectNode more) {
        var detail = AuditedCaller.detail(caller);
        return more == null ? detail : detail.setAll(more);
    }

    /** Of a refusal that tells of a field. */
    static ObjectNode refused(HubException refusal) {
        return MAPPER.createObjectNode()
                .put("code", refusal.code().name())
                .put("field", refusal.details().get("field").toString());
    }

    static JsonNode json(Decision decision) {
        return MAPPER.valueToTree(decision);
    }
}
