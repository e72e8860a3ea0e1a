package org.entente.observatory;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.records.IntervalValues.Metric;
import org.entente.records.TimeInterval;

/** What a series is computed from, as GraphQL shows it to who is shown the series. */
@Name("Indicator")
public record IndicatorView(
        @NonNull Metric metric,

        @Description("Of the dataset's, whose mean it is; null for a count")
        String field,

        @NonNull @Description("The field by which records lie in intervals")
        String at,

        @NonNull TimeInterval interval,

        @NonNull @Description("Whose hours and days they are")
        String zone,

        String place,

        @Description("Of whose records alone; null for all") String area) {
    static IndicatorView of(Indicator indicator) {
        return indicator == null
                ? null
                : new IndicatorView(
                        indicator.metric(),
                        indicator.field(),
                        indicator.at(),
                        indicator.interval(),
                        indicator.zone().getId(),
                        indicator.place(),
                        indicator.area());
    }
}
