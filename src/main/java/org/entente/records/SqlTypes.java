package org.entente.records;

import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;

/** PostgreSQL's types for ours. */
final class SqlTypes {
    private SqlTypes() {}

    /** What a constant is cast to; a POINT is two columns of this type. */
    static String of(FieldType type) {
        return switch (type) {
            case TEXT -> "text";
            case DECIMAL -> "numeric";
            case INTEGER -> "bigint";
            case DOUBLE, POINT -> "float8";
            case INSTANT -> "timestamptz";
            case BOOLEAN -> "boolean";
            case AREAS -> "text[]";
            case JSON -> "jsonb";
        };
    }

    /** The column where it is compared. The collation is said although the column has it: an order must not hang on a locale. */
    static String ordered(FieldDefinition field) {
        return field.type() == FieldType.TEXT ? field.column() + " collate \"C\"" : field.column();
    }
}
