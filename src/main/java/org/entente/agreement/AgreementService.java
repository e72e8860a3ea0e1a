package org.entente.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.kernel.WholeLists;

/**
 * Proposes and signs. To propose is not to sign: each party's signature, the proposer's too, is an act of one of its stewards, with
 * its own event in the log.
 */
@ApplicationScoped
public class AgreementService {
    private static final String PROPOSE = "proposeAgreement";

    private final AgreementDrafting drafting;
    private final AgreementSteps steps;
    private final Epoch epoch;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    AgreementService(
            AgreementDrafting drafting,
            AgreementSteps steps,
            Epoch epoch,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.drafting = drafting;
        this.steps = steps;
        this.epoch = epoch;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward of one of the parties. With a key that was used before: the agreement of then. */
    @Transactional(rollbackOn = Exception.class)
    public Agreement propose(Request request, AgreementInput input, String idempotencyKey) throws SQLException {
        var use = new Idempotency.Use(PROPOSE, request.caller(), idempotencyKey, json.valueToTree(input));
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return Agreement.versions(done.get()).getFirst();
        }
        WholeLists.require(use.input(), "agreement");
        var now = clock.instant();
        var agreement = drafting.first(request, input, now);
        steps.propose(request, agreement, now);
        idempotency.keep(use, agreement.id);
        record(request, PROPOSE, agreement, use.input());
        return agreement;
    }

    /** By a steward of a party, of the newest version. Signing what the party signed changes nothing. */
    @Transactional(rollbackOn = Exception.class)
    public Agreement sign(Request request, UUID id, int expectedVersion) throws SQLException {
        var party = request.caller().requirePartner();
        var versions = Agreement.lock(id);
        var agreement = drafting.newest(versions, party, expectedVersion);
        if (AgreementSignature.findById(new AgreementSignature.Key(id, agreement.version, party)) != null) {
            return agreement;
        }
        var now = clock.instant();
        if (agreement.endsAt != null && !agreement.endsAt.isAfter(now)) {
            throw HubException.badInput("id", "The period of this agreement is over");
        }
        steps.sign(request, versions, now);
        record(request, "signAgreement", agreement, null);
        return agreement;
    }

    /**
     * By a steward of a party: changes of what all parties signed, so that nobody is bound by a proposal that not all signed. It is the
     * next version, which is in force once all of its parties signed it.
     */
    @Transactional(rollbackOn = Exception.class)
    public Agreement amend(Request request, UUID id, AgreementChanges input, int expectedVersion) throws SQLException {
        var changed = json.<JsonNode>valueToTree(input);
        WholeLists.require(changed, "changes");
        var versions = Agreement.lock(id);
        var newest = drafting.newest(versions, request.caller().requirePartner(), expectedVersion);
        var now = clock.instant();
        var former = steps.makeRoom(request, versions, now);
        var amended = drafting.next(request, newest.version + 1, former, input, now);
        steps.propose(request, amended, now);
        record(request, "amendAgreement", amended, changed);
        return amended;
    }

    /**
     * By a steward of any party: what is in force ends with the notice that it states, what is not signed by all is declined at
     * once. The version is named, so that an amendment that is declined twice ends nothing of what is in force.
     *
     * @param at null for the earliest that the notice allows
     */
    @Transactional(rollbackOn = Exception.class)
    public Agreement terminate(Request request, UUID id, Instant at, int version) throws SQLException {
        var party = request.caller().requirePartner();
        var versions =
                Agreement.lock(id).stream().filter(each -> each.joins(party)).toList();
        var newest = versions.stream().findFirst().orElseThrow(HubException::notFound);
        var ended = versions.stream()
                .filter(each -> each.version == version)
                .findFirst()
                .orElseThrow(() -> HubException.conflict(newest.version));
        steps.terminate(request, ended, at, clock.instant());
        record(request, "terminateAgreement", ended, null);
        return newest;
    }

    private void record(Request request, String action, Agreement agreement, JsonNode input) throws SQLException {
        var detail = json.createObjectNode()
                .put("agreement", agreement.id.toString())
                .put("version", agreement.version);
        if (input != null) {
            detail.set("input", input);
        }
        changes.record(request, action, null, detail);
        epoch.advance();
    }
}
