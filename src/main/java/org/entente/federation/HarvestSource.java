package org.entente.federation;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/** Where a partner publishes its catalogue, and what holds for datasets that do not say their own. */
@Entity
@Table(name = "harvest_source")
public class HarvestSource extends PanacheEntityBase {
    @Id
    public UUID id;

    public String owner;
    public String address;

    @Enumerated(EnumType.STRING)
    public SourceFormat format;

    @Column(name = "default_access_level")
    @Enumerated(EnumType.STRING)
    public AccessLevel defaultAccessLevel;

    @Column(name = "default_regime")
    @Enumerated(EnumType.STRING)
    public Regime defaultRegime;

    @Column(name = "registered_at")
    public Instant registeredAt;

    @Column(name = "registered_by")
    public String registeredBy;

    public static Optional<HarvestSource> of(String owner, String address) {
        return find("owner = ?1 and address = ?2", owner, address).firstResultOptional();
    }

    static List<HarvestSource> page(String owner, UUID after, int first) {
        return find("owner = ?1 and id > ?2 order by id", owner, after)
                .page(0, first)
                .list();
    }
}
