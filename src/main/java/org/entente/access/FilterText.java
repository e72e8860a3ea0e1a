package org.entente.access;

import java.util.List;
import java.util.stream.Collectors;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/** A filter as a rule that may be told: which fields it looks at and how, never the constants, which can be secrets themselves. */
public final class FilterText {
    private FilterText() {}

    public static String of(Filter filter) {
        return switch (filter) {
            case And(var of) -> joined(of, " and ", "all rows");
            case Or(var of) -> joined(of, " or ", "no row");
            case Not(var of) -> "not (" + of(of) + ")";
            case Compare c -> c.field() + " " + sign(c.op()) + " …";
            case In i -> i.field() + " one of …";
            case Exists e -> e.field() + " is present";
            case Prefix p -> p.field() + " begins with …";
            case InArea a -> a.field() + " in area …";
            case Interval i -> i.field() + " between … and …";
        };
    }

    private static String joined(List<Filter> parts, String word, String none) {
        return parts.isEmpty() ? none : parts.stream().map(part -> part(part)).collect(Collectors.joining(word));
    }

    private static String part(Filter filter) {
        return filter instanceof And || filter instanceof Or ? "(" + of(filter) + ")" : of(filter);
    }

    private static String sign(Filter.Op op) {
        return switch (op) {
            case EQ -> "=";
            case NE -> "≠";
            case LT -> "<";
            case LE -> "≤";
            case GT -> ">";
            case GE -> "≥";
        };
    }
}
