package org.entente.observatory;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** A series as GraphQL shows it. Masked fields are named beside; of those that are not removed a hash or a coarser value is shown. */
@Name("Series")
public record SeriesView(
        @NonNull @Id String id,
        @NonNull @Id String dataset,
        String measure,
        String unit,

        @NonNull @Description("How often a value is expected, an ISO 8601 duration")
        String frequency,

        @NonNull @Description("How much later than a newer observation one may come and still be scored")
        String lateness,

        Place place,

        @NonNull @Description("Values of the dataset's further text fields")
        JsonObject keys,

        @NonNull List<@NonNull String> masked,

        @Description("Of the latest observation; null before the first, and where single observations are not shown")
        Instant newest,

        @Description("What of records it is computed from; null for one that is not")
        IndicatorView indicator,

        @Description("What of other series it is computed from; null for one that is not")
        ComparisonView comparison,

        @Id @Description("The series of its departures from its neighbours, where it has some")
        String comparedBy,

        @Ignore Series series,
        @Ignore Shown shown) {

    @Name("SeriesPlace")
    public record Place(
            double longitude, double latitude, @NonNull List<@NonNull String> areas) {}

    /** Under which decision, and whether single observations may be shown. */
    record Shown(GrantedSeries granted, GrantedSeries.Part part, boolean whole) {
        /** Whether what was derived of all observations may be shown. */
        boolean isWithDerived() {
            return !whole && part.takingAll() != null;
        }
    }
}
