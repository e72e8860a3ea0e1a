package org.entente.observatory;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** Observations of one series, as two lists of the same length: half the size of a list of pairs. */
@Input("SeriesObservations")
public record SeriesObservations(
        @NonNull @Id String series,

        @Description("Of the values, where the program says it: the series' own, else none is taken")
        String unit,

        @NonNull @Description("ISO 8601 instants with their offsets, or milliseconds since 1970")
        List<Object> at,

        @NonNull @Description("Numbers; what is none is set aside with its reason")
        List<Object> values) {}
