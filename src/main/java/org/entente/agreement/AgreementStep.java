package org.entente.agreement;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** That a version of an agreement entered a state. */
@Entity
@Immutable
@Table(name = "agreement_step")
@IdClass(AgreementStep.Key.class)
public class AgreementStep extends PanacheEntityBase {
    public record Key(UUID agreement, int version, AgreementState state) implements Serializable {}

    @Id
    public UUID agreement;

    @Id
    public int version;

    @Id
    @Enumerated(EnumType.STRING)
    public AgreementState state;

    /** From when; for a termination the end of the notice. */
    public Instant at;

    /** Whose steward did it. */
    public String party;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "recorded_by")
    public String recordedBy;

    static List<AgreementStep> of(List<UUID> agreements) {
        return agreements.isEmpty() ? List.of() : list("agreement in ?1", agreements);
    }
}
