package org.entente.rule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.entente.access.FilterArgument;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.policy.PolicyInput.ObligationFacts;
import org.entente.rule.RuleInput.ObligationInput;
import org.entente.rule.RuleInput.TimeConditionInput;

/** Reads what a steward wrote into what is stored: sorted, each once, in canonical form. */
final class RuleContents {
    private RuleContents() {}

    /** @param purposes those of the input with their children, null for any */
    static RuleContent of(RuleInput input, List<String> purposes) {
        return new RuleContent(
                input.titleFr().strip(),
                input.titleEn().strip(),
                input.effect(),
                datasets(input.datasets()),
                input.themes() == null
                        ? null
                        : sorted(input.themes().stream().map(Enum::name).toList()),
                sorted(input.sensitivities()),
                sorted(input.regimes()),
                sorted(input.partners()),
                sorted(input.roles()),
                purposes,
                sorted(input.actions()),
                sorted(input.fields()),
                input.maskMethod(),
                input.rowFilter() == null
                        ? null
                        : FilterJson.write(FilterArgument.read(input.rowFilter(), "rule.rowFilter")),
                obligations(input.obligations()),
                input.condition() == null ? null : hours(input.condition()),
                input.startsAt(),
                input.endsAt());
    }

    private static <T extends Comparable<? super T>> List<T> sorted(List<T> given) {
        return given == null ? null : given.stream().distinct().sorted().toList();
    }

    private static List<String> datasets(List<String> given) {
        return given == null
                ? null
                : sorted(given.stream()
                        .map(id -> PublicId.find(id)
                                .orElseThrow(() -> HubException.badInput("rule.datasets", RuleReferences.NOT_YOURS))
                                .toString())
                        .toList());
    }

    private static List<ObligationFacts> obligations(List<ObligationInput> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(one -> new ObligationFacts(one.kind(), Objects.requireNonNullElse(one.value(), "")))
                        .distinct()
                        .toList();
    }

    private static Hours hours(TimeConditionInput given) {
        var from = time(given.from());
        var to = time(given.to());
        RuleShape.require((from == null) == (to == null), "condition.to", "from and to come together");
        RuleShape.require(from == null || !from.equals(to), "condition.to", "It must differ from from");
        return new Hours(weekdays(given), from, to, given.firstDate(), given.lastDate(), zone(given.zone()));
    }

    private static LocalTime time(String given) {
        return given == null ? null : LocalTime.parse(given);
    }

    /** All seven restrict nothing. */
    private static List<DayOfWeek> weekdays(TimeConditionInput given) {
        if (given.weekdays() == null) {
            return null;
        }
        var days = sorted(given.weekdays().stream()
                .filter(Objects::nonNull)
                .map(Weekday::day)
                .toList());
        return Arrays.equals(days.toArray(), DayOfWeek.values()) ? null : days;
    }

    private static ZoneId zone(String given) {
        if (!ZoneId.getAvailableZoneIds().contains(given)) {
            throw HubException.badInput("rule.condition.zone", "An IANA time zone is expected, such as Europe/Paris");
        }
        try {
            return ZoneId.of(given);
        } catch (DateTimeException e) {
            throw HubException.badInput("rule.condition.zone", "An IANA time zone is expected, such as Europe/Paris");
        }
    }
}
