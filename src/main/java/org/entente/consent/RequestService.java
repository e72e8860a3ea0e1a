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
import org.entente.agreement.AgreementsInForce;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.identity.PurposeTree;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

/** A partner asks, a steward of the owner decides: in full, in part or not. */
@ApplicationScoped
public class RequestService {
    private static final String REQUEST = "requestAccess";

    private final Access access;
    private final AgreementsInForce agreements;
    private final PurposeTree purposes;
    private final ConsentService consents;
    private final Epoch epoch;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    RequestService(
            Access access,
            AgreementsInForce agreements,
            PurposeTree purposes,
            ConsentService consents,
            Epoch epoch,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.access = access;
        this.agreements = agreements;
        this.purposes = purposes;
        this.consents = consents;
        this.epoch = epoch;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** Of datasets that the caller may know of. With a key that was used before: the request of then. */
    public AccessRequest ask(Request request, AccessRequestInput input, String idempotencyKey) throws SQLException {
        var datasets = input.datasets().stream().map(PublicId::parse).distinct().toList();
        // before the transaction, which would hold a connection while the decisions wait for others
        for (var dataset : datasets) {
            access.require(request, Action.DISCOVER, dataset);
        }
        return ask(request, input, datasets, idempotencyKey);
    }

    @Transactional(rollbackOn = Exception.class)
    AccessRequest ask(Request request, AccessRequestInput input, List<UUID> datasets, String idempotencyKey)
            throws SQLException {
        var use = new Idempotency.Use(REQUEST, request.caller(), idempotencyKey, json.valueToTree(input));
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return AccessRequest.current(done.get()).orElseThrow(HubException::notFound);
        }
        var asked = asked(request, input, datasets);
        asked.persistAndFlush();
        idempotency.keep(use, asked.id);
        changes.record(request, REQUEST, null, use.input());
        return asked;
    }

    private AccessRequest asked(Request request, AccessRequestInput input, List<UUID> datasets) throws SQLException {
        var asked = new AccessRequest();
        asked.id = UUID.randomUUID();
        asked.version = 1;
        asked.consumer = request.caller().requirePartner();
        asked.datasets = datasets.toArray(UUID[]::new);
        asked.owner = owner(asked, input.fields());
        purposes.cover(List.of(input.purpose()), "request.purpose");
        asked.purpose = input.purpose();
        asked.actions =
                input.actions().stream().map(Action::name).distinct().sorted().toArray(String[]::new);
        asked.fields = input.fields().stream().distinct().toArray(String[]::new);
        asked.justification = input.justification().strip();
        asked.startsAt = input.startsAt();
        asked.endsAt = input.endsAt();
        asked.state = RequestState.OPEN;
        asked.recordedAt = clock.instant();
        asked.requestedAt = asked.recordedAt;
        asked.recordedBy = request.caller().name();
        Canonical.requireYear(asked.startsAt, "request.startsAt");
        Canonical.requireYear(asked.endsAt, "request.endsAt");
        if (asked.endsAt != null && !asked.endsAt.isAfter(asked.startsAt == null ? asked.recordedAt : asked.startsAt)) {
            throw HubException.badInput("request.endsAt", "The end must come after the start, and lie ahead");
        }
        asked.agreement = agreements.joining(
                asked.owner,
                asked.consumer,
                input.agreement() == null ? null : PublicId.parse(input.agreement()),
                asked.recordedAt,
                "request.agreement");
        return asked;
    }

    private static String owner(AccessRequest asked, List<String> fields) {
        var datasets = Dataset.active(List.of(asked.datasets));
        var owners = datasets.stream().map(dataset -> dataset.owner).distinct().toList();
        if (owners.size() != 1 || owners.getFirst().equals(asked.consumer)) {
            throw HubException.badInput("request.datasets", "Datasets of one other partner are expected");
        }
        for (var dataset : datasets) {
            var names = DatasetField.of(dataset.id).stream()
                    .map(field -> field.name)
                    .toList();
            if (!names.containsAll(fields)) {
                throw HubException.badInput("request.fields", "Not every dataset has all of these fields");
            }
        }
        return owners.getFirst();
    }

    /** By a steward of the owner, once: of two decisions at a time the second gets CONFLICT. */
    public AccessRequest decide(Request request, UUID id, RequestDecision input, int expectedVersion)
            throws SQLException {
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
        var terms = new GrantedTerms(asked, input);
        if (asked.version != expectedVersion || !asked.state.next().contains(terms.state())) {
            throw HubException.conflict(asked.version);
        }
        return terms;
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
