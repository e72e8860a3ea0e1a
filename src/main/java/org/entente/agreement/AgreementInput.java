package org.entente.agreement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** A convention as one of its parties proposes it. */
@Input("AgreementInput")
public record AgreementInput(
        @NonNull @NotBlank @Size(max = 300) String titleFr,
        @NonNull @NotBlank @Size(max = 300) String titleEn,

        @NonNull @Size(min = 2, max = 50) @Description("Two partners or more, yours among them")
        List<@NonNull String> parties,

        @Description("Now, when left out") Instant startsAt,
        @Description("No end, when left out") Instant endsAt,

        @DefaultValue("P3M") @Description("How long before its end a party must give notice, an ISO 8601 period")
        String notice,

        @NonNull @NotEmpty @Size(max = 100) List<@NonNull @Valid ArticleInput> articles) {}
