package org.entente.consent;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.entente.access.FilterArgument;
import org.entente.policy.Action;

/** What an owner answers to a request. What is left out of a grant is granted as it was asked for. */
@Input("RequestDecision")
public record RequestDecision(
        boolean grant,

        @Size(max = 2_000) @Description("A refusal needs one")
        String reason,

        @Size(min = 1, max = 50) @Description("Some of those asked for") @Id
        List<String> datasets,

        @Size(min = 1, max = 10) @Description("Some of those asked for")
        List<Action> actions,

        @Size(max = 500) @Description("Some of those asked for")
        List<String> fields,

        @Description("Which rows; all of them is said as {and: []}. A grant needs one")
        FilterArgument rowFilter,

        @Description("Not before the start asked for") Instant startsAt,
        @Description("Not after the end asked for") Instant endsAt) {}
