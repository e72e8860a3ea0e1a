package org.entente.stewardship;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.access.CallerPlaces;
import org.entente.access.Request;
import org.entente.access.WhatIf;
import org.entente.identity.Caller;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.rule.RuleService;
import org.entente.rule.RuleService.Drafted;
import org.entente.stewardship.Reach.Party;
import org.entente.stewardship.SimulatedChanges.Found;

/**
 * Compares what stands with what would stand were a rule's draft in force: every partner, purpose, role and action that it can touch, decided
 * twice on the same facts, once with the draft in the place of the version in force. The facts of a partner and a dataset are read once, and partners
 * that cannot get different answers are decided for once. It writes nothing. Callers who state none of several purposes are refused before and after, but on open data.
 */
@ApplicationScoped
public class Simulation {
    private static final int MOST_CHANGES = 2_000;

    private final RuleService rules;
    private final SimulationReach reaches;
    private final SimulatedChanges changes;
    private final SimulatedReplay replay;
    private final WhatIf whatIf;
    /** One of a steward, two of this replica. */
    private final CallerPlaces places = new CallerPlaces(1, 2);

    private final Clock clock;

    Simulation(
            RuleService rules,
            SimulationReach reaches,
            SimulatedChanges changes,
            SimulatedReplay replay,
            WhatIf whatIf,
            Clock clock) {
        this.rules = rules;
        this.reaches = reaches;
        this.changes = changes;
        this.replay = replay;
        this.whatIf = whatIf;
        this.clock = clock;
    }

    /** @param days of recorded answers to replay, null for none */
    public SimulationView of(Request request, UUID id, Integer days) throws SQLException {
        var rule = rules.drafted(request.caller(), id);
        try (var place =
                places.require(request.caller().subject(), "There are as many simulations under way as there can be")) {
            return of(request, rule, days, Deadline.of(clock));
        } catch (SQLException e) {
            throw Deadline.exceeded(e);
        }
    }

    private SimulationView of(Request request, Drafted rule, Integer days, Deadline deadline) throws SQLException {
        var reach = reaches.of(rule);
        var at = instant(rule);
        var found = new ArrayList<Found>();
        int decisions = compare(rule, reach, at, found, deadline);
        return new SimulationView(
                rule.id(),
                rule.version(),
                at,
                decisions,
                changes.of(found, request.language(), deadline),
                days == null ? null : replay.of(rule, at, days, this, deadline));
    }

    private Instant instant(Drafted rule) {
        var now = clock.instant();
        return rule.draft().nextFrom(now).orElse(now);
    }

    private int compare(Drafted rule, Reach reach, Instant at, List<Found> found, Deadline deadline)
            throws SQLException {
        int decisions = 0;
        for (var party : reach.parties()) {
            deadline.check();
            var facts = facts(party, reach, at);
            for (var caller : callers(party, reach)) {
                for (var action : reach.actions()) {
                    var compared = compare(rule, WhatIf.as(facts, caller, action), party.dataset());
                    decisions++;
                    if (compared.differs()) {
                        found.add(new Found(party, compared));
                    }
                }
            }
            if (found.size() > MOST_CHANGES) {
                throw HubException.limitExceeded(
                        "rule", "More than " + MOST_CHANGES + " answers would change; simulate a narrower draft");
            }
        }
        return decisions;
    }

    private PolicyInput facts(Party party, Reach reach, Instant at) throws SQLException {
        var everything = caller(party.partner(), reach.roles(), Set.copyOf(reach.purposes()));
        return whatIf.facts(everything, Action.READ, party.dataset(), null, at);
    }

    /** One for each purpose and role that matters. */
    private static List<Caller> callers(Party party, Reach reach) {
        if (party.partner() == null) {
            return List.of(Caller.CITIZEN);
        }
        var purposes = new ArrayList<Set<String>>();
        reach.purposes().forEach(purpose -> purposes.add(Set.of(purpose)));
        if (party.withoutPurpose()) {
            purposes.add(Set.of());
        }
        return reach.roles().stream()
                .flatMap(role -> purposes.stream().map(purpose -> caller(party.partner(), List.of(role), purpose)))
                .toList();
    }

    /** One who gives a justification where it is asked for. */
    static Caller caller(String partner, List<String> roles, Set<String> purposes) {
        return partner == null
                ? Caller.CITIZEN
                : new Caller("anyone", null, partner, Set.copyOf(roles), purposes, null, "simulated");
    }

    Compared compare(Drafted rule, PolicyInput facts, UUID dataset) {
        return new Compared(dataset, facts, whatIf.decide(facts), whatIf.decide(withDraft(rule, facts)));
    }

    private static PolicyInput withDraft(Drafted rule, PolicyInput facts) {
        var draft = rule.draft().facts(rule.id(), rule.version(), facts.now(), facts.dataset());
        List<RuleFacts> rules = Stream.concat(
                        facts.rules().stream().filter(other -> !other.id().equals(rule.id())), Stream.of(draft))
                .toList();
        return new PolicyInput(
                facts.now(),
                facts.caller(),
                facts.competentAuthority(),
                facts.purposes(),
                facts.action(),
                facts.dataset(),
                facts.agreements(),
                facts.consents(),
                rules);
    }
}
