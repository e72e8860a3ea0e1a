package org.entente.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.policy.DatasetKind;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.AgreementFacts;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.PolicyInput.LawFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.PolicyInput.RuleFacts;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;

/** The facts of one decision while they are gathered. */
public final class Facts {
    public final Caller caller;
    public final Action action;
    public final UUID dataset;

    /** The epoch whose facts are wanted, null for those of now. */
    public final Long asOf;

    /** The instant that is decided for: of a past epoch's facts, one at which it was in force. */
    public final Instant now;

    private boolean competentAuthority;
    private final List<PurposeFacts> purposes = new ArrayList<>();
    private DatasetFacts about;
    private final List<AgreementFacts> agreements = new ArrayList<>();
    private final List<ConsentFacts> consents = new ArrayList<>();
    private final List<RuleFacts> rules = new ArrayList<>();

    Facts(Caller caller, Action action, UUID dataset, Long asOf, Instant now) {
        this.now = now;
        this.asOf = asOf;
        this.caller = caller;
        this.action = action;
        this.dataset = dataset;
        // a dataset that does not exist is decided on like a hidden one that nobody was given
        this.about = new DatasetFacts(
                dataset.toString(),
                "",
                AccessLevel.HIDDEN,
                Regime.NONE,
                Secrecy.NONE,
                DatasetKind.SOURCE,
                List.of(),
                LawFacts.NONE,
                List.of(),
                null);
    }

    public void competentAuthority(boolean competent) {
        competentAuthority = competent;
    }

    public void add(PurposeFacts purpose) {
        purposes.add(purpose);
    }

    public void about(DatasetFacts dataset) {
        this.about = dataset;
    }

    /** What is known of the dataset so far: the catalogue comes before rules, which ask for its owner. */
    public DatasetFacts about() {
        return about;
    }

    public void add(AgreementFacts agreement) {
        agreements.add(agreement);
    }

    public void add(RuleFacts rule) {
        rules.add(rule);
    }

    public void add(ConsentFacts consent) {
        consents.add(consent);
    }

    PolicyInput input() {
        return input(action);
    }

    /** None of the facts depends on the action. */
    PolicyInput input(Action action) {
        return new PolicyInput(
                now, Subjects.of(caller), competentAuthority, purposes, action, about, agreements, consents, rules);
    }
}
