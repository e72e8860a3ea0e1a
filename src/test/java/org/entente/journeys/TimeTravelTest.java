package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.access.Access;
import org.entente.access.Epoch;
import org.entente.access.PartnerService;
import org.entente.access.Request;
import org.entente.agreement.AgreementInput;
import org.entente.agreement.AgreementService;
import org.entente.agreement.ArticleInput;
import org.entente.catalogue.Dataset;
import org.entente.catalogue.DatasetChanges;
import org.entente.catalogue.DatasetVersions;
import org.entente.catalogue.FieldService;
import org.entente.catalogue.LawService;
import org.entente.catalogue.LegalBasis;
import org.entente.catalogue.SpecialCategoryCondition;
import org.entente.consent.ConsentInput;
import org.entente.consent.ConsentService;
import org.entente.identity.Caller;
import org.entente.identity.Partner;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.entente.policy.Sensitivity;
import org.entente.rule.RuleInput;
import org.entente.rule.RuleService;
import org.entente.stewardship.ExplanationView;
import org.entente.stewardship.Explanations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two hundred random changes of all that governs a dataset, with decisions taken and audited between them: asked later why, the hub says of each
 * instant what it decided then, to the last mask.
 */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class TimeTravelTest {
    private static final int CHANGES = 200;
    private static final int INSTANTS = 50;
    private static final String TRAVELLER = "traveller";
    private static final List<String> CONSUMERS = List.of("sdis", "rtm", "aphm");
    private static final List<String> PURPOSES =
            List.of("public-safety", "emergency-response", "health-service", "transport", "statistics");
    private static final List<Action> ACTIONS = List.of(Action.READ, Action.AGGREGATE, Action.EXPORT, Action.SUBSCRIBE);

    private record Versioned(UUID id, int version) {}

    @Inject
    City city;

    @Inject
    Access access;

    @Inject
    Epoch epoch;

    @Inject
    PartnerService partners;

    @Inject
    AgreementService agreements;

    @Inject
    ConsentService consents;

    @Inject
    RuleService rules;

    @Inject
    DatasetVersions versions;

    @Inject
    FieldService fields;

    @Inject
    LawService law;

    @Inject
    Explanations explanations;

    @Inject
    ObjectMapper json;

    private final Random random = new Random(42);
    private final List<Versioned> signed = new ArrayList<>();
    private final List<Versioned> given = new ArrayList<>();
    private final List<Versioned> active = new ArrayList<>();
    private final Map<String, Boolean> competent = new java.util.HashMap<>();
    private List<String> names;
    private UUID dataset;

    /** A dataset of its own, like the street reports. */
    @BeforeEach
    void a_dataset_is_there() throws Exception {
        city.await();
        var reports = city.id(City.REPORTS);
        dataset = UUID.randomUUID();
        changing(() -> {
            city.execute("""
                    insert into dataset (id, owner, kind, access_level, regime, secrecy, draft, fingerprint, version, recorded_at)
                    select '%s', owner, kind, 'DISCOVERABLE', 'GDPR', 'NONE',
                           jsonb_set(draft, '{titles}', '{"fr": "Voyage", "en": "Travel"}'), 'travel', 1, now()
                    from dataset where id = '%s'""".formatted(dataset, reports));
            city.execute("""
                    insert into dataset_field (dataset, name, position, type, scale, unit, classified, sensitivity)
                    select '%s', name, position, type, scale, unit, classified, sensitivity
                    from dataset_field where dataset = '%s'""".formatted(dataset, reports));
            versions.advance(dataset, 1);
        });
        names = city.texts(
                "select name from dataset_field where dataset = ?::uuid order by position", dataset.toString());
        for (var partner : CONSUMERS) {
            competent.put(partner, partner(partner).competentAuthority);
        }
    }

    @AfterEach
    void it_is_gone_and_partners_are_what_they_were() throws Exception {
        city.govern(dataset, "archived_at = now()");
        for (var partner : CONSUMERS) {
            register(partner(partner), competent.get(partner));
        }
        for (var rule : List.copyOf(active)) {
            rules.rollback(steward("ville", "one"), rule.id, rule.version);
        }
    }

    private interface Change {
        void make() throws Exception;
    }

    private void changing(Change change) {
        QuarkusTransaction.requiringNew().call(() -> {
            change.make();
            epoch.advance();
            return null;
        });
    }

    private static Partner partner(String id) {
        return QuarkusTransaction.requiringNew().call(() -> Partner.findById(id));
    }

    private long version() {
        return QuarkusTransaction.requiringNew().call(() -> Dataset.<Dataset>findById(dataset).version);
    }

    private static Request steward(String partner, String name) {
        return Request.of(
                new Caller(name + partner, name, partner, Set.of("data-steward"), Set.of(), null, null), "en");
    }

    /** Other tests name no agreement where one is in force. */
    @AfterEach
    void the_agreements_are_over() throws Exception {
        while (!signed.isEmpty()) {
            terminate();
        }
    }

    @Test
    void the_past_is_explained_as_it_was_decided() throws Exception {
        long before = epochs();
        while (epochs() - before < CHANGES) {
            change();
            decide();
            decide();
        }

        var events = new ArrayList<>(events());
        assertThat(events).hasSizeGreaterThan(CHANGES);
        assertThat(events.stream()
                        .map(event -> event.at("/decision/outcome").asText())
                        .distinct())
                .containsExactlyInAnyOrder("PERMIT", "DENY");
        for (var event : events) {
            assertThat(explanations
                            .ofEvent(auditor(), UUID.fromString(event.path("id").asText()))
                            .asRecorded())
                    .as(event.toString())
                    .isTrue();
        }
        Collections.shuffle(events, random);
        for (var event : events.subList(0, INSTANTS)) {
            assertThat(said(explanations.of(auditor(), question(event))))
                    .as(event.toString())
                    .isEqualTo(said(event.path("decision")));
        }
        assertThat(events.stream()
                        .flatMap(event -> event.findValuesAsText("code").stream())
                        .distinct())
                .as("all sorts of facts took part")
                .contains("consent.in_force", "rule.denied", "rule.filtered", "rule.masked", "agreement.terminated");
    }

    private long epochs() throws SQLException {
        return city.number("select count(*) from governance_change");
    }

    private static Request auditor() {
        return Request.of(new Caller("auditor", "auditor", "ville", Set.of("auditor"), Set.of(), null, null), "en");
    }

    private void change() throws Exception {
        if (signed.isEmpty()) {
            sign();
            return;
        }
        switch (random.nextInt(14)) {
            case 0 -> sign();
            case 1 -> terminate();
            case 2, 3, 4 -> grant();
            case 5 -> withdraw();
            case 6, 7, 8 -> activate();
            case 9, 10 -> rollback();
            case 11 ->
                fields.classify(
                        steward("ville", "one"),
                        dataset,
                        one(names),
                        one(List.of(Sensitivity.values())),
                        null,
                        version());
            case 12 -> govern();
            default -> {
                register(partner(one(CONSUMERS)), random.nextBoolean());
            }
        }
    }

    private void register(Partner partner, boolean competent) throws Exception {
        var newest = "select max(version) from partner_version where partner = '" + partner.id + "'";
        partners.register(
                steward("ville", "one"), partner.id, partner.names, competent, Math.toIntExact(city.number(newest)));
    }

    private void sign() throws Exception {
        var consumer = one(CONSUMERS);
        var input = new AgreementInput(
                "Voyage", "Travel", List.of("ville", consumer), null, null, "P0D", List.of(article("1"), article("2")));
        var agreement = agreements.propose(
                steward("ville", "one"), input, UUID.randomUUID().toString());
        agreements.sign(steward("ville", "one"), agreement.id, 1);
        agreements.sign(steward(consumer, "one"), agreement.id, 1);
        signed.add(new Versioned(agreement.id, CONSUMERS.indexOf(consumer)));
    }

    private ArticleInput article(String number) {
        return new ArticleInput(
                number,
                "Texte",
                "Text",
                random.nextInt(3) > 0 ? null : List.copyOf(some(PURPOSES)),
                random.nextInt(3) > 0 ? null : List.copyOf(some(ACTIONS)),
                random.nextInt(6) == 0,
                random.nextBoolean() ? null : 5,
                random.nextBoolean(),
                random.nextBoolean() ? null : "P6M",
                random.nextBoolean(),
                random.nextInt(6) == 0,
                null,
                null);
    }

    private void terminate() throws Exception {
        var agreement = signed.remove(random.nextInt(signed.size()));
        agreements.terminate(steward("ville", "one"), agreement.id, null, 1);
    }

    private void grant() throws Exception {
        var agreement = one(signed);
        var later = Instant.now().plusSeconds(3_600);
        var input = new ConsentInput(
                CONSUMERS.get(agreement.version),
                agreement.id.toString(),
                List.of(dataset.toString()),
                List.copyOf(some(PURPOSES)),
                List.copyOf(some(ACTIONS)),
                List.copyOf(some(names)),
                json.treeToValue(rows(), org.entente.access.FilterArgument.class),
                random.nextInt(6) == 0 ? later : null,
                random.nextInt(3) == 0 ? later.plusSeconds(60) : null);
        try {
            var consent = consents.grant(
                    steward("ville", "one"), input, UUID.randomUUID().toString());
            given.add(new Versioned(consent.id, 1));
        } catch (HubException canNeverHold) {
            assertThat(canNeverHold.code()).isEqualTo(ErrorCode.BAD_INPUT);
        }
    }

    private void withdraw() throws Exception {
        if (!given.isEmpty()) {
            var consent = given.remove(random.nextInt(given.size()));
            consents.withdraw(steward("ville", "one"), consent.id, 1);
        }
    }

    private void activate() throws Exception {
        var rule = rules.draft(
                        steward("ville", "one"), rule(), null, UUID.randomUUID().toString())
                .id();
        rules.activate(steward("ville", "two"), rule, 1);
        active.add(new Versioned(rule, 1));
    }

    private void rollback() throws Exception {
        if (!active.isEmpty()) {
            var rule = active.remove(random.nextInt(active.size()));
            rules.rollback(steward("ville", "one"), rule.id, rule.version);
        }
    }

    private RuleInput rule() throws Exception {
        var effect = one(List.of("PERMIT", "DENY", "MASK", "MASK", "FILTER", "FILTER"));
        var rule = json.createObjectNode()
                .put("titleFr", "Voyage")
                .put("titleEn", "Travel")
                .put("effect", effect);
        rule.putArray("datasets").add(dataset.toString());
        maybe(rule, "partners", CONSUMERS);
        maybe(rule, "purposes", PURPOSES);
        maybe(rule, "roles", List.of("partner-agent", "data-steward"));
        if (effect.equals("DENY")) {
            rule.putArray("actions").add(one(ACTIONS).name());
        }
        if (effect.equals("MASK") || effect.equals("PERMIT")) {
            some(names).forEach(rule.putArray("fields")::add);
        }
        if (effect.equals("MASK")) {
            rule.put("maskMethod", one(List.of("REMOVE", "HASH", "GENERALISE", "TRUNCATE")));
        }
        if (effect.equals("FILTER") || effect.equals("PERMIT")) {
            rule.set("rowFilter", rows());
        }
        return json.treeToValue(rule, RuleInput.class);
    }

    private ObjectNode rows() {
        var filter = json.createObjectNode();
        if (random.nextBoolean()) {
            filter.putObject("ge").put("field", "response_minutes").put("value", 0.5 + random.nextInt(40));
        } else {
            filter.putObject("eq").put("field", "closed").put("value", random.nextBoolean());
        }
        return filter;
    }

    private void govern() throws Exception {
        var steward = steward("ville", "one");
        switch (random.nextInt(5)) {
            case 0 -> law.retain(steward, dataset, "P" + (1 + random.nextInt(9)) + "Y", version());
            case 1 -> law.assess(steward, dataset, "AIPD " + random.nextInt(99), version());
            case 2 ->
                law.update(
                        steward,
                        dataset,
                        new DatasetChanges(
                                null,
                                one(List.of(LegalBasis.values())),
                                one(List.of(SpecialCategoryCondition.values()))),
                        version());
            default ->
                city.govern(
                        dataset,
                        "access_level = '%s', regime = '%s', secrecy = '%s'"
                                .formatted(
                                        one(List.of("OPEN", "DISCOVERABLE", "DISCOVERABLE", "HIDDEN")),
                                        one(List.of("GDPR", "GDPR", "NONE", "LED")),
                                        one(List.of("NONE", "NONE", "NONE", "STATISTICAL"))));
        }
    }

    private void maybe(ObjectNode rule, String name, List<String> values) {
        if (random.nextInt(3) == 0) {
            some(values).forEach(rule.putArray(name)::add);
        }
    }

    private <T> Set<T> some(List<T> values) {
        var some = values.stream().filter(any -> random.nextBoolean()).collect(Collectors.toSet());
        return some.isEmpty() ? Set.of(one(values)) : some;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** As an answer that leaves, or a refusal, would be recorded. */
    private void decide() throws Exception {
        var caller = new Caller(
                TRAVELLER,
                TRAVELLER,
                one(CONSUMERS),
                Set.of(one(List.of("partner-agent", "data-steward"))),
                Set.of(one(PURPOSES)),
                null,
                random.nextBoolean() ? "case 7" : null);
        var request = Request.of(caller, "en");
        try {
            var decided = access.require(request, one(ACTIONS), dataset);
            access.answered(request, decided, 0);
        } catch (HubException refused) {
            // the denial is recorded
        }
    }

    private List<JsonNode> events() throws Exception {
        var events = new ArrayList<JsonNode>();
        for (var text : city.texts("""
                select json_build_object('id', id, 'at', at, 'action', action, 'partner', partner, 'purpose', purpose,
                    'justification', justification, 'role', detail -> 'roles' ->> 0, 'decision', decision)
                from audit_event where dataset = ?::uuid and caller = ?""", dataset.toString(), TRAVELLER)) {
            events.add(json.readTree(text));
        }
        return events;
    }

    private Explanations.Question question(JsonNode event) {
        return new Explanations.Question(
                dataset,
                Action.valueOf(event.path("action").asText()),
                event.path("purpose").asText(),
                event.path("partner").asText(),
                java.time.OffsetDateTime.parse(event.path("at").asText()).toInstant(),
                event.path("justification").asText(null),
                event.path("role").asText());
    }

    private record Said(String outcome, Set<Object> grants, Set<Object> reasons, Set<Object> obligations) {}

    private static Said said(ExplanationView view) throws Exception {
        return new Said(
                view.outcome().name(),
                view.grants().stream()
                        .map(grant -> grant.rowFilter()
                                + grant.masks().stream()
                                        .map(mask -> mask.field() + " " + mask.method())
                                        .sorted()
                                        .toList()
                                + grant.source().id())
                        .collect(Collectors.toSet()),
                view.reasons().stream()
                        .map(reason -> reason.code()
                                + (reason.source() == null
                                        ? ""
                                        : reason.source().id()))
                        .collect(Collectors.toSet()),
                view.obligations().stream()
                        .map(duty -> duty.kind() + duty.value() + duty.source().id())
                        .collect(Collectors.toSet()));
    }

    private static Said said(JsonNode decision) {
        return new Said(
                decision.path("outcome").asText(),
                decision.path("grants")
                        .valueStream()
                        .map(grant -> grant.path("rowFilter").toString()
                                + grant.path("masks")
                                        .valueStream()
                                        .map(mask -> mask.path("field").asText() + " "
                                                + mask.path("method").asText())
                                        .sorted()
                                        .toList()
                                + grant.at("/source/id").asText())
                        .collect(Collectors.toSet()),
                decision.path("reasons")
                        .valueStream()
                        .map(reason -> reason.path("code").asText()
                                + reason.at("/source/id").asText())
                        .collect(Collectors.toSet()),
                decision.path("obligations")
                        .valueStream()
                        .map(duty -> duty.path("kind").asText()
                                + duty.path("value").asText()
                                + duty.at("/source/id").asText())
                        .collect(Collectors.toSet()));
    }
}
