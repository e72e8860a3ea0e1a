package org.entente.agreement;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
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

    static List<AgreementSignature> of(List<UUID> agreements) {
        return agreements.isEmpty() ? List.of() : list("agreement in ?1 order by signedAt, party", agreements);
    }
}
