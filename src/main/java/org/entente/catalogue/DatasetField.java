package org.entente.catalogue;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.kernel.FieldType;
import org.entente.policy.Sensitivity;

/** A column of a dataset's records: its type is inferred at the first load and then fixed, its sensitivity is a steward's word. */
@Entity
@Table(name = "dataset_field")
@IdClass(DatasetField.Key.class)
public class DatasetField extends PanacheEntityBase {
    public record Key(UUID dataset, String name) implements Serializable {}

    @Id
    public UUID dataset;

    @Id
    public String name;

    public int position;

    @Enumerated(EnumType.STRING)
    public FieldType type;

    /** Decimal places of a {@code DECIMAL}, else 0. */
    public int scale;

    public String unit;

    @Enumerated(EnumType.STRING)
    public Sensitivity sensitivity;

    /** Whether a steward said so; until then the sensitivity follows the dataset's regime. */
    public boolean classified;

    public static Map<UUID, List<DatasetField>> ofAll(Collection<UUID> datasets) {
        return DatasetField.<DatasetField>find("dataset in ?1 order by position", datasets).stream()
                .collect(Collectors.groupingBy(field -> field.dataset));
    }

    public static List<DatasetField> of(UUID dataset) {
        return list("dataset = ?1 order by position", dataset);
    }
}
