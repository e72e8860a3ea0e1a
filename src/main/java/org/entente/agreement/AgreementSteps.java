package org.entente.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.access.Request;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;

/** How versions move from state to state, in the running transaction, which holds the agreement's lock. */
@ApplicationScoped
class AgreementSteps {

    void propose(Request request, Agreement agreement, Instant now) {
        store(request, agreement, AgreementState.PROPOSED, now, now);
    }

    /** With the last signature the version is signed, and takes the place of the one that was in force. */
    void sign(Request request, List<Agreement> versions, Instant now) {
        var agreement = versions.getFirst();
        var states = AgreementStates.of(agreement.id);
        states.mustAllow(agreement, AgreementState.SIGNED);
        var signature = new AgreementSignature();
        signature.agreement = agreement.id;
        signature.version = agreement.version;
        signature.party = request.caller().requirePartner();
        signature.signedAt = now;
        signature.signedBy = request.caller().name();
        signature.persistAndFlush();
        if (signedBy(agreement).containsAll(agreement.partyIds())) {
            store(request, agreement, AgreementState.SIGNED, now, now);
            versions.stream()
                    .skip(1)
                    .filter(former -> states.of(former) == AgreementState.SIGNED)
                    .forEach(former -> store(request, former, AgreementState.REPLACED, now, now));
        }
    }

    private static Set<String> signedBy(Agreement agreement) {
        return AgreementSignature.of(agreement).stream()
                .map(signature -> signature.party)
                .collect(Collectors.toSet());
    }

    /**
     * Before a further version: a proposal gives way to it, what is in force stays until it is signed.
     *
     * @return what is amended: the newest version that all parties signed, else the first one
     */
    Agreement makeRoom(Request request, List<Agreement> versions, Instant now) {
        var newest = versions.getFirst();
        var states = AgreementStates.of(newest.id);
        var signed = versions.stream()
                .filter(version -> states.of(version) == AgreementState.SIGNED)
                .findFirst();
        // an amendment that was declined ends nothing of what is in force
        if (signed.isEmpty()) {
            states.mustAllow(newest, AgreementState.REPLACED);
        }
        if (states.of(newest) == AgreementState.PROPOSED) {
            store(request, newest, AgreementState.REPLACED, now, now);
        }
        return signed.orElse(versions.getLast());
    }

    /** A proposal is declined, at once; what is in force goes on until the notice that is given of it ends. */
    void terminate(Request request, Agreement version, Instant at, Instant now) {
        var states = AgreementStates.of(version.id);
        states.mustAllow(version, AgreementState.TERMINATED);
        boolean signed = states.of(version) == AgreementState.SIGNED;
        if (!signed && at != null) {
            throw HubException.badInput("at", "What not all parties have signed is declined at once");
        }
        store(request, version, AgreementState.TERMINATED, signed ? end(version, at, now) : now, now);
    }

    private static Instant end(Agreement agreement, Instant wanted, Instant now) {
        Canonical.requireYear(wanted, "at");
        var earliest = now.atOffset(ZoneOffset.UTC)
                .plus(Period.parse(agreement.notice))
                .toInstant();
        if (wanted != null && wanted.isBefore(earliest)) {
            throw HubException.badInput(
                    "at", "Notice of " + agreement.notice + ": " + earliest + " is the earliest end");
        }
        return wanted == null ? earliest : wanted;
    }

    private static void store(Request request, Agreement agreement, AgreementState state, Instant at, Instant now) {
        var step = new AgreementStep();
        step.agreement = agreement.id;
        step.version = agreement.version;
        step.state = state;
        step.at = at;
        step.party = request.caller().requirePartner();
        step.recordedAt = now;
        step.recordedBy = request.caller().name();
        step.persistAndFlush();
    }
}
