package org.entente.rule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.FilterArgument;
import org.entente.catalogue.DataTheme;
import org.entente.policy.Action;
import org.entente.policy.MaskMethod;
import org.entente.policy.ObligationKind;
import org.entente.policy.Regime;
import org.entente.policy.RuleEffect;
import org.entente.policy.Sensitivity;

/** A rule as a steward writes it. */
@Input("RuleInput")
@Description("What is left out selects everything; selectors narrow each other")
public record RuleInput(
        @NonNull @NotBlank @Size(max = 200) String titleFr,
        @NonNull @NotBlank @Size(max = 200) String titleEn,
        @NonNull RuleEffect effect,

        @Size(min = 1, max = 200) @Description("Of your partner") @Id
        List<String> datasets,

        @Size(min = 1) List<DataTheme> themes,

        @Size(min = 1) @Description("Datasets that have a field of one of these")
        List<Sensitivity> sensitivities,

        @Size(min = 1) List<Regime> regimes,

        @Size(min = 1, max = 50) @Description("Your own users only where your partner is named")
        List<String> partners,

        @Size(min = 1) @Description("Callers who have one of these")
        List<String> roles,

        @Size(min = 1, max = 50) @Description("With the children that they have when the rule is drafted")
        List<String> purposes,

        @Size(min = 1) @Description("Any but DISCOVER") List<Action> actions,

        @Size(min = 1, max = 500) @Description("Those that are masked, or that a permit shows")
        List<String> fields,

        @Description("Of a mask") MaskMethod maskMethod,

        @Description("What a filter adds to every grant, or the rows of a permit")
        FilterArgument rowFilter,

        @Size(max = 10) List<@Valid ObligationInput> obligations,

        @Valid @Description("The whole period through, when left out")
        TimeConditionInput condition,

        @Description("From its activation on, when left out")
        Instant startsAt,

        @Description("No end, when left out") Instant endsAt) {

    @Input("ObligationInput")
    public record ObligationInput(
            @NonNull ObligationKind kind,

            @Size(max = 40) @Description("A number for MINIMUM_GROUP_SIZE, an ISO 8601 period for DELETE_COPIES_AFTER")
            String value) {}

    @Input("TimeConditionInput")
    @Description("By the wall clock of the zone; hours over midnight belong to the day on which they begin")
    public record TimeConditionInput(
            @NonNull @NotEmpty @Size(max = 60) @Description("Such as Europe/Paris")
            String zone,

            @Size(min = 1) List<Weekday> weekdays,

            @Pattern(regexp = TIME) @Description("HH:mm, inclusive")
            String from,

            @Pattern(regexp = TIME) @Description("HH:mm, exclusive")
            String to,

            LocalDate firstDate,
            @Description("Inclusive") LocalDate lastDate) {
        static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    }
}
