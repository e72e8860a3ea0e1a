package org.entente.consent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.entente.access.Changes;
import org.entente.access.Epoch;
import org.entente.access.FilterArgument;
import org.entente.access.Idempotency;
import org.entente.access.Request;
import org.entente.agreement.AgreementsInForce;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.identity.Partner;
import org.entente.identity.PurposeTree;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.kernel.PublicId;

/** Grants and withdraws; each change is in force on every replica for every new request at once. */
@ApplicationScoped
public class ConsentService {
    private static final String GRANT = "grantConsent";

    private final AgroalDataSource database;
    private final AgreementsInForce agreements;
    private final PurposeTree purposes;
    private final Epoch epoch;
    private final Changes changes;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    ConsentService(
            AgroalDataSource database,
            AgreementsInForce agreements,
            PurposeTree purposes,
            Epoch epoch,
            Changes changes,
            Idempotency idempotency,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.purposes = purposes;
        this.epoch = epoch;
        this.changes = changes;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    /** By a steward, for datasets of their own partner. With a key that was used before: the consent of then. */
    @Transactional(rollbackOn = Exception.class)
    public Consent grant(Request request, ConsentInput input, String idempotencyKey) throws SQLException {
        var owner = request.caller().requirePartner();
        var use = new Idempotency.Use(GRANT, request.caller(), idempotencyKey, json.valueToTree(input));
        var done = idempotency.find(use);
        if (done.isPresent()) {
            return Consent.current(done.get()).orElseThrow(HubException::notFound);
        }
        var datasets = input.datasets().stream().map(PublicId::parse).distinct().toList();
        var consent = consent(request, owner, input, clock.instant());
        check(consent, datasets);
        consent.agreement = agreements.joining(
                owner,
                consent.consumer,
                input.agreement() == null ? null : PublicId.parse(input.agreement()),
                consent.recordedAt,
                "consent.agreement");
        consent.persistAndFlush();
        link(consent, datasets);
        idempotency.keep(use, consent.id);
        changes.record(request, GRANT, null, use.input());
        epoch.advance();
        return consent;
    }

    private Consent consent(Request request, String owner, ConsentInput input, Instant now) throws SQLException {
        var covered = purposes.cover(input.purposes(), "consent.purposes");
        var consent = new Consent();
        consent.id = UUID.randomUUID();
        consent.version = 1;
        consent.owner = owner;
        consent.consumer = input.consumer();
        consent.purposes = covered.codes().toArray(String[]::new);
        consent.purposeTree = covered.version();
        consent.actions =
                input.actions().stream().map(Enum::name).distinct().sorted().toArray(String[]::new);
        consent.fields = input.fields().stream().distinct().toArray(String[]::new);
        consent.rowFilter = FilterJson.write(FilterArgument.read(input.rowFilter(), "consent.rowFilter"));
        consent.startsAt = input.startsAt() == null ? now : input.startsAt();
        consent.endsAt = input.endsAt();
        consent.recordedAt = now;
        consent.recordedBy = request.caller().name();
        return consent;
    }

    /** What can never hold is refused when it is given, not found out when it is used. */
    private void check(Consent consent, List<UUID> datasets) {
        if (Partner.findById(consent.consumer) == null || consent.consumer.equals(consent.owner)) {
            throw HubException.badInput("consent.consumer", "Another partner is expected");
        }
        if (consent.startsAt.isBefore(consent.recordedAt)) {
            throw HubException.badInput("consent.startsAt", "A consent cannot be dated back");
        }
        if (consent.endsAt != null && !consent.endsAt.isAfter(consent.startsAt)) {
            throw HubException.badInput("consent.endsAt", "The end must come after the start");
        }
        for (var id : datasets) {
            var dataset = Dataset.active(id)
                    .filter(found -> found.owner.equals(consent.owner))
                    .orElseThrow(() -> HubException.badInput("consent.datasets", "Not a dataset of your partner"));
            checkFields(consent, DatasetField.of(dataset.id));
        }
    }

    private static void checkFields(Consent consent, List<DatasetField> fields) {
        var typed = DatasetFields.typed(fields);
        NormalForm.of(FilterJson.read(consent.rowFilter, "consent.rowFilter"), typed, "consent.rowFilter");
        var names = new HashSet<>(fields.stream().map(field -> field.name).toList());
        for (var name : consent.fields) {
            if (!names.contains(name)) {
                throw HubException.badInput("consent.fields", "There is no field '" + name + "' in every dataset");
            }
        }
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
