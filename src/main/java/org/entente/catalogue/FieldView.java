package org.entente.catalogue;

import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.kernel.FieldType;
import org.entente.policy.Sensitivity;

@Name("Field")
public record FieldView(
        @NonNull String name,
        @NonNull FieldType type,
        int scale,
        String unit,
        @NonNull Sensitivity sensitivity) {
    static FieldView of(DatasetField field) {
        return new FieldView(field.name, field.type, field.scale, field.unit, field.sensitivity);
    }
}
