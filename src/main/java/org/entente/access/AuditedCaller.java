package org.entente.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.entente.identity.Caller;
import org.entente.identity.Role;

/** A caller as an audit event keeps it: enough of it to decide again. */
public final class AuditedCaller {
    private static final String ROLES = "roles";
    private static final String PURPOSES = "purposes";

    private AuditedCaller() {}

    /** What decisions depend on and the event's own columns do not say. */
    static ObjectNode detail(Caller caller) {
        var detail = JsonNodeFactory.instance.objectNode();
        caller.roles().stream().sorted().forEach(detail.putArray(ROLES)::add);
        caller.purposes().forEach(detail.putArray(PURPOSES)::add);
        return detail;
    }

    /** @param detail null of events that were written before it was kept: by an agent then, for the one purpose */
    public static Caller of(String subject, String partner, String purpose, String justification, JsonNode detail) {
        boolean kept = detail != null && detail.has(ROLES);
        var roles = kept ? texts(detail, ROLES) : Set.of(Role.PARTNER_AGENT);
        var purposes = kept ? texts(detail, PURPOSES) : purpose == null ? Set.<String>of() : Set.of(purpose);
        return subject == null
                ? Caller.CITIZEN
                : new Caller(subject, null, partner, roles, purposes, null, justification);
    }

    private static Set<String> texts(JsonNode detail, String name) {
        var texts = new HashSet<String>();
        detail.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
