package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.identity.Role;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.PolicyEngine;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.AgreementFacts;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.LawFacts;

/**
 * Asks the policies about a consent before it is given, so that one which can never hold is refused by the same words that would
 * refuse its use. What the owner can still put right is taken as done: the records that make sharing lawful, a justification.
 */
@ApplicationScoped
public class Rehearsal {
    private static final LawFacts RECORDED = new LawFacts("", "", "", "");

    /** What time alone will change. */
    private static final Set<String> NOT_YET = Set.of("agreement.not_started", "agreement.period");

    /** One use of the consent, at the instant from which it is to hold. */
    public record Use(
            ConsentFacts consent, List<AgreementFacts> agreements, UUID dataset, Action action, String purpose) {}

    private final FactReader facts;
    private final PolicyEngine policies;

    Rehearsal(FactReader facts, PolicyEngine policies) {
        this.facts = facts;
        this.policies = policies;
    }

    /** @throws HubException BAD_INPUT with the reasons for which this use could never be permitted */
    public void require(Request request, Use use, String path) throws SQLException {
        var decision = policies.decide(input(use));
        if (!decision.permits() && !onlyNotYet(decision)) {
            var reasons = Explanation.reasons(request.language(), decision);
            throw new HubException(
                    ErrorCode.BAD_INPUT, Explanation.sentence(reasons), Map.of("path", path, "reasons", reasons));
        }
    }

    private static boolean onlyNotYet(Decision decision) {
        return decision.reasons().stream().allMatch(reason -> NOT_YET.contains(reason.code()));
    }

    private PolicyInput input(Use use) throws SQLException {
        var gathered = facts.about(caller(use), use.action, use.dataset).facts().input();
        return new PolicyInput(
                use.consent.from(),
                gathered.caller(),
                gathered.competentAuthority(),
                gathered.purposes(),
                gathered.action(),
                lawful(gathered.dataset()),
                use.agreements,
                List.of(use.consent),
                List.of());
    }

    private static Caller caller(Use use) {
        return new Caller(
                "rehearsal",
                null,
                use.consent.consumer(),
                Set.of(Role.PARTNER_AGENT),
                Set.of(use.purpose),
                use.purpose,
                "rehearsal");
    }

    private static DatasetFacts lawful(DatasetFacts dataset) {
        return new DatasetFacts(
                dataset.id(),
                dataset.owner(),
                dataset.accessLevel(),
                dataset.regime(),
                dataset.secrecy(),
                dataset.kind(),
                dataset.themes(),
                RECORDED,
                dataset.fields(),
                dataset.derived());
    }
}
