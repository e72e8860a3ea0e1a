package org.entente.records;

/** One key of a sort; rows without a value come last in either direction. */
public record Order(String field, Direction direction) {
    public enum Direction {
        ASC,
        DESC
    }

    public static Order asc(String field) {
        return new Order(field, Direction.ASC);
    }

    public static Order desc(String field) {
        return new Order(field, Direction.DESC);
    }
}
