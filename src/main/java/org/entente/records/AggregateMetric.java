package org.entente.records;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;

/** One number that is computed for every group. */
@Input("AggregateMetric")
public record AggregateMetric(
        @NonNull Kind kind,

        @Description("A numeric field; COUNT takes any or none, and counts the rows that have it")
        String field,

        @Description("For PERCENTILE: between 0 and 1, such as 0.5 for the median")
        Double percentile) {

    /** What is computed. */
    @Name("AggregateMetricKind")
    public enum Kind {
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        PERCENTILE
    }

    /** Null for a count of rows. */
    FieldDefinition field(TypedFields fields, String path) {
        requirePercentile(path);
        if (field == null && kind == Kind.COUNT) {
            return null;
        }
        if (field == null) {
            throw HubException.badInput(path + ".field", "A field is expected");
        }
        var definition = fields.field(field, path + ".field");
        if (kind == Kind.COUNT ? !isScalar(definition.type()) : !isNumeric(definition.type())) {
            throw HubException.badInput(
                    path + ".field", "A field of type " + definition.type() + " has no such metric");
        }
        return definition;
    }

    private void requirePercentile(String path) {
        if ((kind == Kind.PERCENTILE) != (percentile != null)
                || percentile != null && !(percentile >= 0 && percentile <= 1)) {
            throw HubException.badInput(path + ".percentile", "Between 0 and 1, for PERCENTILE alone");
        }
    }

    static boolean isNumeric(FieldType type) {
        return type == FieldType.INTEGER || type == FieldType.DECIMAL || type == FieldType.DOUBLE;
    }

    private static boolean isScalar(FieldType type) {
        return type.isOrdered() || type == FieldType.BOOLEAN;
    }
}
