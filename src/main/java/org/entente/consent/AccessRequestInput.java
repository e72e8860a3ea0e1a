package org.entente.consent;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;

/** What a partner asks another for. */
@Input("AccessRequestInput")
public record AccessRequestInput(
        @NonNull @NotEmpty @Size(max = 50) @Description("All of one owner") @Id
        List<@NonNull String> datasets,

        @NonNull String purpose,
        @NonNull @NotEmpty @Size(max = 10) List<@NonNull Action> actions,

        @NonNull @Size(max = 500) @Description("At least one, where rows are to be shown")
        List<@NonNull String> fields,

        @NonNull @NotBlank @Size(max = 2_000) String justification,
        @Description("From the decision on, when left out") Instant startsAt,
        @Description("No end, when left out") Instant endsAt,

        @Id @Description("The one in force between both partners, when left out and there is only one")
        String agreement) {}
