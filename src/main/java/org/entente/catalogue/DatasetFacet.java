package org.entente.catalogue;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.kernel.HubException;

/** By what visible datasets are counted and chosen. */
enum DatasetFacet {
    THEME("theme", "theme", "themes", DatasetFilter::themes),
    OWNER("owner", "owner", "owners", DatasetFilter::owners),
    ACCESS_LEVEL("accessLevel", "access_level", "accessLevels", DatasetFilter::accessLevels),
    FORMAT("format", "format", "formats", DatasetFilter::formats),
    LICENCE("licence", "licence", "licences", DatasetFilter::licences);

    private static final int MAX_CHOICES = 100;

    final String label;
    final String field;
    private final String argument;
    private final Function<DatasetFilter, Collection<?>> chosen;

    DatasetFacet(String label, String field, String argument, Function<DatasetFilter, Collection<?>> chosen) {
        this.label = label;
        this.field = field;
        this.argument = argument;
        this.chosen = chosen;
    }

    /** Empty when nothing is chosen, which means: any. */
    Optional<Query> choice(DatasetFilter filter) {
        var values = chosen.apply(filter);
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > MAX_CHOICES) {
            throw HubException.limitExceeded("filter." + argument, "At most " + MAX_CHOICES + " values can be chosen");
        }
        List<FieldValue> any =
                values.stream().map(value -> FieldValue.of(value.toString())).toList();
        return Optional.of(Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(any)))));
    }
}
