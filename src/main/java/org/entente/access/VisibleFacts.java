package org.entente.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.entente.identity.Caller;
import org.entente.policy.PolicyInput.AgreementFacts;
import org.entente.policy.PolicyInput.PurposeFacts;
import org.entente.policy.VisibilityInput;
import org.entente.policy.VisibilityInput.HiddenConsentFacts;

/** The facts of one decision about a whole list while they are gathered. */
public final class VisibleFacts {
    public final Caller caller;
    private final List<PurposeFacts> purposes = new ArrayList<>();
    private final List<AgreementFacts> agreements = new ArrayList<>();
    private final List<HiddenConsentFacts> consents = new ArrayList<>();

    VisibleFacts(Caller caller) {
        this.caller = caller;
    }

    public void add(PurposeFacts purpose) {
        purposes.add(purpose);
    }

    public void add(AgreementFacts agreement) {
        agreements.add(agreement);
    }

    public void add(HiddenConsentFacts consent) {
        consents.add(consent);
    }

    VisibilityInput input(Instant now) {
        return new VisibilityInput(now, Subjects.of(caller), purposes, agreements, consents);
    }
}
