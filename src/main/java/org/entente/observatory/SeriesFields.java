package org.entente.observatory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.TypedFields;
import org.entente.records.RecordShape;

/**
 * How a dataset's fields stand for its series: an observation is a record with the series' measure, place and keys, an instant and a
 * value. What is granted of the dataset is enforced on these; a field of the dataset that is none of them maps to nothing.
 *
 * @param shape as the enforcers see it, whose columns are those of {@link SeriesStore} and of the index
 * @param computed what its computed series are computed of, where these may be shown
 */
record SeriesFields(RecordShape shape, List<Computed> computed) {
    static final String MEASURE = "measure";
    static final String PLACE = "place";
    static final String AT = "at";
    static final String VALUE = "value";

    /**
     * What some computed series of the dataset are made of.
     *
     * @param uses the fields
     * @param comparing whether single observations of others are compared
     */
    record Computed(List<String> uses, boolean comparing) {}

    /** Those that differ between the observations of a series. */
    static final Set<String> VARYING = Set.of(AT, VALUE);

    /** What an anomaly has beside its series' fields, in the order of a result's fields. */
    static final List<FieldDefinition> DERIVED = List.of(
            new FieldDefinition("anomaly_kind", FieldType.TEXT, "kind"),
            new FieldDefinition("anomaly_severity", FieldType.TEXT, "severity"),
            new FieldDefinition("expected", FieldType.DOUBLE, "expected"),
            new FieldDefinition("band", FieldType.DOUBLE, "band"),
            new FieldDefinition("probability", FieldType.DOUBLE, "probability"));

    /** The columns of observations. */
    static final TypedFields OBSERVED = new TypedFields(List.of(
            new FieldDefinition(AT, FieldType.INSTANT, AT), new FieldDefinition(VALUE, FieldType.DOUBLE, VALUE)));

    private static final String KEY = "k";

    static SeriesFields of(List<DatasetField> fields) {
        return of(fields, List.of());
    }

    static SeriesFields of(List<DatasetField> fields, List<Computed> computed) {
        var typed = new ArrayList<FieldDefinition>();
        for (var field : fields) {
            if (isKey(field)) {
                typed.add(new FieldDefinition(field.name, FieldType.TEXT, column(field)));
            } else if (field.type == typeOf(field.name)) {
                typed.add(new FieldDefinition(field.name, field.type, field.name));
                if (field.type == FieldType.POINT) {
                    typed.add(new FieldDefinition(
                            field.name + TypedFields.AREAS, FieldType.AREAS, field.name + "_areas"));
                }
            }
        }
        return new SeriesFields(new RecordShape(null, fields, new TypedFields(typed)), computed);
    }

    /** As of records, whose every field a row filter can be over. */
    RecordShape ofRecords() {
        return new RecordShape(null, shape.fields(), DatasetFields.typed(shape.fields()));
    }

    /** Those that have to be shown as they are, lest nothing is. */
    Set<String> needed() {
        var needed = new HashSet<>(VARYING);
        DERIVED.stream().map(FieldDefinition::name).filter(this::isAnyField).forEach(needed::add);
        return needed;
    }

    private boolean isAnyField(String name) {
        return shape.fields().stream().anyMatch(field -> field.name.equals(name));
    }

    /** Null for one that is none of a series' own. */
    static FieldType typeOf(String name) {
        return switch (name) {
            case MEASURE -> FieldType.TEXT;
            case PLACE -> FieldType.POINT;
            case AT -> FieldType.INSTANT;
            case VALUE -> FieldType.DOUBLE;
            default -> null;
        };
    }

    static boolean isKey(DatasetField field) {
        return field.type == FieldType.TEXT && typeOf(field.name) == null;
    }

    static String column(DatasetField key) {
        return KEY + key.position;
    }

    List<DatasetField> keys() {
        return shape.fields().stream().filter(SeriesFields::isKey).toList();
    }

    boolean have(String field) {
        return shape.fields().stream().anyMatch(each -> each.name.equals(field) && each.type == typeOf(field));
    }

    /** The canonical value of a field that all of its observations share. */
    Function<String, Object> valuesOf(Series series) {
        return name -> switch (name) {
            case MEASURE -> series.measure();
            case PLACE -> series.place();
            case PLACE + TypedFields.AREAS -> series.areas();
            default -> keyOf(series, name);
        };
    }

    private Object keyOf(Series series, String name) {
        for (var field : keys()) {
            if (field.name.equals(name)) {
                return key(series, field);
            }
        }
        return null;
    }

    /** A field that was added after the series has no value in it. */
    static String key(Series series, DatasetField field) {
        return field.position < series.keys().size() ? series.keys().get(field.position) : null;
    }
}
