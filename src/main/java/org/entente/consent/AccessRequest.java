package org.entente.consent;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One version of a partner's request to use another's datasets. Append-only: a decision closes it and adds the next. */
@Entity
@Table(name = "access_request")
@IdClass(AccessRequest.Key.class)
public class AccessRequest extends PanacheEntityBase {
    public record Key(UUID id, int version) implements Serializable {}

    @Id
    public UUID id;

    @Id
    public int version;

    public String owner;

    /** Who asks. */
    public String consumer;

    public UUID[] datasets;
    public String purpose;
    public String[] actions;
    public String[] fields;
    public String justification;

    /** Null: from the decision on. */
    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    public UUID agreement;

    @Enumerated(EnumType.STRING)
    public RequestState state;

    /** The owner's words. */
    public String reason;

    /** What it led to. */
    public UUID consent;

    @Column(name = "requested_at")
    public Instant requestedAt;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "recorded_by")
    public String recordedBy;

    @Column(name = "superseded_at")
    public Instant supersededAt;

    static Optional<AccessRequest> current(UUID id) {
        return find("id = ?1 and supersededAt is null", id).firstResultOptional();
    }

    static long countOpen(String consumer) {
        return count("consumer = ?1 and state = ?2 and supersededAt is null", consumer, RequestState.OPEN);
    }

    /** To be decided in this transaction: a second decision waits, then sees the first. */
    static Optional<AccessRequest> lockCurrent(UUID id) {
        find("id = ?1 and version = 1", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
        return current(id);
    }

    /** Those that this partner made or was made, newest first; a page after (requestedAt, id). */
    static List<AccessRequest> page(
            String partner, Set<RequestState> states, Instant before, UUID idBefore, int first) {
        return find("""
                        supersededAt is null and (owner = ?1 or consumer = ?1) and state in ?4
                        and (requestedAt < ?2 or (requestedAt = ?2 and id < ?3))
                        order by requestedAt desc, id desc
                        """, partner, before, idBefore, states).page(0, first).list();
    }

    /** The next version, not yet stored; this one is closed. */
    AccessRequest succeed(RequestState next, Instant now, String by) {
        supersededAt = now;
        var decided = new AccessRequest();
        decided.id = id;
        decided.version = version + 1;
        decided.owner = owner;
        decided.consumer = consumer;
        decided.datasets = datasets;
        decided.purpose = purpose;
        decided.actions = actions;
        decided.fields = fields;
        decided.justification = justification;
        decided.startsAt = startsAt;
        decided.endsAt = endsAt;
        decided.agreement = agreement;
        decided.state = next;
        decided.requestedAt = requestedAt;
        decided.recordedAt = now;
        decided.recordedBy = by;
        return decided;
    }
}
