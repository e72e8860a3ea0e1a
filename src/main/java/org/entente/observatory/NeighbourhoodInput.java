package org.entente.observatory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** What a steward says of sensors of the same kind that are compared with one another. */
@Input("NeighbourhoodInput")
public record NeighbourhoodInput(
        @NonNull @NotBlank @Size(max = 200) @Description("What they measure and where, such as noise in the harbour")
        String measure,

        @NonNull
        @Size(min = NeighbourhoodRegistration.FEWEST, max = NeighbourhoodRegistration.MOST)
        @Description("Of the dataset, of one frequency; each in one neighbourhood at most")
        @Id
        List<@NonNull String> series,

        @Description(
                "How long a slice of time waits for neighbours that have not come, once half of them have: an ISO 8601 duration; where it is not said three times the frequency, or as late as one of them may come")
        String lateness) {}
