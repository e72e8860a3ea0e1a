package org.entente.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.Filter;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Atom;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Or;

/** The fields that a filter speaks of. */
final class FilterNames {
    private FilterNames() {}

    static Set<String> of(Filter filter) {
        var names = new TreeSet<String>();
        collect(filter, names);
        return names;
    }

    private static void collect(Filter filter, Set<String> names) {
        switch (filter) {
            case And(var of) -> collect(of, names);
            case Or(var of) -> collect(of, names);
            case Not(var of) -> collect(of, names);
            case Atom atom -> names.add(DatasetFields.base(atom.field()));
        }
    }

    private static void collect(List<Filter> filters, Set<String> names) {
        filters.forEach(filter -> collect(filter, names));
    }
}
