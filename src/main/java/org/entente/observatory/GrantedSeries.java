package org.entente.observatory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.access.Decided;
import org.entente.kernel.NormalForm;
import org.entente.policy.MaskMethod;
import org.entente.records.GrantedRows;

/**
 * A decision on a dataset as it holds for its series. Grants that show instants and values as they are and whose row filter is over the
 * series' fields are enforced as on records: what the filter says of measure, place and keys is settled once a series, what it says of
 * instant and value is left for each observation.
 */
record GrantedSeries(Decided decided, GrantedRows rows, SeriesFields fields) {
    static GrantedSeries of(Decided decided, SeriesFields fields) {
        return new GrantedSeries(decided, GrantedRows.mapped(decided, fields.shape(), fields.needed()), fields);
    }

    /**
     * For who may only aggregate: without the grants whose row filter is over instants or values, for what two of them choose could be
     * subtracted.
     */
    GrantedSeries ofWholeSeries() {
        var whole = rows.parts().stream()
                .filter(part -> part.rows()
                        .assuming(SeriesFields.VARYING, true)
                        .equals(part.rows().assuming(SeriesFields.VARYING, false)))
                .toList();
        return new GrantedSeries(decided, new GrantedRows(whole), fields);
    }

    /** Whether it is a decision on a result that was computed from the series, and not on the series' own dataset. */
    boolean isDerived(Series series) {
        return !decided.dataset().equals(series.dataset());
    }

    /** Whether no grant carries over to series. */
    boolean areNone() {
        return rows.parts().isEmpty();
    }

    /** Which series may be taken at all: more than are, where a filter is over instants or values. */
    NormalForm anySeries() {
        return series(true);
    }

    /** Those of which a grant takes all observations: what is derived of a series is derived of all of them. */
    NormalForm wholeSeries() {
        return series(false);
    }

    private NormalForm series(boolean holds) {
        return NormalForm.any(rows.parts().stream()
                .map(part -> part.rows().assuming(SeriesFields.VARYING, holds))
                .toList());
    }

    /**
     * What is granted of one series.
     *
     * @param left by grant, over instant and value
     */
    record Part(boolean[] taken, List<NormalForm> left) {
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
        var values = fields.valuesOf(series);
        var left = new ArrayList<NormalForm>();
        for (var part : rows.parts()) {
            left.add(part.rows().given(SeriesFields.VARYING, values));
        }
        var taken = new boolean[left.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = !left.get(i).takesNone();
        }
        return contains(taken) ? Optional.of(new Part(taken, left)) : Optional.empty();
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
    Map<String, MaskMethod> masks(Part part, boolean[] taken) {
        var all = part.takingAll();
        return all == null ? rows.strictestMasks(taken) : rows.masks(all);
    }

    /** Whether every grant shows it, so that it may be asked by. */
    boolean showsToAll(String field) {
        return rows.parts().stream().noneMatch(part -> part.masks().containsKey(field));
    }
}
