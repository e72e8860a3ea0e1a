package org.entente.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * One version of an owner's authorisation to one other partner (French pages: <i>autorisation</i>; never a data subject's
 * consent). Versions are append-only: a change closes the current one and adds the next.
 */
@Entity
@IdClass(Consent.Key.class)
public class Consent extends PanacheEntityBase {
    public record Key(UUID id, int version) implements Serializable {}

    @Id
    public UUID id;

    @Id
    public int version;

    public String owner;
    public String consumer;

    /** The agreement it stands under; null for one that was given before there were agreements, which grants nothing. */
    public UUID agreement;

    /** With the children that they had in the tree of this version. */
    public String[] purposes;

    @Column(name = "purpose_tree")
    public Integer purposeTree;

    public String[] actions;

    /** The fields that are shown; all others of the datasets are masked. */
    public String[] fields;

    @Column(name = "row_filter")
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode rowFilter;

    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    @Column(name = "withdrawn_at")
    public Instant withdrawnAt;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "recorded_by")
    public String recordedBy;

    @Column(name = "superseded_at")
    public Instant supersededAt;

    public static Optional<Consent> current(UUID id) {
        return find("id = ?1 and supersededAt is null", id).firstResultOptional();
    }

    /** To be changed in this transaction: a second change waits, then sees the first. */
    static Optional<Consent> lockCurrent(UUID id) {
        return lock(id).or(() -> lock(id));
    }

    /** Empty too when the version that was waited for was superseded meanwhile: asking again finds the one that followed. */
    private static Optional<Consent> lock(UUID id) {
        return Consent.<Consent>find("id = ?1 and supersededAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Those that this partner gave or was given, newest first; a page after (recordedAt, id). */
    public static List<Consent> page(String partner, Instant recordedBefore, UUID idBefore, int first) {
        return find("""
                        supersededAt is null and (owner = ?1 or consumer = ?1)
                        and (recordedAt < ?2 or (recordedAt = ?2 and id < ?3))
                        order by recordedAt desc, id desc
                        """, partner, recordedBefore, idBefore).page(0, first).list();
    }

    /** The next version, not yet stored; this one is closed. */
    Consent succeed(Instant now, String by) {
        supersededAt = now;
        var next = new Consent();
        next.id = id;
        next.version = version + 1;
        next.owner = owner;
        next.consumer = consumer;
        next.agreement = agreement;
        next.purposes = purposes;
        next.purposeTree = purposeTree;
        next.actions = actions;
        next.fields = fields;
        next.rowFilter = rowFilter;
        next.startsAt = startsAt;
        next.endsAt = endsAt;
        next.recordedAt = now;
        next.recordedBy = by;
        return next;
    }
}
