package org.entente.records;

import java.util.List;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
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
import org.entente.kernel.TypedFields;

/**
 * The enforcer for records: a normal form as a PostgreSQL predicate. What SQL calls unknown is not selected, and the normal
 * form's negations never turn unknown into true. Values are bound, lists as one array each (a statement has 65,535 parameters).
 */
public final class SqlFilter {
    private final TypedFields fields;
    private final BoundSql sql;

    private SqlFilter(TypedFields fields, BoundSql sql) {
        this.fields = fields;
        this.sql = sql;
    }

    /** Appends a predicate that can stand beside {@code and}: it is in parentheses where it needs them. */
    public static void append(NormalForm form, TypedFields fields, BoundSql sql) {
        new SqlFilter(fields, sql).write(form.root());
    }

    private void write(Filter filter) {
        switch (filter) {
            case And(var of) -> join(of, " and ", "true");
            case Or(var of) -> join(of, " or ", "false");
            case Not(Exists(var field)) -> present(field).append(" is null");
            case Not(Atom atom) -> {
                sql.append("not (");
                write(atom);
                sql.append(")");
            }
            case Not not -> throw new IllegalStateException("not in normal form");
            case Compare c -> compare(c.field(), operator(c.op()), c.value());
            case In in -> in(in);
            case Exists(var field) -> present(field).append(" is not null");
            case Prefix p -> compare(p.field(), " ^@ ", p.prefix());
            case InArea(var field, var area) ->
                column(field).append(" @> array[").bind(area, "text").append("]");
            case Interval i -> {
                compare(i.field(), " >= ", i.from());
                sql.append(" and ");
                compare(i.field(), " < ", i.to());
            }
        }
    }

    private void join(List<Filter> of, String word, String empty) {
        if (of.isEmpty()) {
            sql.append(empty);
            return;
        }
        String before = "(";
        for (Filter part : of) {
            sql.append(before);
            write(part);
            before = word;
        }
        sql.append(")");
    }

    private void compare(String name, String operator, Object value) {
        FieldDefinition field = fields.field(name);
        sql.append(SqlTypes.ordered(field)).append(operator).bind(value, SqlTypes.of(field.type()));
    }

    /** Elements travel as text: the driver has arrays of neither numeric nor timestamptz. */
    private void in(In in) {
        FieldDefinition field = fields.field(in.field());
        String[] values = new String[in.values().size()];
        for (int i = 0; i < values.length; i++) values[i] = in.values().get(i).toString();
        sql.append(SqlTypes.ordered(field)).append(" = any (").bind(values, "text[]");
        if (field.type() != FieldType.TEXT)
            sql.append("::").append(SqlTypes.of(field.type())).append("[]");
        sql.append(")");
    }

    private BoundSql column(String name) {
        return sql.append(fields.field(name).column());
    }

    private BoundSql present(String name) {
        FieldDefinition field = fields.field(name);
        return sql.append(field.column()).append(field.type() == FieldType.POINT ? "_lon" : "");
    }

    private static String operator(Op op) {
        return switch (op) {
            case EQ -> " = ";
            case NE -> " <> ";
            case LT -> " < ";
            case LE -> " <= ";
            case GT -> " > ";
            case GE -> " >= ";
        };
    }
}
