package org.entente.stewardship;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Past;
import org.entente.access.Past.Moment;
import org.entente.access.Request;
import org.entente.access.WhatIf;
import org.entente.identity.Caller;
import org.entente.identity.Partner;
import org.entente.identity.PurposeTree;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.stewardship.Audience.Told;

/**
 * Why, now or then. A past decision is taken again: on the facts that were recorded by the epoch of then, for the instant, with the policies in
 * force at it.
 */
@ApplicationScoped
public class Explanations {

    /** @param at null for now */
    public record Question(
            UUID dataset,
            Action action,
            String purpose,
            String partner,
            Instant at,
            String justification,
            String role) {}

    private final Audience audience;
    private final Past past;
    private final WhatIf whatIf;
    private final PurposeTree purposes;
    private final ExplanationWords words;
    private final RecordedDecision.Log log;
    private final Clock clock;

    Explanations(
            Audience audience,
            Past past,
            WhatIf whatIf,
            PurposeTree purposes,
            ExplanationWords words,
            RecordedDecision.Log log,
            Clock clock) {
        this.audience = audience;
        this.past = past;
        this.whatIf = whatIf;
        this.purposes = purposes;
        this.words = words;
        this.log = log;
        this.clock = clock;
    }

    /** Partners and purposes are public: that one does not exist can be said whatever the dataset is. */
    public ExplanationView of(Request request, Question question) throws SQLException {
        requireKnown(question);
        var named = question.partner == null ? request.caller().partner() : question.partner;
        var told = audience.of(request, question.dataset, named);
        // who is told all may ask about citizens too, by naming nobody
        var caller = caller(question, told.all() ? question.partner : named);
        var explained = whatIf.explain(caller, question.action, question.dataset, moment(question.at));
        return words.of(request, told, question.action, caller, explained, null);
    }

    private void requireKnown(Question question) throws SQLException {
        if (question.partner != null) {
            Partner.requireKnown(List.of(question.partner), "partner");
        }
        if (question.purpose != null) {
            purposes.requireKnown(question.purpose, "purpose");
        }
    }

    private static Caller caller(Question question, String partner) {
        Set<String> purposes = question.purpose == null ? Set.of() : Set.of(question.purpose);
        return partner == null
                ? Caller.CITIZEN
                : new Caller("anyone", null, partner, Set.of(question.role), purposes, null, question.justification);
    }

    private Moment moment(Instant at) throws SQLException {
        if (at == null) {
            return past.now();
        }
        if (at.isAfter(clock.instant())) {
            throw HubException.badInput("at", "What will be is not recorded yet");
        }
        return past.at(at).orElseThrow(() -> HubException.badInput("at", "The hub's records begin later"));
    }

    public ExplanationView ofEvent(Request request, UUID event) throws SQLException {
        var recorded = log.find(event).orElseThrow(HubException::notFound);
        Told told = audience.of(request, recorded.dataset(), recorded.caller().partner());
        var explained = whatIf.explain(recorded.caller(), recorded.action(), recorded.dataset(), recorded.moment());
        return words.of(request, told, recorded.action(), recorded.caller(), explained, recorded);
    }
}
