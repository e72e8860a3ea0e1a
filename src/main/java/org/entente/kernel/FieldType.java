package org.entente.kernel;

/** The types of a dataset's fields, with the canonical Java class of their values. */
public enum FieldType {
    /** String in NFC, at most 1,024 bytes of UTF-8, ordered by those bytes. */
    TEXT,
    /** BigDecimal with the field's declared scale, at most 18 digits. */
    DECIMAL,
    /** Long. */
    INTEGER,
    /** Double, finite, without negative zero. */
    DOUBLE,
    /** Instant, whole milliseconds, years 1 to 9999. */
    INSTANT,
    /** Boolean; has equality but no order. */
    BOOLEAN,
    /** {@link Point}; only whether it is there can be asked. */
    POINT,
    /** Set of the codes of the named areas in which the row's place lies. */
    AREAS,
    /** Anything; can be read, not filtered. */
    JSON;

    boolean hasEquality() {
        return isOrdered() || this == BOOLEAN;
    }

    /** Whether its values can be compared and sorted. */
    public boolean isOrdered() {
        return switch (this) {
            case TEXT, DECIMAL, INTEGER, DOUBLE, INSTANT -> true;
            case BOOLEAN, POINT, AREAS, JSON -> false;
        };
    }
}
