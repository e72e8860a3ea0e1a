package org.entente.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.access.FilterArgument;
import org.entente.access.PartnerService;
import org.entente.access.Request;
import org.entente.agreement.Agreement;
import org.entente.agreement.AgreementService;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.FieldService;
import org.entente.catalogue.LawService;
import org.entente.consent.ConsentInput;
import org.entente.consent.ConsentService;
import org.entente.federation.HarvestRun;
import org.entente.federation.HarvestService;
import org.entente.federation.SourceFormat;
import org.entente.federation.SourceInput;
import org.entente.identity.Caller;
import org.entente.identity.Role;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;
import org.entente.policy.Sensitivity;
import org.entente.records.Areas;
import org.entente.records.RecordLoad;
import org.entente.records.RecordLoader;
import org.jboss.logging.Logger;

/**
 * Fills an empty hub with the demo city, through the same services as everyone: each partner's steward registers a source, harvests
 * it, loads records, classifies fields, records what makes sharing lawful, signs agreements and grants consents. Every step is known by a key, so that an interrupted seeding goes on
 * where it stopped and a finished one changes nothing.
 */
@ApplicationScoped
class DemoSeeding {
    private static final Logger LOG = Logger.getLogger(DemoSeeding.class);

    private final PartnerService partners;
    private final Areas areas;
    private final HarvestService harvests;
    private final RecordLoader loader;
    private final FieldService fields;
    private final LawService law;
    private final AgreementService agreements;
    private final ConsentService consents;

    DemoSeeding(
            PartnerService partners,
            Areas areas,
            HarvestService harvests,
            RecordLoader loader,
            FieldService fields,
            LawService law,
            AgreementService agreements,
            ConsentService consents) {
        this.partners = partners;
        this.areas = areas;
        this.harvests = harvests;
        this.loader = loader;
        this.fields = fields;
        this.law = law;
        this.agreements = agreements;
        this.consents = consents;
    }

    void seed(DemoCity city, String portals) throws SQLException, IOException {
        for (var partner : city.partners()) {
            partners.register(
                    steward(partner.id()),
                    partner.id(),
                    Map.of("fr", partner.nameFr(), "en", partner.nameEn()),
                    partner.competentAuthority(),
                    0);
        }
        for (var district : DemoCity.read("districts.geojson", JsonNode.class).get("features")) {
            var names = district.get("properties");
            areas.define(
                    names.get("code").asText(),
                    Map.of(
                            "fr", names.get("name_fr").asText(),
                            "en", names.get("name_en").asText()),
                    district.get("geometry"));
        }
        for (var catalogue : city.catalogues()) {
            harvest(catalogue, portals);
        }
        for (var records : DemoRecords.values()) {
            load(records.dataset);
        }
        for (var lawful : DemoLaw.all().entrySet()) {
            record(dataset(lawful.getKey()), lawful.getValue());
        }
        var signed = new HashMap<String, UUID>();
        for (var agreement : DemoAgreement.all()) {
            signed.put(agreement.key(), sign(agreement));
        }
        for (var consent : DemoConsents.ALL) {
            grant(consent, signed.get(consent.agreement()));
        }
    }

    private void harvest(DemoCity.Catalogue catalogue, String portals) throws SQLException {
        var request = steward(catalogue.partner().id());
        var source = catalogue.source();
        var registered = harvests.register(
                request,
                new SourceInput(
                        portals + source.path(),
                        source.format() == DemoCity.Syntax.CKAN ? SourceFormat.CKAN : SourceFormat.RDF,
                        AccessLevel.valueOf(source.defaultAccessLevel()),
                        Regime.valueOf(source.defaultRegime())),
                "demo source " + portals);
        if (harvests.wasHarvested(registered.id)) {
            return;
        }
        var run = harvests.run(request, registered.id);
        LOG.infof("Demo: %s published %d datasets (%s)", catalogue.partner().id(), run.created, run.state);
        if (run.state != HarvestRun.State.COMPLETED) {
            throw new IllegalStateException("the demo's catalogue was not harvested: " + run.reason);
        }
    }

