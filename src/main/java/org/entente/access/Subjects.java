package org.entente.access;

import java.util.List;
import org.entente.identity.Caller;
import org.entente.policy.PolicyInput.Subject;

/** The caller as the policies see them; with action, dataset, epoch and release it is all that a decision is cached by. */
final class Subjects {
    private Subjects() {}

    static Subject of(Caller caller) {
        return new Subject(
                caller.subject(),
                caller.partner(),
                caller.roles().stream().sorted().toList(),
                List.copyOf(caller.purposes()),
                caller.justification() != null);
    }
}
