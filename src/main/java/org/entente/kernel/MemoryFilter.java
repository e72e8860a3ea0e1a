package org.entente.kernel;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/** The enforcer for streams: one row at a time, two-valued, a statement holding only where its value is present. */
public final class MemoryFilter {
    private MemoryFilter() {}

    /** @param row gives a field's canonical value by the field's name, null where it is absent */
    public static boolean takes(NormalForm form, Function<String, ?> row) {
        return takes(form.root(), row);
    }

    private static boolean takes(Filter filter, Function<String, ?> row) {
        return switch (filter) {
            case And(var of) -> takesAll(of, row);
            case Or(var of) -> takesAny(of, row);
            case Exists(var field) -> row.apply(field) != null;
            case Not(Exists(var field)) -> row.apply(field) == null;
            case Not(Atom atom) -> {
                Object value = row.apply(atom.field());
                yield value != null && !holds(atom, value);
            }
            case Atom atom -> {
                Object value = row.apply(atom.field());
                yield value != null && holds(atom, value);
            }
            case Not not -> throw new IllegalStateException("not in normal form");
        };
    }

    private static boolean takesAll(List<Filter> of, Function<String, ?> row) {
        for (Filter part : of) if (!takes(part, row)) return false;
        return true;
    }

    private static boolean takesAny(List<Filter> of, Function<String, ?> row) {
        for (Filter part : of) if (takes(part, row)) return true;
        return false;
    }

    private static boolean holds(Atom atom, Object value) {
        return switch (atom) {
            case Compare c -> c.op().holds(Canonical.compare(value, c.value()));
            case In in -> isOneOf(in.values(), value);
            case Exists exists -> true;
            case Prefix p -> ((String) value).startsWith(p.prefix());
            case InArea in -> ((Collection<?>) value).contains(in.area());
            case Interval i -> Canonical.compare(value, i.from()) >= 0 && Canonical.compare(value, i.to()) < 0;
        };
    }

    private static boolean isOneOf(List<Object> values, Object value) {
        for (Object one : values) if (Canonical.compare(value, one) == 0) return true;
        return false;
    }
}
