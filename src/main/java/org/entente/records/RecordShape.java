package org.entente.records;

import java.util.List;
import java.util.Set;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.TypedFields;

/** Where a dataset's records lie now and what they consist of; the same for as long as the governance epoch is. */
public record RecordShape(String table, List<DatasetField> fields, TypedFields typed) {
    /**
     * @param names null for all
     * @throws org.entente.kernel.HubException BAD_INPUT for one that there is not
     */
    List<DatasetField> selected(List<String> names) {
        if (names == null) {
            return fields;
        }
        for (int i = 0; i < names.size(); i++) {
            typed.field(names.get(i), "fields[" + i + "]");
        }
        var wanted = Set.copyOf(names);
        return fields.stream().filter(field -> wanted.contains(field.name)).toList();
    }
}
