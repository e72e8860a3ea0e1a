package org.entente.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.kernel.WholeLists;
import org.entente.policy.Action;

/** A partner asks, a steward of the owner decides: in full, in part or not. */
@ApplicationScoped
public class RequestService {
    private static final String REQUEST = "requestAccess";

    private final Access access;
    private final RequestDrafting drafting;
    private final ConsentChecks checks;
    private final ConsentService consents;
    private final Epoch epoch;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final ConsentConfig config;
    private final Clock clock;

    RequestService(
            Access access,
            RequestDrafting drafting,
            ConsentChecks checks,
            ConsentService consents,
            Epoch epoch,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            ConsentConfig config,
            Clock clock) {
        this.access = access;
        this.drafting = drafting;
        this.checks = checks;
        this.consents = consents;
        this.epoch = epoch;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** Of datasets that the caller may know of. With a key that was used before: the request of then. */
    public AccessRequest ask(Request request, AccessRequestInput input, String idempotencyKey) throws SQLException {
        var datasets = input.datasets().stream().map(PublicId::parse).distinct().toList();
        for (var dataset : datasets) {
            access.require(request, Action.DISCOVER, dataset);
        }
        var use = new Idempotency.Use(REQUEST, request.caller(), idempotencyKey, json.valueToTree(input));
        var made = made(use);
        return made.isPresent() ? made.get() : ask(request, use, prepare(request, input, datasets));
    }

    @Transactional(rollbackOn = Exception.class)
    Optional<AccessRequest> made(Idempotency.Use use) throws SQLException {
        return idempotency.find(use).map(id -> AccessRequest.current(id).orElseThrow(HubException::notFound));
    }

    /** Before the transaction, as a consent is. */
    private AccessRequest prepare(Request request, AccessRequestInput input, List<UUID> datasets) throws SQLException {
        var asked = drafting.draft(request, input, datasets);
        checks.rehearse(request, asked);
        return asked;
    }

    @Transactional(rollbackOn = Exception.class)
    AccessRequest ask(Request request, Idempotency.Use use, AccessRequest asked) throws SQLException {
        var made = made(use);
        if (made.isPresent()) {
            return made.get();
        }
        if (AccessRequest.countOpen(asked.consumer) >= config.openRequests()) {
            throw HubException.limitExceeded(
                    "request", "At most " + config.openRequests() + " requests of your partner wait for a decision");
        }
        asked.persistAndFlush();
        idempotency.keep(use, asked.id);
        changes.record(request, REQUEST, null, use.input());
        return asked;
    }

    /** By a steward of the owner, once: of two decisions at a time the second gets CONFLICT. */
    public AccessRequest decide(Request request, UUID id, RequestDecision input, int expectedVersion)
            throws SQLException {
        WholeLists.require(json.valueToTree(input), "decision");
        var consent = terms(request, id, input, expectedVersion);
        return decide(
                request,
                id,
                input,
                expectedVersion,
                consent == null ? null : consents.prepare(request, consent, "decision"));
    }

    /** Null where nothing is granted. */
    @Transactional
    ConsentInput terms(Request request, UUID id, RequestDecision input, int expectedVersion) {
        var terms = terms(request, AccessRequest.current(id), input, expectedVersion);
        return input.grant() ? terms.consent(clock.instant()) : null;
    }

    private static GrantedTerms terms(
            Request request, Optional<AccessRequest> found, RequestDecision input, int expectedVersion) {
        var asked = found.filter(one -> one.owner.equals(request.caller().requirePartner()))
                .orElseThrow(HubException::notFound);
        if (asked.state.next().isEmpty()) {
            throw HubException.conflict(asked.version, "It is decided: " + asked.state);
        }
        if (asked.version != expectedVersion) {
            throw HubException.conflict(asked.version);
        }
        return new GrantedTerms(asked, input);
    }

    /** @param prepared of this version; null where nothing is granted */
    @Transactional(rollbackOn = Exception.class)
    AccessRequest decide(
            Request request, UUID id, RequestDecision input, int expectedVersion, ConsentService.Prepared prepared)
            throws SQLException {
        var asked = AccessRequest.lockCurrent(id);
        var terms = terms(request, asked, input, expectedVersion);
        var decided = asked.orElseThrow()
                .succeed(terms.state(), clock.instant(), request.caller().name());
        decided.reason = terms.reason();
        AccessRequest.flush();
        if (prepared != null) {
            consents.give(prepared);
            decided.consent = prepared.consent().id;
        }
        decided.persistAndFlush();
        changes.record(
                request,
                "decideRequest",
                null,
                json.createObjectNode().put("request", id.toString()).set("decision", json.valueToTree(input)));
        if (prepared != null) {
            epoch.advance();
        }
        return decided;
    }
}
