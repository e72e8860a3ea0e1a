package org.entente.agreement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;

/** One article: its words in both languages, and the constraints that the hub is to enforce. */
@Input("ArticleInput")
public record ArticleInput(
        @NonNull @Pattern(regexp = "[0-9A-Za-z][0-9A-Za-z.-]{0,9}") @Description("As it is cited, such as 3 or 4-1")
        String number,

        @NonNull @NotBlank @Size(max = 5_000) String textFr,
        @NonNull @NotBlank @Size(max = 5_000) String textEn,

        @Size(min = 1, max = 50) @Description("Only for these purposes and their children")
        List<String> purposes,

        @Size(min = 1, max = 10) @Description("Only for these actions")
        List<Action> actions,

        @DefaultValue("false") @Description("No value of a personal field leaves")
        boolean anonymisedOnly,

        @Min(2) @Max(1_000) @Description("Smaller groups are withheld from aggregates")
        Integer minimumGroupSize,

        @DefaultValue("false") boolean noOnwardSharing,

        @Description("How long copies may be kept, an ISO 8601 period such as P6M")
        String retention,

        @DefaultValue("false") @Description("The owner is told of each use")
        boolean notifyOwner,

        @DefaultValue("false") @Description("Only for competent authorities, Directive (EU) 2016/680, article 3(7)")
        boolean competentAuthorityOnly,

        @Description("As long as the agreement, when left out")
        Instant startsAt,

        @Description("As long as the agreement, when left out")
        Instant endsAt) {

    /** @param covered the purposes with their children */
    Article article(Set<String> covered) {
        return new Article(
                number,
                Map.of("fr", textFr, "en", textEn),
                purposes == null ? null : List.copyOf(covered),
                actions == null ? null : actions.stream().distinct().sorted().toList(),
                anonymisedOnly,
                minimumGroupSize,
                noOnwardSharing,
                retention,
                notifyOwner,
                competentAuthorityOnly,
                startsAt,
                endsAt);
    }
}
