package org.entente.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.agreement.AgreementsInForce;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.identity.PurposeTree;
import org.entente.kernel.Canonical;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

/** Writes what a partner asks for down; what no owner could grant is refused here. */
@ApplicationScoped
class RequestDrafting {
    private final AgreementsInForce agreements;
    private final PurposeTree purposes;
    private final Clock clock;

    RequestDrafting(AgreementsInForce agreements, PurposeTree purposes, Clock clock) {
        this.agreements = agreements;
        this.purposes = purposes;
        this.clock = clock;
    }

    /** Not stored yet. */
    @Transactional(rollbackOn = Exception.class)
    AccessRequest draft(Request request, AccessRequestInput input, List<UUID> datasets) throws SQLException {
        var asked = new AccessRequest();
        asked.id = UUID.randomUUID();
        asked.version = 1;
        asked.consumer = request.caller().requirePartner();
        asked.datasets = datasets.toArray(UUID[]::new);
        asked.owner = owner(asked, input);
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

    private static String owner(AccessRequest asked, AccessRequestInput input) {
        var datasets = Dataset.active(List.of(asked.datasets));
        var owners = datasets.stream().map(dataset -> dataset.owner).distinct().toList();
        if (owners.size() != 1 || owners.getFirst().equals(asked.consumer)) {
            throw HubException.badInput("request.datasets", "Datasets of one other partner are expected");
        }
        for (var dataset : datasets) {
            ConsentChecks.requireFields(DatasetField.of(dataset.id), input.fields(), input.actions(), "request.fields");
        }
        return owners.getFirst();
    }
}
