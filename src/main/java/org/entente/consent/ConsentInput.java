package org.entente.consent;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.FilterArgument;
import org.entente.policy.Action;

/** What an owner allows another partner to do with some of its datasets. */
@Input("ConsentInput")
public record ConsentInput(
        @NonNull String consumer,

        @Id @Description("The one in force between both partners, when left out and there is only one")
        String agreement,

        @NonNull @Id @NotEmpty @Size(max = 200) List<String> datasets,

        @NonNull @NotEmpty @Size(max = 50) @Description("With the children that they have now")
        List<String> purposes,

        @NonNull @NotEmpty List<Action> actions,

        @NonNull
        @Size(max = 500)
        @Description("The fields that are shown, all others are masked; at least one, where rows are to be shown")
        List<String> fields,

        @NonNull @Description("Which rows; all of them is said as {and: []}")
        FilterArgument rowFilter,

        @Description("Now, when left out") Instant startsAt,
        @Description("No end, when left out") Instant endsAt) {}
