package org.entente.consent;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.access.FilterArgument;
import org.entente.kernel.Filter;
import org.entente.kernel.HubException;
import org.entente.policy.Action;

/** What a decision grants of a request: never more than was asked for. */
final class GrantedTerms {
    private final AccessRequest asked;
    private final RequestDecision decision;
    private final List<String> datasets;
    private final List<Action> actions;
    private final List<String> fields;

    /** @throws HubException BAD_INPUT for a decision that says too little, or grants what was not asked for */
    GrantedTerms(AccessRequest asked, RequestDecision decision) {
        this.asked = asked;
        this.decision = decision;
        datasets =
                some(Stream.of(asked.datasets).map(UUID::toString).toList(), decision.datasets(), "decision.datasets");
        actions = some(Stream.of(asked.actions).map(Action::valueOf).toList(), decision.actions(), "decision.actions");
        fields = some(List.of(asked.fields), decision.fields(), "decision.fields");
        if (!decision.grant() && reason() == null) {
            throw HubException.badInput("decision.reason", "A refusal says why");
        }
        if (decision.grant() && decision.rowFilter() == null) {
            throw HubException.badInput("decision.rowFilter", "Say which rows; all of them is {and: []}");
        }
        if (decision.startsAt() != null
                && asked.startsAt != null
                && decision.startsAt().isBefore(asked.startsAt)) {
            throw HubException.badInput("decision.startsAt", "It was asked for from " + asked.startsAt);
        }
        if (asked.endsAt != null
                && decision.endsAt() != null
                && decision.endsAt().isAfter(asked.endsAt)) {
            throw HubException.badInput("decision.endsAt", "It was asked for until " + asked.endsAt);
        }
    }

    private static <T> List<T> some(List<T> asked, List<T> granted, String path) {
        if (granted == null) {
            return asked;
        }
        if (!asked.containsAll(granted)) {
            throw HubException.badInput(path, "Some of those that were asked for are expected");
        }
        return granted.stream().distinct().toList();
    }

    String reason() {
        return decision.reason() == null || decision.reason().isBlank()
                ? null
                : decision.reason().strip();
    }

    RequestState state() {
        if (!decision.grant()) {
            return RequestState.REFUSED;
        }
        return inFull() ? RequestState.GRANTED : RequestState.GRANTED_IN_PART;
    }

    private boolean inFull() {
        return datasets.size() == asked.datasets.length
                && actions.size() == asked.actions.length
                && fields.size() == asked.fields.length
                && FilterArgument.read(decision.rowFilter(), "decision.rowFilter")
                        .equals(Filter.ALL)
                && (decision.startsAt() == null || decision.startsAt().equals(asked.startsAt))
                && Objects.equals(endsAt(), asked.endsAt);
    }

    private Instant endsAt() {
        return decision.endsAt() == null ? asked.endsAt : decision.endsAt();
    }

    /** @param now a start that has passed while the request was open is now */
    ConsentInput consent(Instant now) {
        var starts = decision.startsAt() == null ? asked.startsAt : decision.startsAt();
        return new ConsentInput(
                asked.consumer,
                asked.agreement.toString(),
                datasets,
                List.of(asked.purpose),
                actions,
                fields,
                decision.rowFilter(),
                starts != null && starts.isBefore(now) ? null : starts,
                endsAt());
    }
}
