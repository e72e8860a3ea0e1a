package org.entente.kernel;

import java.util.ArrayList;
import java.util.List;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Prefix;

/** Makes a statement's constants canonical for its field's type, and refuses statements which the type does not know. */
final class TypedAtom {
    private TypedAtom() {}

    static Atom of(Atom atom, TypedFields fields, FilterPath path) {
        return switch (atom) {
            case Compare c -> compare(c, fields, path.to(key(c.op())));
            case In i -> in(i, fields, path.to("in"));
            case Exists e -> exists(e, fields, path.to("exists"));
            case Prefix p -> prefix(p, fields, path.to("prefix"));
            case InArea a -> inArea(a, fields, path.to("inArea"));
            case Interval i -> interval(i, fields, path.to("interval"));
        };
    }

    private static Compare compare(Compare c, TypedFields fields, FilterPath path) {
        FieldDefinition field = fields.field(c.field(), path);
        Canonical.requireOperable(field, c.op(), path);
        return new Compare(c.field(), c.op(), Canonical.constant(field, c.value(), path.to("value")));
    }

    private static In in(In in, TypedFields fields, FilterPath path) {
        FieldDefinition field = fields.field(in.field(), path);
        Canonical.requireOperable(field, Op.EQ, path);
        List<Object> values = new ArrayList<>(in.values().size());
        for (Object value : in.values()) values.add(Canonical.constant(field, value, path.to("values", values.size())));
        return new In(in.field(), values);
    }

    private static Exists exists(Exists exists, TypedFields fields, FilterPath path) {
        if (fields.field(exists.field(), path).type() == FieldType.JSON)
            throw path.badInput("A field of this type can be read, not filtered");
        return exists;
    }

    private static Prefix prefix(Prefix prefix, TypedFields fields, FilterPath path) {
        require(FieldType.TEXT, fields.field(prefix.field(), path), path);
        return new Prefix(prefix.field(), Canonical.text(prefix.prefix(), path.to("value")));
    }

    /** A place stands for the areas that it lies in. */
    private static InArea inArea(InArea in, TypedFields fields, FilterPath path) {
        FieldDefinition field = fields.field(in.field(), path);
        if (field.type() == FieldType.POINT) field = fields.field(field.name() + TypedFields.AREAS, path);
        require(FieldType.AREAS, field, path);
        return new InArea(field.name(), Canonical.area(in.area(), path.to("area")));
    }

    private static Interval interval(Interval interval, TypedFields fields, FilterPath path) {
        FieldDefinition field = fields.field(interval.field(), path);
        Canonical.requireOperable(field, Op.LT, path);
        return new Interval(
                interval.field(),
                Canonical.constant(field, interval.from(), path.to("from")),
                Canonical.constant(field, interval.to(), path.to("to")));
    }

    private static void require(FieldType type, FieldDefinition field, FilterPath path) {
        if (field.type() != type) throw path.badInput("A field of type " + type + " is expected");
    }

    private static String key(Op op) {
        return switch (op) {
            case EQ -> "eq";
            case NE -> "ne";
            case LT -> "lt";
            case LE -> "le";
            case GT -> "gt";
            case GE -> "ge";
        };
    }
}
