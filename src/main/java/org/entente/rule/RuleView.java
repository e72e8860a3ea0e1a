package org.entente.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;
import org.entente.policy.MaskMethod;
import org.entente.policy.ObligationKind;
import org.entente.policy.Regime;
import org.entente.policy.RuleEffect;
import org.entente.policy.Sensitivity;
import org.entente.rule.Rule.Version;

/** A rule as its owner's stewards and the auditor see it. */
@Name("Rule")
public record RuleView(
        @NonNull @Id String id,
        @NonNull String owner,
        @NonNull @Description("The newest version") RuleVersionView latest,

        @Description("The version in force, null when none is")
        RuleVersionView active) {

    /** What is null selects everything. */
    @Name("RuleVersion")
    public record RuleVersionView(
            int version,
            @NonNull RuleState state,
            @NonNull String title,
            @NonNull RuleEffect effect,
            @Id List<@NonNull String> datasets,
            List<@NonNull String> themes,
            List<@NonNull Sensitivity> sensitivities,
            List<@NonNull Regime> regimes,
            List<@NonNull String> partners,
            List<@NonNull String> roles,
            List<@NonNull String> purposes,
            List<@NonNull Action> actions,
            List<@NonNull String> fields,
            MaskMethod maskMethod,
            @Description("As JSON") String rowFilter,
            @NonNull List<@NonNull RuleObligation> obligations,
            TimeCondition condition,
            Instant startsAt,
            Instant endsAt,
            @NonNull String draftedBy,
            @NonNull Instant draftedAt) {
        static RuleVersionView of(Rule rule, Version version, String language) {
            var content = version.content();
            return new RuleVersionView(
                    version.version(),
                    rule.state(version.version()),
                    content.title(language),
                    content.effect(),
                    content.datasets(),
                    content.themes(),
                    content.sensitivities(),
                    content.regimes(),
                    content.partners(),
                    content.roles(),
                    content.purposes(),
                    content.actions(),
                    content.fields(),
                    content.maskMethod(),
                    content.rowFilter() == null ? null : content.rowFilter().toString(),
                    content.obligations().stream()
                            .map(obligation -> new RuleObligation(obligation.kind(), obligation.value()))
                            .toList(),
                    content.hours() == null ? null : TimeCondition.of(content.hours()),
                    content.startsAt(),
                    content.endsAt(),
                    version.draftedByName(),
                    version.recordedAt());
        }
    }

    @Name("RuleObligation")
    public record RuleObligation(
            @NonNull ObligationKind kind, @NonNull String value) {}

    @Name("TimeCondition")
    public record TimeCondition(
            @NonNull String zone,
            List<@NonNull Weekday> weekdays,
            String from,
            String to,
            LocalDate firstDate,
            LocalDate lastDate) {
        static TimeCondition of(Hours hours) {
            return new TimeCondition(
                    hours.zone().getId(),
                    hours.weekdays() == null
                            ? null
                            : hours.weekdays().stream().map(Weekday::of).toList(),
                    hours.from() == null ? null : hours.from().toString(),
                    hours.to() == null ? null : hours.to().toString(),
                    hours.firstDate(),
                    hours.lastDate());
        }
    }

    static RuleView of(Rule rule, String language) {
        return new RuleView(
                rule.id().toString(),
                rule.owner(),
                RuleVersionView.of(rule, rule.latest(), language),
                rule.active()
                        .map(version -> RuleVersionView.of(rule, version, language))
                        .orElse(null));
    }
}
