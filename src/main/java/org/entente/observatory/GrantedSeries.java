package org.entente.observatory;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.access.Decided;
import org.entente.kernel.NormalForm;
import org.entente.observatory.SeriesFields.Computed;
import org.entente.policy.MaskMethod;
import org.entente.records.Aggregates;
import org.entente.records.BoundSql;
import org.entente.records.GrantedRows;
import org.entente.records.SqlFilter;

/**
 * A decision on a dataset as it holds for its series. Grants that show instants and values as they are and whose row filter is over the
 * series' fields are enforced as on records: what the filter says of measure, place and keys is settled once a series, what it says of
 * instant and value is left for each observation. A series that is computed from all records, or of other series' observations, is granted
 * by who is granted all of them.
 *
 * @param ofRecords the grants that take all records: what they mask decides which computed series they show
 * @param single whether single observations are shown, without which no series that compares them is
 */
record GrantedSeries(Decided decided, GrantedRows rows, GrantedRows ofRecords, SeriesFields fields, boolean single) {
    private static final GrantedRows NO_GRANT = new GrantedRows(List.of());

    static GrantedSeries of(Decided decided, SeriesFields fields) {
        return new GrantedSeries(
                decided,
                GrantedRows.mapped(decided, fields.shape(), fields.needed()),
                ofAllRecords(decided, fields),
                fields,
                true);
    }

    private static GrantedRows ofAllRecords(Decided decided, SeriesFields fields) {
        return fields.computed().isEmpty()
                ? NO_GRANT
                : thatShow(
                        fields.computed(),
                        GrantedRows.mapped(decided, fields.ofRecords(), Set.of()).parts().stream()
                                .filter(part -> part.rows().takesAll())
                                .toList());
    }

    /** Those by which some of these is shown. */
    private static GrantedRows thatShow(List<Computed> computed, List<GrantedRows.GrantedPart> parts) {
        return new GrantedRows(parts.stream()
                .filter(part -> computed.stream()
                        .anyMatch(each ->
                                Collections.disjoint(each.uses(), part.masks().keySet())))
                .toList());
    }

    /**
     * For who may only aggregate: without the grants whose row filter is over instants or values, for what two of them choose could be
     * subtracted. Where groups of records have a least size, what is computed of any number of them is shown to none of these, and what
     * compares single observations never is.
     */
    GrantedSeries ofWholeSeries() {
        var whole = rows.parts().stream()
                .filter(part -> part.rows()
                        .assuming(SeriesFields.VARYING, true)
                        .equals(part.rows().assuming(SeriesFields.VARYING, false)))
                .toList();
        boolean anyGroup = Aggregates.minimumGroupSize(decided.decision()) == 0;
        var counted =
                fields.computed().stream().filter(each -> !each.comparing()).toList();
        return new GrantedSeries(
                decided,
                new GrantedRows(whole),
                anyGroup ? thatShow(counted, ofRecords.parts()) : NO_GRANT,
                fields,
                false);
    }

    /** Whether it is a decision on a result that was computed from the series, and not on the series' own dataset. */
    boolean isDerived(Series series) {
        return !decided.dataset().equals(series.dataset());
    }

    /** Whether no grant carries over to series. */
    boolean areNone() {
        return rows.parts().isEmpty() && ofRecords.parts().isEmpty();
    }

    /** Those of which a grant takes all observations: what is derived of a series is derived of all of them. */
    NormalForm wholeSeries() {
        return NormalForm.any(
                rows.parts().stream().map(part -> whole(part.rows())).toList());
    }

    private static NormalForm whole(NormalForm taken) {
        return taken.assuming(SeriesFields.VARYING, false);
    }

    /** Appends, by grant, whether it takes the series {@code s}: all of its observations, or some that there are; {@code i} is its indicator, {@code n} the neighbourhood that it compares. */
    void appendTaken(BoundSql sql) {
        sql.append("case when s.uses is null then array[");
        appendObserved(sql);
        sql.append("]::boolean[] when n.series is null or ").bind(single, "boolean");
        sql.append(" then array[");
        appendComputed(sql);
        sql.append("]::boolean[] end");
    }

    private void appendObserved(BoundSql sql) {
        var between = "";
        for (var part : rows.parts()) {
            SqlFilter.append(
                    whole(part.rows()),
                    fields.shape().typed(),
                    sql.append(between).append("coalesce("));
            sql.append(" or exists (select from observation o where o.series = s.number and ");
            SqlFilter.append(part.rows(), fields.shape().typed(), sql);
            // what is unknown, of a series without the place or the key that is asked for, is not taken
            sql.append("), false)");
            between = ", ";
        }
    }

    private void appendComputed(BoundSql sql) {
        var between = "";
        for (var part : ofRecords.parts()) {
            sql.append(between + "not s.uses && ").bind(part.masks().keySet().toArray(String[]::new), "text[]");
            between = ", ";
        }
    }

    /**
     * What is granted of one series.
     *
     * @param rows the grants
     * @param left by grant, over instant and value
     */
    record Part(GrantedRows rows, boolean[] taken, List<NormalForm> left) {
        /** The observations that some grant takes. */
        NormalForm observations() {
            return NormalForm.any(left);
        }

        /** By grant, whether it takes all observations; null where none does. */
        boolean[] takingAll() {
            var all = new boolean[left.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = left.get(i).takesAll();
            }
            return contains(all) ? all : null;
        }
    }

    /** Empty where no grant can take any of its observations. */
    Optional<Part> of(Series series) {
        if (series.uses() == null) {
            return part(rows, observed(series));
        }
        return series.comparison() == null || single ? part(ofRecords, computed(series.uses())) : Optional.empty();
    }

    private List<NormalForm> observed(Series series) {
        var values = fields.valuesOf(series);
        return rows.parts().stream()
                .map(part -> part.rows().given(SeriesFields.VARYING, values))
                .toList();
    }

    private List<NormalForm> computed(List<String> uses) {
        return ofRecords.parts().stream()
                .map(part -> uses.stream().noneMatch(part.masks()::containsKey) ? NormalForm.ALL : NormalForm.NONE)
                .toList();
    }

    /** Whether every series of the dataset that compares others is shown. */
    boolean showsComparing() {
        return single
                && fields.computed().stream()
                        .filter(Computed::comparing)
                        .allMatch(each -> !thatShow(List.of(each), ofRecords.parts())
                                .parts()
                                .isEmpty());
    }

    private static Optional<Part> part(GrantedRows rows, List<NormalForm> left) {
        var taken = new boolean[left.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = !left.get(i).takesNone();
        }
        return contains(taken) ? Optional.of(new Part(rows, taken, left)) : Optional.empty();
    }

    private static boolean contains(boolean[] taken) {
        for (boolean each : taken) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is done to the series' own fields. They are those of all of its observations: a grant that shows them for some leaves them masked
     * for those that only another one takes. So the grants that take all of them count, as the least strict of these has it; where there is
     * none, what any of those that take some does, at its strictest.
     */
    static Map<String, MaskMethod> masks(Part part, boolean[] taken) {
        var all = part.takingAll();
        return all == null ? part.rows().strictestMasks(taken) : part.rows().masks(all);
    }

    /** Whether every grant shows it, so that it may be asked by. */
    boolean showsToAll(String field) {
        return rows.showsToAll(field) && ofRecords.showsToAll(field);
    }
}
