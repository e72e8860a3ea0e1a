package org.entente.kernel;

/**
 * A field as the enforcers see it.
 *
 * @param scale digits after the decimal point, for DECIMAL; else 0
 * @param column generated name in the table or index, never a text from outside; a POINT has {@code <column>_lon, <column>_lat}
 * @param nullable false where the table refuses nulls, which lets pages start inside an index
 */
public record FieldDefinition(String name, FieldType type, int scale, String column, boolean nullable) {
    public FieldDefinition {
        if (!column.matches("[a-z][a-z0-9_]*")) throw new IllegalArgumentException("not a generated name: " + column);
        if (scale < 0 || scale > Canonical.MAX_DIGITS) throw new IllegalArgumentException("scale " + scale);
    }

    public FieldDefinition(String name, FieldType type, int scale, String column) {
        this(name, type, scale, column, true);
    }

    public FieldDefinition(String name, FieldType type, String column) {
        this(name, type, 0, column);
    }
}
