package org.entente.kernel;

import java.util.List;

/**
 * What callers, consents, rules and decisions say about rows. Kleene's three-valued logic: a statement about a field that is
 * null or absent is unknown, {@link Exists} is always true or false, and only a row for which the whole is true is taken.
 * Constants are JSON scalars (String, BigDecimal, Boolean) until {@link NormalForm#of} makes them canonical for their field.
 */
public sealed interface Filter {
    /** Takes every row. "Everything" has to be said; there is no absent filter. */
    Filter ALL = new And(List.of());

    /** Takes no row. */
    Filter NONE = new Or(List.of());

    record And(List<Filter> of) implements Filter {
        public And {
            of = List.copyOf(of);
        }
    }

    record Or(List<Filter> of) implements Filter {
        public Or {
            of = List.copyOf(of);
        }
    }

    record Not(Filter of) implements Filter {}

    /** A statement about one field. */
    sealed interface Atom extends Filter {
        String field();
    }

    record Compare(String field, Op op, Object value) implements Atom {}

    record In(String field, List<Object> values) implements Atom {
        public In {
            values = List.copyOf(values);
        }
    }

    record Exists(String field) implements Atom {}

    /** The text begins with exactly this; no character is a wildcard. */
    record Prefix(String field, String prefix) implements Atom {}

    /** The place lies in the named area; membership was computed when the row was loaded. */
    record InArea(String field, String area) implements Atom {}

    /** {@code from <= field < to} */
    record Interval(String field, Object from, Object to) implements Atom {}

    enum Op {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE;

        public Op negated() {
            return switch (this) {
                case EQ -> NE;
                case NE -> EQ;
                case LT -> GE;
                case GE -> LT;
                case GT -> LE;
                case LE -> GT;
            };
        }

        /** @param sign of the field's value compared with the constant */
        public boolean holds(int sign) {
            return switch (this) {
                case EQ -> sign == 0;
                case NE -> sign != 0;
                case LT -> sign < 0;
                case LE -> sign <= 0;
                case GT -> sign > 0;
                case GE -> sign >= 0;
            };
        }

        /** Whether it asks for equality alone, which types without an order have too. */
        public boolean isEquality() {
            return this == EQ || this == NE;
        }
    }
}
