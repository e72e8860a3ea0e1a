package org.entente.observatory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.catalogue.LegalBasis;
import org.entente.policy.AccessLevel;

/** What a result is to be given. */
@Input("ReleaseInput")
public record ReleaseInput(
        @NonNull AccessLevel accessLevel,

        @NonNull
        @NotBlank
        @Size(max = 300)
        @Description("What it is called from then on: its sources' titles may tell too much")
        String titleFr,

        @NonNull @NotBlank @Size(max = 300) String titleEn,

        @NonNull @NotBlank @Size(max = 2000) @Description("How it was computed, and why it may be released")
        String method,

        @Min(2) @Max(1_000_000) @Description("Who combines what is released keeps to groups of at least so many")
        Integer minimumGroupSize,

        @Description("The point of GDPR article 6(1); needed where the sources hold personal data")
        LegalBasis legalBasis) {}
