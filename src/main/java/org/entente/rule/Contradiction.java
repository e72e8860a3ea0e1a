package org.entente.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.kernel.Canonical;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;
import org.entente.kernel.NormalForm;

/**
 * Whether a filter can take no row at all, as far as it is simply told. For each field of a conjunction: values that are asked for are tried on all
 * its statements; else its lower bounds are compared with its upper ones, and what must be absent with what must be there. A disjunction is
 * contradictory when each branch is. Not decided: a conjunction whose disjunctions only contradict each other, prefixes against bounds,
 * numbers between two neighbours, areas.
 */
final class Contradiction {
    private Contradiction() {}

    static boolean in(NormalForm form) {
        return isIn(form.root());
    }

    private static boolean isIn(Filter filter) {
        return switch (filter) {
            case Or(var of) -> of.stream().allMatch(Contradiction::isIn);
            case And(var of) ->
                of.stream().filter(Or.class::isInstance).anyMatch(Contradiction::isIn)
                        || byField(of).values().stream().anyMatch(Contradiction::isInOneField);
            case Not not -> false;
            case Atom atom -> isInOneField(List.of(atom));
        };
    }

    private static Map<String, List<Filter>> byField(List<Filter> parts) {
        var fields = new LinkedHashMap<String, List<Filter>>();
        for (var part : parts) {
            field(part)
                    .forEach(field -> fields.computeIfAbsent(field, any -> new ArrayList<>())
                            .add(part));
        }
        return fields;
    }

    private static Stream<String> field(Filter part) {
        return switch (part) {
            case Atom atom -> Stream.of(atom.field());
            case Not(Atom atom) -> Stream.of(atom.field());
            default -> Stream.empty();
        };
    }

    private static boolean isInOneField(List<Filter> statements) {
        if (statements.stream().anyMatch(Contradiction::mustBeAbsent)) {
            return statements.size() > 1 && !statements.stream().allMatch(Contradiction::mustBeAbsent);
        }
        var candidates = statements.stream().flatMap(Contradiction::askedFor).toList();
        return candidates.isEmpty()
                ? boundsAreEmpty(statements)
                : candidates.stream().noneMatch(value -> all(statements, value));
    }

    private static boolean mustBeAbsent(Filter statement) {
        return statement instanceof Not(Exists exists);
    }

    private static Stream<Object> askedFor(Filter statement) {
        return switch (statement) {
            case Compare(var field, var op, var value) when op == Op.EQ -> Stream.of(value);
            case In in -> in.values().stream();
            default -> Stream.empty();
        };
    }

    private static boolean all(List<Filter> statements, Object value) {
        return statements.stream().allMatch(statement -> holds(statement, value));
    }

    private static boolean holds(Filter statement, Object value) {
        return switch (statement) {
            case Compare c -> c.op().holds(Canonical.compare(value, c.value()));
            case In in -> in.values().stream().anyMatch(one -> Canonical.compare(value, one) == 0);
            case Interval i -> Canonical.compare(value, i.from()) >= 0 && Canonical.compare(value, i.to()) < 0;
            case Prefix p -> ((String) value).startsWith(p.prefix());
            case Exists exists -> true;
            case InArea area -> true;
            case Not(var of) -> !holds(of, value);
            case And and -> true;
            case Or or -> true;
        };
    }

    private record Bound(Object value, boolean inclusive) {}

    private static boolean boundsAreEmpty(List<Filter> statements) {
        var uppers = statements.stream().flatMap(Contradiction::upper).toList();
        return statements.stream()
                .flatMap(Contradiction::lower)
                .anyMatch(lower -> uppers.stream().anyMatch(upper -> isEmpty(lower, upper)));
    }

    private static boolean isEmpty(Bound lower, Bound upper) {
        int sign = Canonical.compare(lower.value, upper.value);
        return sign > 0 || sign == 0 && !(lower.inclusive && upper.inclusive);
    }

    private static Stream<Bound> lower(Filter statement) {
        return switch (statement) {
            case Compare(var field, var op, var value)
            when op == Op.GT || op == Op.GE -> Stream.of(new Bound(value, op == Op.GE));
            case Interval i -> Stream.of(new Bound(i.from(), true));
            default -> Stream.empty();
        };
    }

    private static Stream<Bound> upper(Filter statement) {
        return switch (statement) {
            case Compare(var field, var op, var value)
            when op == Op.LT || op == Op.LE -> Stream.of(new Bound(value, op == Op.LE));
            case Interval i -> Stream.of(new Bound(i.to(), false));
            default -> Stream.empty();
        };
    }
}
