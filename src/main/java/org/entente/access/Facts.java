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
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.PolicyInput.DatasetFacts;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;

/** The facts of one decision while they are gathered. */
public final class Facts {
    public final Caller caller;
    public final Action action;
    public final UUID dataset;
    private DatasetFacts about;
    private final List<ConsentFacts> consents = new ArrayList<>();

    Facts(Caller caller, Action action, UUID dataset) {
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
                List.of());
    }

    public void about(DatasetFacts dataset) {
        this.about = dataset;
    }

    public void add(ConsentFacts consent) {
        consents.add(consent);
    }

    PolicyInput input(Instant now) {
        return new PolicyInput(now, Subjects.of(caller), action, about, consents);
    }
}
