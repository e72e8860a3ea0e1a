package org.entente.observatory;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** What became of one call of appendObservations. */
public record AppendedObservations(
        @NonNull @Description("Only those that there are") List<@NonNull ObservationCount> counts,

        @NonNull
        @Description(
                "The first hundred that were set aside; of each series ten thousand are kept for the owner to look at, for as long as a repeated call is known")
        List<@NonNull SetAside> setAside) {

    public record ObservationCount(@NonNull ObservationKind kind, int count) {}

    @Name("SetAsideObservation")
    public record SetAside(
            @NonNull @Id String series,

            @Description("In the call's list, from 0") int index,

            @NonNull ObservationKind kind,
            String at,
            String value) {}
}
