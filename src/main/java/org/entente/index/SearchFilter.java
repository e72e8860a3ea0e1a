package org.entente.index;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.UntypedRangeQuery;
import co.elastic.clients.json.JsonData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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

/** The enforcer for search: a normal form as an Elasticsearch query without scores, on fields kept as {@link SearchFields} says. */
public final class SearchFilter {
    private static final Query ALL = Query.of(q -> q.matchAll(m -> m));
    private static final Query NONE = Query.of(q -> q.matchNone(m -> m));

    private final TypedFields fields;

    private SearchFilter(TypedFields fields) {
        this.fields = fields;
    }

    /** To be used in filter context. */
    public static Query of(NormalForm form, TypedFields fields) {
        return new SearchFilter(fields).query(form.root());
    }

    private Query query(Filter filter) {
        return switch (filter) {
            case And(var of) -> of.isEmpty() ? ALL : Query.of(q -> q.bool(b -> b.filter(queries(of))));
            case Or(var of) ->
                of.isEmpty()
                        ? NONE
                        : Query.of(q -> q.bool(b -> b.should(queries(of)).minimumShouldMatch("1")));
            case Not(Exists(var field)) -> Query.of(q -> q.bool(b -> b.mustNot(exists(field))));
            case Not(Atom atom) -> presentAndNot(atom.field(), query(atom));
            case Not not -> throw new IllegalStateException("not in normal form");
            case Compare c -> compare(fields.field(c.field()), c.op(), c.value());
            case In in -> in(fields.field(in.field()), in.values());
            case Exists(var field) -> exists(field);
            case Prefix p ->
                Query.of(q -> q.prefix(x -> x.field(column(p.field())).value(p.prefix())));
            case InArea(var field, var area) -> term(column(field), FieldValue.of(area));
            case Interval i -> interval(fields.field(i.field()), i);
        };
    }

    private List<Query> queries(List<Filter> filters) {
        List<Query> queries = new ArrayList<>(filters.size());
        for (Filter filter : filters) queries.add(query(filter));
        return queries;
    }

    /** must_not alone would take rows without the field. */
    private Query presentAndNot(String name, Query query) {
        return Query.of(q -> q.bool(b -> b.filter(exists(name)).mustNot(query)));
    }

    private Query exists(String name) {
        return Query.of(q -> q.exists(e -> e.field(column(name))));
    }

    private Query compare(FieldDefinition field, Op op, Object constant) {
        return switch (op) {
            case EQ -> isStorable(field, constant) ? term(field.column(), value(field, constant)) : NONE;
            case NE -> presentAndNot(field.name(), compare(field, Op.EQ, constant));
            case LT -> range(field, r -> r.lt(bound(field, constant, RoundingMode.CEILING)));
            case LE -> range(field, r -> r.lte(bound(field, constant, RoundingMode.FLOOR)));
            case GT -> range(field, r -> r.gt(bound(field, constant, RoundingMode.FLOOR)));
            case GE -> range(field, r -> r.gte(bound(field, constant, RoundingMode.CEILING)));
        };
    }

    private Query in(FieldDefinition field, List<Object> constants) {
        List<FieldValue> values = new ArrayList<>(constants.size());
        for (Object constant : constants) if (isStorable(field, constant)) values.add(value(field, constant));
        return Query.of(q -> q.terms(t -> t.field(field.column()).terms(v -> v.value(values))));
    }

    private Query interval(FieldDefinition field, Interval i) {
        return range(
                field,
                r -> r.gte(bound(field, i.from(), RoundingMode.CEILING))
                        .lt(bound(field, i.to(), RoundingMode.CEILING)));
    }

    private static Query term(String column, FieldValue value) {
        return Query.of(q -> q.term(t -> t.field(column).value(value)));
    }

    /** Untyped, because the client's numeric range goes through double and loses digits of a long. */
    private static Query range(FieldDefinition field, UnaryOperator<UntypedRangeQuery.Builder> bounds) {
        return Query.of(q -> q.range(r -> r.untyped(u -> bounds.apply(u.field(field.column())))));
    }

    /** A decimal finer or larger than its field equals no stored value; comparing with it goes by the next scaled long. */
    private static JsonData bound(FieldDefinition field, Object constant, RoundingMode rounding) {
        return JsonData.of(
                switch (constant) {
                    case BigDecimal d -> SearchFields.scaled(d, field.scale(), rounding);
                    case Instant i -> i.toEpochMilli();
                    default -> constant;
                });
    }

    private static boolean isStorable(FieldDefinition field, Object constant) {
        return field.type() != FieldType.DECIMAL || ((BigDecimal) constant).scale() <= field.scale();
    }

    private static FieldValue value(FieldDefinition field, Object constant) {
        return switch (constant) {
            case BigDecimal d -> FieldValue.of(SearchFields.scaled(d, field.scale(), RoundingMode.UNNECESSARY));
            case Instant i -> FieldValue.of(i.toEpochMilli());
            case Long l -> FieldValue.of(l);
            case Double d -> FieldValue.of(d);
            case Boolean b -> FieldValue.of(b);
            default -> FieldValue.of((String) constant);
        };
    }

    private String column(String name) {
        return fields.field(name).column();
    }
}
