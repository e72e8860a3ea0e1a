package org.entente.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of one dataset or index, by name. */
public final class TypedFields {
    /** Appended to a place's name, the field of the areas that it lies in. */
    public static final String AREAS = ".areas";

    private final Map<String, FieldDefinition> byName = new LinkedHashMap<>();

    public TypedFields(Collection<FieldDefinition> fields) {
        for (FieldDefinition field : fields)
            if (byName.put(field.name(), field) != null)
                throw new IllegalArgumentException("two fields named " + field.name());
    }

    public Collection<FieldDefinition> all() {
        return byName.values();
    }

    /** @throws HubException BAD_INPUT at {@code path} when there is none of this name */
    public FieldDefinition field(String name, String path) {
        FieldDefinition field = byName.get(name);
        if (field == null) throw HubException.badInput(path, "There is no field '" + name + "'");
        return field;
    }

    /** For names that a {@link NormalForm} was already checked with. */
    public FieldDefinition field(String name) {
        return field(name, "field");
    }

    FieldDefinition field(String name, FilterPath path) {
        FieldDefinition field = byName.get(name);
        if (field == null) throw path.to("field").badInput("There is no field '" + name + "'");
        return field;
    }
}
