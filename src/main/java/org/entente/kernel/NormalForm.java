package org.entente.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

/**
 * A filter in negation normal form with canonical constants, the only thing that enforcers take. {@link Not} stands only before
 * Exists, In, Prefix and InArea; and/or are flat; true and false are folded. Such a tree is monotone, so that "unknown" and
 * "false" can no longer be told apart: an enforcer may be two-valued, with each statement read as "present and so". That is
 * what keeps three enforcers in agreement with Kleene's logic.
 */
public final class NormalForm {
    public static final NormalForm ALL = new NormalForm(Filter.ALL);
    public static final NormalForm NONE = new NormalForm(Filter.NONE);

    private final Filter root;

    private NormalForm(Filter root) {
        this.root = root;
    }

    /**
     * @param path name of the filter in errors
     * @throws HubException BAD_INPUT with the path of an unknown field or a constant that does not suit its field,
     *     LIMIT_EXCEEDED beyond {@link FilterBounds#COMBINED}
     */
    public static NormalForm of(Filter filter, TypedFields fields, String path) {
        return new NormalForm(new Walk(fields).walk(filter, false, 0, FilterPath.root(path)));
    }

    /** Takes what each of them takes; all rows when there are none. */
    public static NormalForm all(List<NormalForm> forms) {
        return combined(forms, true);
    }

    /** Takes what at least one of them takes; no row when there are none. */
    public static NormalForm any(List<NormalForm> forms) {
        return combined(forms, false);
    }

    private static NormalForm combined(List<NormalForm> forms, boolean and) {
        Parts parts = new Parts(and, forms.size());
        for (NormalForm form : forms) parts.add(form.root);
        return new NormalForm(parts.joined());
    }

    /**
     * What is left of it for rows of which all is known but the open fields: it takes the same of them.
     *
     * @param row gives a known field's canonical value by the field's name
     */
    public NormalForm given(Set<String> open, Function<String, ?> row) {
        return new NormalForm(replaced(root, part -> {
            if (open.contains(fieldOf(part))) {
                return part;
            }
            return MemoryFilter.takes(new NormalForm(part), row) ? Filter.ALL : Filter.NONE;
        }));
    }

    /**
     * With every statement on these fields taken to hold, or not to: the rows that may be taken whatever the fields are, or those that are
     * for certain. No negation stands above a statement, so that this is all that the fields can make of it.
     */
    public NormalForm assuming(Set<String> fields, boolean holds) {
        Filter assumed = holds ? Filter.ALL : Filter.NONE;
        return new NormalForm(replaced(root, part -> fields.contains(fieldOf(part)) ? assumed : part));
    }

    private static Filter replaced(Filter filter, UnaryOperator<Filter> statement) {
        return switch (filter) {
            case And(var of) -> replaced(of, true, statement);
            case Or(var of) -> replaced(of, false, statement);
            case Filter part -> statement.apply(part);
        };
    }

    private static Filter replaced(List<Filter> of, boolean and, UnaryOperator<Filter> statement) {
        Parts parts = new Parts(and, of.size());
        for (Filter part : of) parts.add(replaced(part, statement));
        return parts.joined();
    }

    private static String fieldOf(Filter statement) {
        return statement instanceof Not(Atom atom) ? atom.field() : ((Atom) statement).field();
    }

    public Filter root() {
        return root;
    }

    public boolean takesAll() {
        return isAll(root);
    }

    public boolean takesNone() {
        return isNone(root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NormalForm form && root.equals(form.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return FilterJson.write(root).toString();
    }

    private static boolean isAll(Filter filter) {
        return filter instanceof And(var of) && of.isEmpty();
    }

    private static boolean isNone(Filter filter) {
        return filter instanceof Or(var of) && of.isEmpty();
    }

    private static final class Walk {
        private final FilterBounds.Count count = new FilterBounds.Count(FilterBounds.COMBINED);
        private final TypedFields fields;

        Walk(TypedFields fields) {
            this.fields = fields;
        }

        Filter walk(Filter filter, boolean negated, int depth, FilterPath path) {
            count.part(path, depth);
            return switch (filter) {
                case And(var of) -> join(of, "and", !negated, negated, depth, path);
                case Or(var of) -> join(of, "or", negated, negated, depth, path);
                case Not(var of) -> walk(of, !negated, depth + 1, path.to("not"));
                case Atom atom -> atom(atom, negated, path);
            };
        }

        private Filter join(List<Filter> of, String key, boolean and, boolean negated, int depth, FilterPath path) {
            Parts parts = new Parts(and, of.size());
            for (int i = 0; i < of.size(); i++) parts.add(walk(of.get(i), negated, depth + 1, path.to(key, i)));
            return parts.joined();
        }

        private Filter atom(Atom atom, boolean negated, FilterPath path) {
            if (atom instanceof In in)
                count.list(path.to("in").to("values"), in.values().size());
            Atom typed = TypedAtom.of(atom, fields, path);
            return negated ? negation(typed) : isEmptyIn(typed) ? NONE.root : typed;
        }
    }

    private static Filter negation(Atom atom) {
        return switch (atom) {
            case Compare(var field, var op, var value) -> new Compare(field, op.negated(), value);
            case Interval(var field, var from, var to) ->
                new Or(List.of(new Compare(field, Op.LT, from), new Compare(field, Op.GE, to)));
            // "not one of none" is true of what is present; SQL's <> all ('{}') would take nulls too
            case In in when isEmptyIn(in) -> new Exists(in.field());
            case In in -> new Not(in);
            case Exists exists -> new Not(exists);
            case Prefix prefix -> new Not(prefix);
            case InArea inArea -> new Not(inArea);
        };
    }

    private static boolean isEmptyIn(Atom atom) {
        return atom instanceof In in && in.values().isEmpty();
    }

    /** The parts of one and/or while it is put together: its own kind is taken in flat, the neutral one vanishes. */
    private static final class Parts {
        private final boolean and;
        private final List<Filter> parts;
        private boolean decided;

        Parts(boolean and, int size) {
            this.and = and;
            this.parts = new ArrayList<>(size);
        }

        void add(Filter part) {
            if (and ? isNone(part) : isAll(part)) decided = true;
            else if (and && part instanceof And(var of)) parts.addAll(of);
            else if (!and && part instanceof Or(var of)) parts.addAll(of);
            else parts.add(part);
        }

        Filter joined() {
            if (decided) return and ? Filter.NONE : Filter.ALL;
            if (parts.size() == 1) return parts.getFirst();
            return and ? new And(parts) : new Or(parts);
        }
    }
}
