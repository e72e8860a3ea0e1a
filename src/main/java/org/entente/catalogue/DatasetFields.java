package org.entente.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;

/**
 * A dataset's fields as the enforcers see them. Columns have generated names, {@code c<position>}; a place has a second field of
 * the same name with {@code .areas} appended, the codes of the named areas it lies in.
 */
public final class DatasetFields {
    private DatasetFields() {}

    public static TypedFields typed(List<DatasetField> fields) {
        var definitions = new ArrayList<FieldDefinition>(fields.size() + 1);
        for (var field : fields) {
            definitions.add(new FieldDefinition(field.name, field.type, field.scale, column(field)));
            if (field.type == FieldType.POINT) {
                definitions.add(
                        new FieldDefinition(field.name + TypedFields.AREAS, FieldType.AREAS, column(field) + "_areas"));
            }
        }
        return new TypedFields(definitions);
    }

    public static String column(DatasetField field) {
        return "c" + field.position;
    }

    /** The field that a caller means, for a field that was made of it; no other field's name ends so. */
    public static String base(String name) {
        return name.endsWith(TypedFields.AREAS) ? name.substring(0, name.length() - TypedFields.AREAS.length()) : name;
    }

    /** @throws HubException BAD_INPUT at the first name that this dataset has no field of, where {@code path} is the list's */
    public static void requireNames(List<DatasetField> fields, List<String> names, String path) {
        var known = fields.stream().map(field -> field.name).collect(Collectors.toSet());
        for (int i = 0; i < names.size(); i++) {
            if (!known.contains(names.get(i))) {
                throw HubException.badInput(
                        path + "[" + i + "]", "Not every dataset has a field '" + names.get(i) + "'");
            }
        }
    }
}
