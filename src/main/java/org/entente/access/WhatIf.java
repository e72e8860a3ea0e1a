package org.entente.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.entente.access.Past.Moment;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.Considered;
import org.entente.policy.Decision;
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyInput;

/**
 * Decides on other facts than those of this moment: those of another instant or epoch, or changed ones. It neither reads nor fills the cache,
 * and nothing of it is audited: it is no answer to the caller that it speaks of.
 */
@ApplicationScoped
public class WhatIf {
    private final FactReader facts;
    private final PolicyEngine policies;
    private final Releases releases;

    WhatIf(FactReader facts, PolicyEngine policies, Releases releases) {
        this.releases = releases;
        this.facts = facts;
        this.policies = policies;
    }

    /**
     * The facts of one decision.
     *
     * @param epoch the past epoch whose facts are wanted, null for those that stand now
     * @param at the instant that is decided for
     */
    public PolicyInput facts(Caller caller, Action action, UUID dataset, Long epoch, Instant at) throws SQLException {
        return facts.at(caller, action, dataset, epoch, at).input();
    }

    /** The same facts for another action, or for the same partner's caller with fewer purposes or other roles. */
    public static PolicyInput as(PolicyInput facts, Caller caller, Action action) {
        return new PolicyInput(
                facts.now(),
                Subjects.of(caller),
                facts.competentAuthority(),
                facts.purposes().stream()
                        .filter(purpose -> caller.purposes().contains(purpose.code()))
                        .toList(),
                action,
                facts.dataset(),
                facts.agreements(),
                facts.consents(),
                facts.rules());
    }

    public Decision decide(PolicyInput facts) {
        return policies.decide(facts);
    }

    /** A decision, all that was considered for it, and the moment that it is of. */
    public record Explained(Moment moment, Considered considered) {}

    /** On the facts and with the policies of a moment. */
    public Explained explain(Caller caller, Action action, UUID dataset, Moment moment) throws SQLException {
        var input = facts(caller, action, dataset, moment.epoch(), moment.at());
        return new Explained(moment, engine(moment.release()).explain(input));
    }

    /** @throws HubException POLICY_UNAVAILABLE for policies that were never kept */
    private PolicyEngine engine(String release) throws SQLException {
        try {
            return releases.engine(release)
                    .orElseThrow(() -> new HubException(
                            ErrorCode.POLICY_UNAVAILABLE, "The policies of then are not kept", Map.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("kept policies are not readable", e);
        }
    }
}
