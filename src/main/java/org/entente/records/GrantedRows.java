package org.entente.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.entente.access.Decided;
import org.entente.catalogue.DatasetField;
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
import org.entente.kernel.MemoryFilter;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.entente.policy.Decision.Grant;
import org.entente.policy.MaskMethod;

/**
 * A decision's grants, ready to be enforced on rows. Grants are alternatives and never merged: a value is shown in a row if some
 * grant that takes the row shows it, else as the least strict of their masks leaves it, and a field may be filtered or sorted on
 * only if every grant shows it.
 */
public record GrantedRows(List<GrantedPart> parts) {
    /** @param masks by field, what this grant does to it; a field that is shown as it is has none */
    public record GrantedPart(NormalForm rows, Map<String, MaskMethod> masks) {}

    static GrantedRows of(Decided decided, RecordShape shape) {
        return new GrantedRows(decided.decision().grants().stream()
                .map(grant -> new GrantedPart(rows(grant, shape.typed()), masks(grant, decided.fields(), shape)))
                .toList());
    }

    /**
     * For what shows records in another form, such as series. A grant whose row filter is over other fields than these, or that does
     * not show each of the needed ones as it is, does not carry over and gives nothing.
     */
    public static GrantedRows mapped(Decided decided, RecordShape shape, Set<String> needed) {
        var parts = new ArrayList<GrantedPart>();
        for (var grant : decided.decision().grants()) {
            var masks = masks(grant, decided.fields(), shape);
            if (needed.stream().noneMatch(masks::containsKey)) {
                mapped(grant, shape.typed()).ifPresent(rows -> parts.add(new GrantedPart(rows, masks)));
            }
        }
        return new GrantedRows(parts);
    }

    private static Optional<NormalForm> mapped(Grant grant, TypedFields fields) {
        try {
            return Optional.of(rows(grant, fields));
        } catch (HubException overOtherFields) {
            return Optional.empty();
        }
    }

    private static NormalForm rows(Grant grant, TypedFields fields) {
        return NormalForm.of(
                FilterJson.read(grant.rowFilter(), "rowFilter", FilterBounds.COMBINED), fields, "rowFilter");
    }

    /** A field that the decision did not know of goes too: the table can be newer than the decision. */
    private static Map<String, MaskMethod> masks(Grant grant, Set<String> known, RecordShape shape) {
        var masks = new HashMap<String, MaskMethod>();
        grant.masks().forEach(mask -> masks.merge(mask.field(), mask.method(), MaskMethod::strictest));
        for (var field : shape.fields()) {
            if (!known.contains(field.name)) {
                masks.put(field.name, MaskMethod.REMOVE);
            }
            masks.computeIfPresent(field.name, (name, method) -> Masking.effective(method, field.type));
        }
        return Map.copyOf(masks);
    }

    /** Whether which grant takes a row makes a difference to it. */
    boolean alike() {
        return parts.stream().map(GrantedPart::masks).distinct().count() == 1;
    }

    /** How many bits a row is fetched with. */
    int bits() {
        return alike() ? 0 : parts.size();
    }

    /**
     * A bit a grant, for a row in memory; null where none takes it.
     *
     * @param row gives a field's canonical value by the field's name
     */
    boolean[] taking(Function<String, ?> row) {
        var taken = new boolean[parts.size()];
        boolean any = false;
        for (int i = 0; i < taken.length; i++) {
            taken[i] = MemoryFilter.takes(parts.get(i).rows, row);
            any |= taken[i];
        }
        return any ? taken : null;
    }

    /** What no grant shows as it is, by what the least strict of them does to it. */
    Map<String, MaskMethod> maskedByAll() {
        return parts.stream()
                .map(GrantedPart::masks)
                .reduce(GrantedRows::leastStrict)
                .orElseThrow();
    }

    /** Whether some row may show something of it. */
    boolean shows(DatasetField field) {
        return parts.stream().anyMatch(part -> part.masks.get(field.name) != MaskMethod.REMOVE);
    }

