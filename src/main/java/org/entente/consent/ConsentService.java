package org.entente.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.FilterArgument;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.agreement.AgreementsInForce;
import org.entente.identity.PurposeTree;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;
import org.entente.kernel.WholeLists;

/** Grants and withdraws; each change is in force on every replica for every new request at once. */
@ApplicationScoped
public class ConsentService {
    private static final String GRANT = "grantConsent";

    private final AgroalDataSource database;
    private final AgreementsInForce agreements;
    private final PurposeTree purposes;
    private final ConsentChecks checks;
    private final Epoch epoch;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    ConsentService(
            AgroalDataSource database,
            AgreementsInForce agreements,
            PurposeTree purposes,
            ConsentChecks checks,
            Epoch epoch,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.purposes = purposes;
        this.checks = checks;
        this.epoch = epoch;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward, for datasets of their own partner. With a key that was used before: the consent of then. */
    public Consent grant(Request request, ConsentInput input, String idempotencyKey) throws SQLException {
        var use = new Idempotency.Use(GRANT, request.caller(), idempotencyKey, json.valueToTree(input));
        var given = given(use);
        return given.isPresent() ? given.get() : grant(request, use, prepare(request, input, "consent"));
    }

    @Transactional(rollbackOn = Exception.class)
    Optional<Consent> given(Idempotency.Use use) throws SQLException {
        return idempotency.find(use).map(id -> Consent.current(id).orElseThrow(HubException::notFound));
    }

    @Transactional(rollbackOn = Exception.class)
    Consent grant(Request request, Idempotency.Use use, Prepared prepared) throws SQLException {
        var given = given(use);
        if (given.isPresent()) {
            return given.get();
        }
        give(prepared);
        idempotency.keep(use, prepared.consent.id);
        changes.record(request, GRANT, null, use.input());
        epoch.advance();
        return prepared.consent;
    }

    /** A consent that is not given yet. */
    record Prepared(Consent consent, List<UUID> datasets) {}

    /** In the running transaction, whose last statement advances the epoch. */
    void give(Prepared prepared) throws SQLException {
        prepared.consent.persistAndFlush();
        link(prepared.consent, prepared.datasets);
    }

    /**
     * One that can hold. Before the transaction that gives it: that would hold a connection while the policies' facts wait for a second, and as many
     * at once as there are connections would wait for each other. What changes meanwhile is looked at when the consent is used.
     *
     * @param path of the consent in the caller's input
     */
    Prepared prepare(Request request, ConsentInput input, String path) throws SQLException {
        WholeLists.require(json.valueToTree(input), path);
        var prepared = draft(request, input, path);
        checks.rehearse(request, prepared.consent, prepared.datasets, input.purposes(), path);
        return prepared;
    }

    @Transactional(rollbackOn = Exception.class)
    Prepared draft(Request request, ConsentInput input, String path) throws SQLException {
        var datasets = input.datasets().stream().map(PublicId::parse).distinct().toList();
        var consent = consent(request, input, clock.instant(), path);
        checks.check(consent, datasets, path);
        consent.agreement = agreements.joining(
                consent.owner,
                consent.consumer,
                input.agreement() == null ? null : PublicId.parse(input.agreement()),
                consent.recordedAt,
                path + ".agreement");
        return new Prepared(consent, datasets);
    }

    private Consent consent(Request request, ConsentInput input, Instant now, String path) throws SQLException {
        var covered = purposes.cover(input.purposes(), path + ".purposes");
        var consent = new Consent();
        consent.id = UUID.randomUUID();
        consent.version = 1;
        consent.owner = request.caller().requirePartner();
        consent.consumer = input.consumer();
        consent.purposes = covered.codes().toArray(String[]::new);
        consent.purposeTree = covered.version();
        consent.actions =
                input.actions().stream().map(Enum::name).distinct().sorted().toArray(String[]::new);
        consent.fields = input.fields().stream().distinct().toArray(String[]::new);
        consent.rowFilter = FilterJson.write(FilterArgument.read(input.rowFilter(), path + ".rowFilter"));
        consent.startsAt = input.startsAt() == null ? now : input.startsAt();
        consent.endsAt = input.endsAt();
        consent.recordedAt = now;
        consent.recordedBy = request.caller().name();
        return consent;
    }

    private void link(Consent consent, List<UUID> datasets) throws SQLException {
        try (Connection connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into consent_dataset (consent, dataset, consumer) values (?, ?, ?)")) {
            for (var dataset : datasets) {
                insert.setObject(1, consent.id);
                insert.setObject(2, dataset);
                insert.setString(3, consent.consumer);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** By a steward of the owner. Withdrawing what is withdrawn changes nothing. */
    @Transactional(rollbackOn = Exception.class)
    public Consent withdraw(Request request, UUID id, int expectedVersion) throws SQLException {
        var current = Consent.lockCurrent(id)
                .filter(found -> found.owner.equals(request.caller().requirePartner()))
                .orElseThrow(HubException::notFound);
        if (current.withdrawnAt != null) {
            return current;
        }
        if (current.version != expectedVersion) {
            throw HubException.conflict(current.version);
        }
        var now = clock.instant();
        var withdrawn = current.succeed(now, request.caller().name());
        withdrawn.withdrawnAt = now;
        Consent.flush();
        withdrawn.persistAndFlush();
        changes.record(request, "withdrawConsent", null, json.createObjectNode().put("consent", id.toString()));
        epoch.advance();
        return withdrawn;
    }
}
