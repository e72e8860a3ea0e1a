package org.entente.agreement;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One version of a convention between partners, as it was proposed; what became of it are its {@link AgreementStep}s. */
@Entity
@Immutable
@IdClass(Agreement.Key.class)
public class Agreement extends PanacheEntityBase {
    public record Key(UUID id, int version) implements Serializable {}

    @Id
    public UUID id;

    @Id
    public int version;

    public String[] parties;

    /** By language, {@code fr} and {@code en}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> titles;

    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "ends_at")
    public Instant endsAt;

    /** How long before its end a termination must be given, an ISO 8601 period. */
    public String notice;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<Article> articles;

    @Column(name = "purpose_tree")
    public int purposeTree;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "recorded_by")
    public String recordedBy;

    public String proposer;

    /** Newest first. */
    public static List<Agreement> versions(UUID id) {
        return list("id = ?1 order by version desc", id);
    }

    static List<Agreement> of(List<Key> versions) {
        return getEntityManager().unwrap(Session.class).findMultiple(Agreement.class, List.copyOf(versions));
    }

    public static Optional<Agreement> version(UUID id, int version) {
        return findByIdOptional(new Key(id, version));
    }

    /** To be changed in this transaction, newest first: the first version's row is what changes of an agreement wait for. */
    static List<Agreement> lock(UUID id) {
        find("id = ?1 and version = 1", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
        return versions(id);
    }

    Key key() {
        return new Key(id, version);
    }

    public boolean joins(String... partners) {
        return partyIds().containsAll(Set.of(partners));
    }

    Set<String> partyIds() {
        return Set.of(parties);
    }
}
