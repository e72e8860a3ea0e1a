package org.entente.consent;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.access.Rehearsal;
import org.entente.access.Request;
import org.entente.agreement.AgreementFacts;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.identity.Partner;
import org.entente.kernel.Canonical;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput;
import org.entente.policy.PolicyInput.ConsentFacts;
import org.entente.policy.Regime;
import org.entente.policy.Secrecy;

/** What can never hold is refused when it is given, not found out when it is used. */
@ApplicationScoped
class ConsentChecks {
    private static final Set<Action> SHOWING_ROWS = Set.of(Action.READ, Action.EXPORT, Action.SUBSCRIBE);

    /** What the policies look at, of a dataset whose lawfulness is on record. */
    private record Kind(Regime regime, Secrecy secrecy) {}

    private final AgroalDataSource database;
    private final AgreementFacts agreements;
    private final Rehearsal rehearsal;

    ConsentChecks(AgroalDataSource database, AgreementFacts agreements, Rehearsal rehearsal) {
        this.database = database;
        this.agreements = agreements;
        this.rehearsal = rehearsal;
    }

    void check(Consent consent, List<UUID> datasets, String path) {
        if (Partner.findById(consent.consumer) == null || consent.consumer.equals(consent.owner)) {
            throw HubException.badInput(path + ".consumer", "Another partner is expected");
        }
        Canonical.requireYear(consent.startsAt, path + ".startsAt");
        Canonical.requireYear(consent.endsAt, path + ".endsAt");
        if (consent.startsAt.isBefore(consent.recordedAt)) {
            throw HubException.badInput(path + ".startsAt", "A consent cannot be dated back");
        }
        if (consent.endsAt != null && !consent.endsAt.isAfter(consent.startsAt)) {
            throw HubException.badInput(path + ".endsAt", "The end must come after the start");
        }
        for (var id : datasets) {
            var dataset = Dataset.active(id)
                    .filter(found -> found.owner.equals(consent.owner))
                    .orElseThrow(() -> HubException.badInput(path + ".datasets", "Not a dataset of your partner"));
            checkFields(consent, DatasetField.of(dataset.id), path);
        }
    }

    private static void checkFields(Consent consent, List<DatasetField> fields, String path) {
        var typed = DatasetFields.typed(fields);
        var filter = path + ".rowFilter";
        NormalForm.of(FilterJson.read(consent.rowFilter, filter), typed, filter);
        requireFields(fields, List.of(consent.fields), actions(consent.actions), path + ".fields");
    }

    /** Without a field no row shows anything; rows can be counted without one, and a dataset be known of. */
    static void requireFields(List<DatasetField> fields, List<String> names, List<Action> actions, String path) {
        if (names.isEmpty() && !fields.isEmpty() && actions.stream().anyMatch(SHOWING_ROWS::contains)) {
            throw HubException.badInput(path, "Name the fields: without one no row would show anything");
        }
        DatasetFields.requireNames(fields, names, path);
    }

    /** Each action for each purpose that is named; never within a transaction. */
    void rehearse(Request request, Consent consent, List<UUID> datasets, List<String> purposes, String path)
            throws SQLException {
        rehearse(request, facts(consent), standing(consent.agreement), datasets, purposes, path);
    }

    /** As the consent that is asked for, of all rows. An agreement that not all have signed may still come to allow it. */
    void rehearse(Request request, AccessRequest asked) throws SQLException {
        var standing = standing(asked.agreement);
        if (standing.stream().allMatch(PolicyInput.AgreementFacts::signed)) {
            rehearse(request, facts(asked), standing, List.of(asked.datasets), List.of(asked.purpose), "request");
        }
    }

    private void rehearse(
            Request request,
            ConsentFacts facts,
            List<PolicyInput.AgreementFacts> standing,
            List<UUID> datasets,
            List<String> purposes,
            String path)
            throws SQLException {
        for (var dataset : ofEachKind(datasets)) {
            for (var action : facts.actions()) {
                for (var purpose : purposes) {
                    rehearsal.require(request, new Rehearsal.Use(facts, standing, dataset, action, purpose), path);
                }
            }
        }
    }

    /** One of those that are the same to the policies. */
    private static Collection<UUID> ofEachKind(List<UUID> datasets) {
        var kinds = new HashMap<Kind, UUID>();
        for (var dataset : QuarkusTransaction.requiringNew().call(() -> Dataset.active(datasets))) {
            kinds.putIfAbsent(new Kind(dataset.regime, dataset.secrecy), dataset.id);
        }
        return kinds.values();
    }

    private List<PolicyInput.AgreementFacts> standing(UUID agreement) throws SQLException {
        try (var connection = database.getConnection()) {
            return agreements.of(connection, List.of(agreement), null);
        }
    }

    private static ConsentFacts facts(Consent consent) {
        return new ConsentFacts(
                consent.id.toString(),
                consent.version,
                consent.owner,
                consent.consumer,
                consent.agreement.toString(),
                List.of(consent.purposes),
                actions(consent.actions),
                List.of(consent.fields),
                consent.rowFilter,
                consent.startsAt,
                consent.endsAt,
                null);
    }

    private static ConsentFacts facts(AccessRequest asked) {
        return new ConsentFacts(
                asked.id.toString(),
                asked.version,
                asked.owner,
                asked.consumer,
                asked.agreement.toString(),
                List.of(asked.purpose),
                actions(asked.actions),
                List.of(asked.fields),
                FilterJson.write(Filter.ALL),
                asked.startsAt == null || asked.startsAt.isBefore(asked.recordedAt) ? asked.recordedAt : asked.startsAt,
                asked.endsAt,
                null);
    }

    private static List<Action> actions(String... names) {
        return Stream.of(names).map(Action::valueOf).toList();
    }
}
