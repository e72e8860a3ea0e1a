package org.entente.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entente.identity.Caller;
import org.entente.policy.AccessLevel;
import org.entente.policy.DatasetKind;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A dataset of one owning partner as it stands now; its former states are in {@code dataset_version}. What its publisher says of it
 * is the {@link DatasetDraft}; access level, regime and secrecy are what governs it.
 */
@Entity
public class Dataset extends PanacheEntityBase {
    @Id
    public UUID id;

    public String owner;
    public UUID source;

    @Column(name = "source_key")
    public String sourceKey;

    @Enumerated(EnumType.STRING)
    public DatasetKind kind;

    @Column(name = "access_level")
    @Enumerated(EnumType.STRING)
    public AccessLevel accessLevel;

    @Enumerated(EnumType.STRING)
    public Regime regime;

    @Enumerated(EnumType.STRING)
    public Secrecy secrecy;

    /** What its owner recorded of its lawfulness: null where nothing was. */
    @Column(name = "legal_basis")
    @Enumerated(EnumType.STRING)
    public LegalBasis legalBasis;

    /** How long it is kept, an ISO 8601 period. */
    public String retention;

    @Column(name = "impact_assessment")
    public String impactAssessment;

    @Column(name = "special_category_condition")
    @Enumerated(EnumType.STRING)
    public SpecialCategoryCondition specialCategoryCondition;

    @JdbcTypeCode(SqlTypes.JSON)
    public DatasetDraft draft;

    /** The release in force of a result; null where its sources alone govern it. */
    public UUID release;

    public String fingerprint;
    public long version;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "archived_at")
    public Instant archivedAt;

    public static Optional<Dataset> active(UUID id) {
        return find("id = ?1 and archivedAt is null", id).firstResultOptional();
    }

    /** In the order asked for; archived and unknown ones are left out. */
    public static List<Dataset> active(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, Dataset> found = Dataset.<Dataset>find("id in ?1 and archivedAt is null", ids).stream()
                .collect(Collectors.toMap(dataset -> dataset.id, Function.identity()));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** Where the files are is told of open data and to the owner; all others read through the hub, which cuts to what is granted. */
    public List<Distribution> distributionsFor(Caller caller) {
        return accessLevel == AccessLevel.OPEN || owner.equals(caller.partner())
                ? draft.distributions()
                : draft.distributions().stream()
                        .map(Distribution::withoutAddresses)
                        .toList();
    }

    public String title(String language) {
        return Texts.in(draft.titles(), language);
    }

    public String description(String language) {
        return Texts.in(draft.descriptions(), language);
    }
}
