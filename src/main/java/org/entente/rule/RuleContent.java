package org.entente.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterJson;
import org.entente.policy.Action;
import org.entente.policy.MaskMethod;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.FieldFacts;
import org.entente.policy.PolicyInput.ObligationFacts;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.policy.Regime;
import org.entente.policy.RuleEffect;
import org.entente.policy.Sensitivity;

/**
 * What one version of a rule says, as it is stored. A selector that is null selects everything; lists are never empty.
 *
 * @param purposes with the children that they had when the rule was drafted
 * @param hours null where it holds the whole period through
 * @param startsAt null for from its activation on
 */
public record RuleContent(
        String titleFr,
        String titleEn,
        RuleEffect effect,
        List<String> datasets,
        List<String> themes,
        List<Sensitivity> sensitivities,
        List<Regime> regimes,
        List<String> partners,
        List<String> roles,
        List<String> purposes,
        List<Action> actions,
        List<String> fields,
        MaskMethod maskMethod,
        JsonNode rowFilter,
        List<ObligationFacts> obligations,
        Hours hours,
        Instant startsAt,
        Instant endsAt) {

    /** A stored null is read as JSON's. */
    public RuleContent {
        rowFilter = rowFilter == null || rowFilter.isNull() ? null : rowFilter;
    }

    public String title(String language) {
        return language.equals("fr") ? titleFr : titleEn;
    }

    /** The present or next window at this instant; empty where it never holds again. */
    Optional<Window> window(Instant now) {
        return Window.presentOrNext(startsAt, endsAt, hours, now);
    }

    /** The next instant at which it begins to hold; empty while it holds and where it never will. */
    public Optional<Instant> nextFrom(Instant now) {
        return window(now).map(Window::from).filter(now::isBefore);
    }

    /**
     * As the policies see it. A dataset that came after the rule may lack a field which the rows are chosen by: nothing is known of its
     * rows, so none is taken.
     */
    public RuleFacts facts(String id, int version, Instant now, DatasetFacts about) {
        var window = window(now).orElseGet(this::last);
        return new RuleFacts(
                id,
                version,
                effect,
                datasets,
                themes,
                sensitivities,
                regimes,
                partners,
                roles,
                purposes,
                actions,
                fields,
                maskMethod,
                rowFilter == null || isKnown(about) ? rowFilter : FilterJson.write(Filter.NONE),
                obligations,
                window.from(),
                window.until());
    }

    private boolean isKnown(DatasetFacts about) {
        var names = about.fields().stream().map(FieldFacts::name).toList();
        return names.containsAll(FilterNames.of(FilterJson.read(rowFilter, "rowFilter")));
    }

    /** Of what is over: no window is left, so that it holds at no instant. */
    private Window last() {
        return new Window(Instant.EPOCH, Instant.EPOCH);
    }
}
