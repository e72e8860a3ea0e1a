package org.entente.agreement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.entente.access.Request;
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
        mustAllow(agreement, AgreementState.SIGNED);
        var signature = new AgreementSignature();
        signature.agreement = agreement.id;
        signature.version = agreement.version;
        signature.party = request.caller().requirePartner();
        signature.signedAt = now;
        signature.signedBy = request.caller().name();
        signature.persistAndFlush();
        if (signedBy(agreement).containsAll(agreement.partyIds())) {
            enter(request, agreement, AgreementState.SIGNED, now, now);
            versions.stream()
                    .skip(1)
                    .filter(former -> state(former) == AgreementState.SIGNED)
                    .forEach(former -> enter(request, former, AgreementState.REPLACED, now, now));
        }
    }

    private static Set<String> signedBy(Agreement agreement) {
        return AgreementSignature.of(agreement).stream()
                .map(signature -> signature.party)
                .collect(Collectors.toSet());
    }

    /** The newest version that all parties signed, else the first one. */
    Agreement agreedOn(List<Agreement> versions) {
        return versions.stream()
                .filter(version -> state(version) == AgreementState.SIGNED)
                .findFirst()
                .orElse(versions.getLast());
    }

    /** Before a further version: a proposal gives way to it, what is in force stays until it is signed. */
    void makeRoom(Request request, List<Agreement> versions, Instant now) {
        var newest = versions.getFirst();
        // an amendment that was declined ends nothing of what is in force
        if (versions.stream().noneMatch(version -> state(version) == AgreementState.SIGNED)) {
            mustAllow(newest, AgreementState.REPLACED);
        }
        if (state(newest) == AgreementState.PROPOSED) {
            enter(request, newest, AgreementState.REPLACED, now, now);
        }
    }

    void terminate(Request request, List<Agreement> versions, Instant at, Instant now) {
        var party = request.caller().requirePartner();
        var own = versions.stream()
                .filter(version -> version.joins(party))
                .filter(version -> state(version).next().contains(AgreementState.TERMINATED))
                .toList();
        if (own.isEmpty()) {
            throw HubException.conflict(versions.getFirst().version);
        }
        for (var version : own) {
            switch (state(version)) {
                case PROPOSED -> enter(request, version, AgreementState.TERMINATED, now, now);
                case SIGNED -> enter(request, version, AgreementState.TERMINATED, end(version, at, now), now);
                case REPLACED, TERMINATED -> {}
            }
        }
    }

    private static Instant end(Agreement agreement, Instant wanted, Instant now) {
        var earliest = now.atOffset(ZoneOffset.UTC)
                .plus(Period.parse(agreement.notice))
                .toInstant();
        if (wanted != null && wanted.isBefore(earliest)) {
            throw HubException.badInput(
                    "at", "Notice of " + agreement.notice + ": " + earliest + " is the earliest end");
        }
        return wanted == null ? earliest : wanted;
    }

    private static AgreementState state(Agreement agreement) {
        return AgreementStep.last(agreement).state;
    }

    /** @throws HubException CONFLICT for a move that the version's state does not know */
    private static void mustAllow(Agreement agreement, AgreementState next) {
        if (!state(agreement).next().contains(next)) {
            throw HubException.conflict(agreement.version);
        }
    }

    private static void enter(Request request, Agreement agreement, AgreementState state, Instant at, Instant now) {
        mustAllow(agreement, state);
        store(request, agreement, state, at, now);
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
