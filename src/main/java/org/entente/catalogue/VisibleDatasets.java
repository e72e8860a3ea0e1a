package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.entente.index.SearchFilter;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.MemoryFilter;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.entente.policy.AccessLevel;

/**
 * Which datasets a caller may know of, as a query and the indices it has to be put to. Who may know of no hidden dataset does not
 * touch their index.
 */
record VisibleDatasets(List<String> indices, Query query) {
    private static final String ACCESS_LEVEL = "accessLevel";
    private static final TypedFields FIELDS = new TypedFields(List.of(
            new FieldDefinition("id", FieldType.TEXT, "id"),
            new FieldDefinition("owner", FieldType.TEXT, "owner"),
            new FieldDefinition(ACCESS_LEVEL, FieldType.TEXT, "access_level")));

    /** @param visible over id, owner and accessLevel */
    static VisibleDatasets of(Filter visible) {
        var form = form(visible);
        var indices = sparesHidden(form.root())
                ? List.of(DatasetIndex.PUBLIC)
                : List.of(DatasetIndex.PUBLIC, DatasetIndex.HIDDEN);
        return new VisibleDatasets(indices, SearchFilter.of(form, FIELDS));
    }

    static NormalForm form(Filter visible) {
        return NormalForm.of(visible, FIELDS, "visible");
    }

    static boolean takes(NormalForm visible, Dataset dataset) {
        return takes(visible, dataset.id, dataset.owner, dataset.accessLevel.name());
    }

    static boolean takes(NormalForm visible, UUID id, String owner, String accessLevel) {
        var attributes = Map.of("id", id.toString(), "owner", owner, ACCESS_LEVEL, accessLevel);
        return MemoryFilter.takes(visible, attributes::get);
    }

    /** Whether it certainly takes no hidden dataset; in doubt the hidden index is asked, under the same filter. */
    static boolean sparesHidden(Filter filter) {
        return switch (filter) {
            case And(var of) -> of.stream().anyMatch(VisibleDatasets::sparesHidden);
            case Or(var of) -> of.stream().allMatch(VisibleDatasets::sparesHidden);
            case In(var field, var values) -> field.equals(ACCESS_LEVEL) && !values.contains(AccessLevel.HIDDEN.name());
            case Compare(var field, var op, var value) ->
                field.equals(ACCESS_LEVEL)
                        && op.isEquality()
                        && (op == Op.EQ) != value.equals(AccessLevel.HIDDEN.name());
            case Filter.Not not -> false;
            case Filter.Atom other -> false;
        };
    }
}
