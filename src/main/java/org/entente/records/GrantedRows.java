package org.entente.records;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.Decided;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.FilterBounds;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.entente.policy.Decision.Grant;
import org.entente.policy.Decision.Mask;

/**
 * A decision's grants, ready to be enforced on rows. Grants are alternatives and never merged: a value is shown in a row if some
 * grant that takes the row shows it, and a field may be filtered or sorted on only if every grant shows it.
 */
record GrantedRows(List<GrantedPart> parts) {
    /** @param masked fields that this grant does not show */
    record GrantedPart(NormalForm rows, Set<String> masked) {}

    static GrantedRows of(Decided decided, RecordShape shape) {
        return new GrantedRows(decided.decision().grants().stream()
                .map(grant -> new GrantedPart(rows(grant, shape.typed()), masked(grant, decided, shape)))
                .toList());
    }

    private static NormalForm rows(Grant grant, TypedFields fields) {
        return NormalForm.of(
                FilterJson.read(grant.rowFilter(), "rowFilter", FilterBounds.COMBINED), fields, "rowFilter");
    }

    /**
     * Whatever the method: until a transformed value can be computed, none is shown. Nor is a field that the decision did not know
     * of: the table can be newer than the decision.
     */
    private static Set<String> masked(Grant grant, Decided decided, RecordShape shape) {
        return Stream.concat(
                        grant.masks().stream().map(Mask::field),
                        shape.fields().stream()
                                .map(field -> field.name)
                                .filter(name -> !decided.fields().contains(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether which grant takes a row makes a difference to it. */
    boolean alike() {
        return parts.stream().map(GrantedPart::masked).distinct().count() == 1;
    }

    /** What no grant shows in any row. */
    Set<String> maskedByAll() {
        var masked = new HashSet<>(parts.getFirst().masked);
        parts.forEach(part -> masked.retainAll(part.masked));
        return masked;
    }

    /**
     * What the grants that take this row do not show.
     *
     * @param taken a bit a grant, at least one of them set
     */
    Set<String> masked(boolean[] taken) {
        Set<String> masked = null;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] && masked == null) {
                masked = new HashSet<>(parts.get(i).masked);
            } else if (taken[i]) {
                masked.retainAll(parts.get(i).masked);
            }
        }
        return masked;
    }

    /** @throws HubException MASKED_FIELD_USED where even asking would tell of a value that some row hides */
    void requireShown(String field, String path) {
        var base = DatasetFields.base(field);
        if (parts.stream().anyMatch(part -> part.masked.contains(base))) {
            throw new HubException(
                    ErrorCode.MASKED_FIELD_USED,
                    "The field '" + base + "' is masked for you; it cannot be filtered or sorted on",
                    Map.of("path", path, "field", base));
        }
    }

    void requireShown(Filter filter, String path) {
        switch (filter) {
            case And(var of) -> of.forEach(part -> requireShown(part, path));
            case Or(var of) -> of.forEach(part -> requireShown(part, path));
            case Not(var of) -> requireShown(of, path);
            case Atom atom -> requireShown(atom.field(), path);
        }
    }
}
