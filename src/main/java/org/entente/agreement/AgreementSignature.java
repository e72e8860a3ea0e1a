package org.entente.agreement;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A party's signature under one version of an agreement. */
@Entity
@Immutable
@Table(name = "agreement_signature")
@IdClass(AgreementSignature.Key.class)
public class AgreementSignature extends PanacheEntityBase {
    public record Key(UUID agreement, int version, String party) implements Serializable {}

    @Id
    public UUID agreement;

    @Id
    public int version;

    @Id
    public String party;

    @Column(name = "signed_at")
    public Instant signedAt;

    @Column(name = "signed_by")
    public String signedBy;

    static List<AgreementSignature> of(Agreement agreement) {
        return list("agreement = ?1 and version = ?2 order by signedAt, party", agreement.id, agreement.version);
    }

    /** Of these versions, and of some others of these agreements. */
    static List<AgreementSignature> of(Collection<Agreement.Key> versions) {
        return versions.isEmpty()
                ? List.of()
                : list(
                        "agreement in ?1 and version in ?2 order by signedAt, party",
                        versions.stream().map(Agreement.Key::id).toList(),
                        versions.stream().map(Agreement.Key::version).toList());
    }

    Agreement.Key signed() {
        return new Agreement.Key(agreement, version);
    }
}
