package org.entente.agreement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/** What an amendment changes; what is left out stays as it is. */
@Input("AgreementChanges")
public record AgreementChanges(
        @Size(min = 1, max = 300) String titleFr,
        @Size(min = 1, max = 300) String titleEn,
        @Size(max = 50) @Description("Partners that join") List<String> joining,
        Instant endsAt,
        String notice,

        @Size(max = 100) @Description("New ones, and those that take the place of the one with their number")
        List<@Valid ArticleInput> articles,

        @Size(max = 100) @Description("Numbers of the articles that go")
        List<String> repealed) {}