    /**
     * What is done to the fields of a row that these grants take.
     *
     * @param taken a bit a grant, at least one of them set
     */
    public Map<String, MaskMethod> masks(boolean[] taken) {
        Map<String, MaskMethod> masks = null;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                var own = parts.get(i).masks;
                masks = masks == null ? own : leastStrict(masks, own);
            }
        }
        return masks;
    }

    /** Likewise of what mixes rows of which some are taken by one grant alone and some by another. */
    public Map<String, MaskMethod> strictestMasks(boolean[] taken) {
        var masks = new HashMap<String, MaskMethod>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                parts.get(i).masks.forEach((field, method) -> masks.merge(field, method, MaskMethod::strictest));
            }
        }
        return masks;
    }

    private static Map<String, MaskMethod> leastStrict(Map<String, MaskMethod> one, Map<String, MaskMethod> other) {
        var both = new HashMap<String, MaskMethod>();
        one.forEach((field, method) -> {
            if (other.containsKey(field)) {
                both.put(field, method.leastStrict(other.get(field)));
            }
        });
        return both;
    }

    /** Whether each row shows at least what it did by the other's grants: each of them is there, with masks as strict at most. */
    boolean covers(GrantedRows other) {
        return other.parts.stream()
                .allMatch(before -> parts.stream()
                        .anyMatch(now -> now.rows.equals(before.rows) && areNoStricter(now.masks, before.masks)));
    }

    private static boolean areNoStricter(Map<String, MaskMethod> now, Map<String, MaskMethod> before) {
        return now.entrySet().stream().allMatch(mask -> {
            var former = before.get(mask.getKey());
            return former != null && former.compareTo(mask.getValue()) <= 0;
        });
    }

    /**
     * A caller's filter. The names are checked before the caller learns whether they are masked: an unknown field is BAD_INPUT either
     * way.
     */
    NormalForm asked(Filter filter, RecordShape shape, String path) {
        var normal = NormalForm.of(filter, shape.typed(), path);
        requireShown(filter, path);
        return normal;
    }

    /** Appends the predicate of the rows that some grant takes; not in parentheses. */
    void appendAny(TypedFields fields, BoundSql sql) {
        var between = "";
        for (var part : parts) {
            SqlFilter.append(part.rows, fields, sql.append(between).append("("));
            sql.append(")");
            between = " or ";
        }
    }

    /** Whether every grant shows it, so that even asking by it tells nothing that some row hides. */
    public boolean showsToAll(String field) {
        var base = DatasetFields.base(field);
        return parts.stream().noneMatch(part -> part.masks.containsKey(base));
    }

    /** @throws HubException MASKED_FIELD_USED where even asking would tell of a value that some row hides */
    void requireShown(String field, String path) {
        var base = DatasetFields.base(field);
        long masking =
                parts.stream().filter(part -> part.masks.containsKey(base)).count();
        if (masking > 0) {
            throw new HubException(
                    ErrorCode.MASKED_FIELD_USED,
                    "The field '" + base + "' is "
                            + (masking == parts.size()
                                    ? "masked for you"
                                    : "shown to you by some of your grants alone, and masked by the others")
                            + "; it cannot be filtered, sorted, grouped or aggregated on",
                    Map.of("path", path, "field", base));
        }
    }

    private void requireShown(Filter filter, String path) {
        switch (filter) {
            case And(var of) -> requireShown(of, path + ".and");
            case Or(var of) -> requireShown(of, path + ".or");
            case Not(var of) -> requireShown(of, path + ".not");
            case Atom atom when showsToAll(atom.field()) -> {}
            case Atom atom -> requireShown(atom.field(), path + "." + FilterJson.key(atom) + ".field");
        }
    }

    private void requireShown(List<Filter> filters, String path) {
        for (int i = 0; i < filters.size(); i++) {
            requireShown(filters.get(i), path + "[" + i + "]");
        }
    }
}