    private void load(String key) throws SQLException, IOException {
        var dataset = dataset(key);
        var request = steward(dataset.owner);
        if (fieldsOf(dataset).isEmpty()) {
            var load = loader.load(request, dataset.id, null);
            LOG.infof("Demo: %s has %d records, %d rows rejected", key, load.loaded(), load.rejected());
            if (load.state() != RecordLoad.State.COMPLETED) {
                throw new IllegalStateException("the demo's records of " + key + " were not loaded: " + load.reason());
            }
        }
        for (var field : DemoCity.fieldSensitivities().get(key).entrySet()) {
            classify(request, dataset.id, field.getKey(), Sensitivity.valueOf(field.getValue()));
        }
    }

    private void classify(Request request, UUID id, String name, Sensitivity sensitivity) throws SQLException {
        var current = QuarkusTransaction.requiringNew()
                .call(() -> DatasetField.<DatasetField>findById(new DatasetField.Key(id, name)));
        if (current.sensitivity != sensitivity) {
            fields.classify(request, id, name, sensitivity, null, version(id));
        }
    }

    private static long version(UUID dataset) {
        return QuarkusTransaction.requiringNew().call(() -> Dataset.<Dataset>findById(dataset).version);
    }

    private void record(Dataset dataset, DemoLaw wanted) throws SQLException {
        var request = steward(dataset.owner);
        if (wanted.changes(dataset)) {
            law.update(request, dataset.id, wanted.changes(), version(dataset.id));
        }
        if (DemoLaw.differs(wanted.retention(), dataset.retention)) {
            law.retain(request, dataset.id, wanted.retention(), version(dataset.id));
        }
        if (DemoLaw.differs(wanted.impactAssessment(), dataset.impactAssessment)) {
            law.assess(request, dataset.id, wanted.impactAssessment(), version(dataset.id));
        }
    }

    /** Only the version that the demo proposed: what was amended since is its parties' affair. */
    private UUID sign(DemoAgreement agreement) throws SQLException {
        var id = agreements.propose(
                        steward(agreement.parties().getFirst()), agreement.input(), "demo agreement " + agreement.key())
                .id;
        boolean untouched = QuarkusTransaction.requiringNew()
                .call(() -> Agreement.versions(id).getFirst().version == 1);
        for (var party : agreement.parties()) {
            if (untouched) {
                agreements.sign(steward(party), id, 1);
            }
        }
        return id;
    }

    private static List<DatasetField> fieldsOf(Dataset dataset) {
        return QuarkusTransaction.requiringNew().call(() -> DatasetField.of(dataset.id));
    }

    private void grant(DemoConsents.Consent consent, UUID agreement) throws SQLException {
        var dataset = dataset(consent.dataset());
        consents.grant(
                steward(dataset.owner),
                new ConsentInput(
                        consent.consumer(),
                        agreement.toString(),
                        List.of(dataset.id.toString()),
                        List.of(consent.purpose()),
                        consent.actions(),
                        consent.fields(),
                        FilterArgument.of(consent.rows()),
                        null,
                        null),
                "demo " + consent.agreement() + " " + consent.dataset() + " " + consent.consumer() + " "
                        + consent.purpose());
    }

    /** By its IRI where the partner publishes RDF, by its CKAN id elsewhere. */
    private static Dataset dataset(String key) {
        var partner = DemoCity.load().publisherOf(key);
        var iri = new PortalLinks("", partner.id()).identifier("dataset", key);
        return QuarkusTransaction.requiringNew()
                .call(() -> Dataset.<Dataset>find(
                                "owner = ?1 and sourceKey in (?2, ?3) and archivedAt is null",
                                partner.id(),
                                iri,
                                CkanPackage.id(iri))
                        .firstResultOptional()
                        .orElseThrow(() -> new IllegalStateException("the demo has no dataset " + key)));
    }

    /** The partner's steward, as far as the demo needs one. */
    private static Request steward(String partner) {
        var caller = new Caller(
                "demo-" + partner, "demo-" + partner, partner, Set.of(Role.DATA_STEWARD), Set.of(), null, null);
        return Request.of(caller, "en");
    }
}
