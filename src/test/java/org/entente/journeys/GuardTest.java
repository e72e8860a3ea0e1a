package org.entente.journeys;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.OpenToAll;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.entente.policy.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every GraphQL operation has exactly the guard that this table says, and the guard stands. A new operation must be entered. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class GuardTest {
    private static final String STEWARD = "roles data-steward";

    private static final String PARTIES = "roles partner-agent, data-steward, auditor";

    /** What stands below a dataset was let through with the dataset, unless it has a guard of its own. */
    private static final String PARENT = "";

    private static final Map<String, String> GUARDS = Map.ofEntries(
            entry("query me", "open"),
            entry("query partners", "open"),
            entry("query modelCards", "open"),
            entry("query datasets", "governed DISCOVER"),
            entry("query dataset", "governed DISCOVER"),
            entry("query records", "governed READ"),
            entry("query purposes", "open"),
            entry("query aggregate", "governed AGGREGATE"),
            entry("query cube", "governed AGGREGATE"),
            entry("query consents", "roles partner-agent, data-steward"),
            entry("query rules", "roles data-steward, auditor"),
            entry("query simulate", STEWARD),
            entry("query explain", PARTIES),
            entry("query explainEvent", PARTIES),
            entry("query usableFor", "roles partner-agent, data-steward"),
            entry("query uses", "roles data-steward, auditor"),
            entry("query notifications", STEWARD),
            entry("query setAsideMessages", "roles partner-agent, data-steward"),
            entry("mutation draftRule", STEWARD),
            entry("mutation activateRule", STEWARD),
            entry("mutation rollbackRule", STEWARD),
            entry("query accessRequests", "roles partner-agent, data-steward"),
            entry("mutation requestAccess", "roles partner-agent, data-steward"),
            entry("mutation decideRequest", STEWARD),
            entry("query agreements", PARTIES),
            entry("query agreementDiff", PARTIES),
            entry("query harvestSources", STEWARD),
            entry("query harvestRuns", STEWARD),
            entry("query harvestItems", STEWARD),
            entry("mutation registerPartner", "roles operator"),
            entry("mutation registerSource", STEWARD),
            entry("mutation harvest", STEWARD),
            entry("mutation loadRecords", STEWARD),
            entry("mutation appendRecords", "roles partner-agent, data-steward"),
            entry("mutation classifyField", STEWARD),
            entry("mutation updateDataset", STEWARD),
            entry("mutation setRetention", STEWARD),
            entry("mutation recordImpactAssessment", STEWARD),
            entry("mutation proposeAgreement", STEWARD),
            entry("mutation signAgreement", STEWARD),
            entry("mutation amendAgreement", STEWARD),
            entry("mutation terminateAgreement", STEWARD),
            entry("mutation publishCube", STEWARD),
            entry("mutation grantConsent", STEWARD),
            entry("mutation withdrawConsent", STEWARD),
            entry("subscription harvestProgress", STEWARD),
            entry("subscription recordChanges", "governed SUBSCRIBE"),
            entry("resolver datasetEntity", "governed DISCOVER"),
            entry("resolver partnerEntity", "open"),
            entry("query series", "governed READ"),
            entry("query anomalies", "governed READ"),
            entry("mutation registerSeries", STEWARD),
            entry("mutation registerIndicator", STEWARD),
            entry("mutation registerNeighbourhood", STEWARD),
            entry("mutation addNeighbour", STEWARD),
            entry("mutation labelAnomaly", STEWARD),
            entry("mutation publishAnomalies", STEWARD),
            entry("mutation publishIndicators", STEWARD),
            entry("mutation proposeRelease", STEWARD),
            entry("mutation confirmRelease", STEWARD),
            entry("source derivedFrom", PARENT),
            entry("source release", PARENT),
            entry("source proposedRelease", PARENT),
            entry("mutation resumeDetector", STEWARD),
            entry("mutation setCalendars", STEWARD),
            entry("mutation setModel", STEWARD),
            entry("source labels", PARENT),
            entry("source scoring", "governed READ"),
            entry("source precision", "governed READ"),
            entry("mutation appendObservations", "roles partner-agent, data-steward"),
            entry("subscription anomalies", "governed SUBSCRIBE"),
            entry("source series", "governed READ"),
            entry("source points", "governed AGGREGATE"),
            entry("source band", "governed READ"),
            entry("source observations", "governed READ"),
            entry("source setAside", "governed READ"),
            entry("source anomalies", "governed READ"),
            entry("source records", "governed READ"),
            entry("source aggregate", "governed AGGREGATE"),
            entry("source fields", PARENT),
            entry("source owner", PARENT));

    private static final String ID = UUID.randomUUID().toString();

    /** A well-formed call of each operation that asks for a role. */
    private static final Map<String, String> CALLS = Map.ofEntries(
            entry("query consents", "{ consents { edges { cursor } } }"),
            entry("query rules", "{ rules { edges { cursor } } }"),
            entry("query simulate", "{ simulate(rule: \"%s\") { version } }".formatted(ID)),
            entry("query explain", "{ explain(dataset: \"%s\", action: READ) { epoch } }".formatted(ID)),
            entry("query explainEvent", "{ explainEvent(event: \"%s\") { epoch } }".formatted(ID)),
            entry("query usableFor", "{ usableFor(purpose: \"transport\") { edges { cursor } } }"),
            entry("query uses", "{ uses(dataset: \"%s\") { edges { cursor } } }".formatted(ID)),
            entry("query notifications", "{ notifications { edges { cursor } } }"),
            entry("query setAsideMessages", "{ setAsideMessages { edges { cursor } } }"),
            entry(
                    "mutation draftRule",
                    "mutation { draftRule(rule: {titleFr: \"i\", titleEn: \"i\", effect: DENY}, idempotencyKey: \"12345678\") { id } }"),
            entry(
                    "mutation activateRule",
                    "mutation { activateRule(id: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry(
                    "mutation rollbackRule",
                    "mutation { rollbackRule(id: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry("query accessRequests", "{ accessRequests { edges { cursor } } }"),
            entry(
                    "mutation requestAccess",
                    "mutation { requestAccess(request: {datasets: [\"%s\"], purpose: \"transport\", actions: [READ], fields: [], justification: \"x\"}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation decideRequest",
                    "mutation { decideRequest(id: \"%s\", decision: {grant: false, reason: \"x\"}, expectedVersion: 1) { id } }"
                            .formatted(ID)),
            entry("query agreements", "{ agreements { edges { cursor } } }"),
            entry("query agreementDiff", "{ agreementDiff(id: \"%s\", from: 1, to: 2) { from } }".formatted(ID)),
            entry("query harvestSources", "{ harvestSources { edges { cursor } } }"),
            entry("query harvestRuns", "{ harvestRuns(source: \"%s\") { edges { cursor } } }".formatted(ID)),
            entry("query harvestItems", "{ harvestItems(run: \"%s\") { edges { cursor } } }".formatted(ID)),
            entry(
                    "mutation registerPartner",
                    "mutation { registerPartner(partner: {id: \"intruder\", nameFr: \"i\", nameEn: \"i\", competentAuthority: true}) { id } }"),
            entry(
                    "mutation registerSource",
                    "mutation { registerSource(source: {address: \"http://127.0.0.1/x\", format: RDF, defaultAccessLevel: OPEN, defaultRegime: NONE}, idempotencyKey: \"12345678\") { id } }"),
            entry("mutation harvest", "mutation { harvest(source: \"%s\") { id } }".formatted(ID)),
            entry(
                    "mutation classifyField",
                    "mutation { classifyField(dataset: \"%s\", field: \"x\", sensitivity: PUBLIC, expectedVersion: 1) { name } }"
                            .formatted(ID)),
            entry(
                    "mutation registerIndicator",
                    "mutation { registerIndicator(dataset: \"%s\", indicator: {measure: \"m\", metric: COUNT, at: \"at\", interval: DAY}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation registerNeighbourhood",
                    "mutation { registerNeighbourhood(dataset: \"%s\", neighbourhood: {measure: \"m\", series: [\"a\", \"b\", \"c\", \"d\", \"e\"]}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation addNeighbour",
                    "mutation { addNeighbour(neighbourhood: \"%s\", series: \"a\", idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation registerSeries",
                    "mutation { registerSeries(dataset: \"%s\", series: {measure: \"m\", frequency: \"PT1H\"}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation appendObservations",
                    "mutation { appendObservations(dataset: \"%s\", series: [{series: \"%s\", at: [], values: []}], idempotencyKey: \"12345678\") { counts { count } } }"
                            .formatted(ID, ID)),
            entry("mutation publishAnomalies", "mutation { publishAnomalies(dataset: \"%s\") { id } }".formatted(ID)),
            entry("mutation publishIndicators", "mutation { publishIndicators(dataset: \"%s\") { id } }".formatted(ID)),
            entry(
                    "mutation proposeRelease",
                    "mutation { proposeRelease(dataset: \"%s\", release: {accessLevel: OPEN, titleFr: \"t\", titleEn: \"t\", method: \"m\"}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation confirmRelease",
                    "mutation { confirmRelease(release: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry(
                    "mutation labelAnomaly",
                    "mutation { labelAnomaly(anomaly: \"%s\", label: TRUE, expectedVersion: 0) { version } }"
                            .formatted(ID)),
            entry(
                    "mutation setModel",
                    "mutation { setModel(series: \"%s\", expectedVersion: 0) { version } }".formatted(ID)),
            entry(
                    "mutation setCalendars",
                    "mutation { setCalendars(series: \"%s\", calendars: [], expectedVersion: 0) { version } }"
                            .formatted(ID)),
            entry(
                    "mutation resumeDetector",
                    "mutation { resumeDetector(series: \"%s\", detector: SIZE, expectedVersion: 0) { version } }"
                            .formatted(ID)),
            entry(
                    "mutation appendRecords",
                    "mutation { appendRecords(dataset: \"%s\", records: [{}], idempotencyKey: \"12345678\") { appended } }"
                            .formatted(ID)),
            entry(
                    "mutation updateDataset",
                    "mutation { updateDataset(id: \"%s\", changes: {legalBasis: CONTRACT}, expectedVersion: 1) { id } }"
                            .formatted(ID)),
            entry(
                    "mutation setRetention",
                    "mutation { setRetention(dataset: \"%s\", retention: \"P1Y\", expectedVersion: 1) { id } }"
                            .formatted(ID)),
            entry(
                    "mutation recordImpactAssessment",
                    "mutation { recordImpactAssessment(dataset: \"%s\", reference: \"x\", expectedVersion: 1) { id } }"
                            .formatted(ID)),
            entry(
                    "mutation proposeAgreement",
                    "mutation { proposeAgreement(agreement: {titleFr: \"a\", titleEn: \"a\", parties: [\"ville\", \"aphm\"], articles: [{number: \"1\", textFr: \"a\", textEn: \"a\"}]}, idempotencyKey: \"12345678\") { id } }"),
            entry(
                    "mutation signAgreement",
                    "mutation { signAgreement(id: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry(
                    "mutation amendAgreement",
                    "mutation { amendAgreement(id: \"%s\", changes: {notice: \"P1M\"}, expectedVersion: 1) { id } }"
                            .formatted(ID)),
            entry(
                    "mutation terminateAgreement",
                    "mutation { terminateAgreement(id: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry(
                    "mutation publishCube",
                    "mutation { publishCube(dataset: \"%s\", cube: {dimensions: [{field: \"x\", levels: [{name: \"x\"}]}]}, idempotencyKey: \"12345678\") { version } }"
                            .formatted(ID)),
            entry("mutation loadRecords", "mutation { loadRecords(dataset: \"%s\") { id } }".formatted(ID)),
            entry(
                    "mutation grantConsent",
                    "mutation { grantConsent(consent: {consumer: \"aphm\", datasets: [\"%s\"], purposes: [\"transport\"], actions: [READ], fields: [], rowFilter: {and: []}}, idempotencyKey: \"12345678\") { id } }"
                            .formatted(ID)),
            entry(
                    "mutation withdrawConsent",
                    "mutation { withdrawConsent(id: \"%s\", expectedVersion: 1) { id } }".formatted(ID)),
            entry(
                    "subscription harvestProgress",
                    "subscription { harvestProgress(run: \"%s\") { state } }".formatted(ID)));

    @Inject
    City city;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    @Test
    void every_operation_has_the_one_guard_that_the_table_says() {
        var found = Operation.all().stream()
                .collect(Collectors.toMap(Operation::name, operation -> String.join(" and ", operation.guards())));

        assertThat(found).containsExactlyInAnyOrderEntriesOf(GUARDS);
    }

    @Test
    void what_is_open_to_all_says_why() {
        assertThat(Operation.all().stream()
                        .map(operation -> operation.method().getAnnotation(OpenToAll.class))
                        .filter(open -> open != null)
                        .map(OpenToAll::value))
                .isNotEmpty()
                .allMatch(why -> why.length() > 20);
    }

    private static Stream<String> operations_that_ask_for_a_role() {
        return GUARDS.entrySet().stream()
                .filter(guard -> guard.getValue().startsWith("roles"))
                .map(Map.Entry::getKey);
    }

    /** Who has none of the roles that are asked for, and belongs to a partner that has data. */
    private static String intruder(String operation) {
        return GUARDS.get(operation).contains("auditor") ? "operator" : "auditor";
    }

    @ParameterizedTest
    @MethodSource("operations_that_ask_for_a_role")
    void who_is_not_signed_in_or_has_another_role_is_refused(String operation) throws Exception {
        var call = CALLS.get(operation);
        assertThat(call).as("an operation without a sample call").isNotNull();
        var changes = city.number("select count(*) from audit_event where kind = 'CHANGE'");

        if (operation.startsWith("subscription")) {
            refused(null, call, ErrorCode.UNAUTHENTICATED);
            refused(Tokens.of(intruder(operation)), call, ErrorCode.ACCESS_DENIED);
        } else {
            Hub.citizen().ask(call).refused(ErrorCode.UNAUTHENTICATED);
            Hub.as(intruder(operation)).ask(call).refused(ErrorCode.ACCESS_DENIED);
        }

        assertThat(city.number("select count(*) from audit_event where kind = 'CHANGE'"))
                .isEqualTo(changes);
    }

    private static void refused(String token, String call, ErrorCode code) throws InterruptedException {
        try (var subscription = new Subscription(token, call)) {
            var message = subscription.next();

            assertThat(message.path("type").asText()).as(message.toString()).isEqualTo("next");
            assertThat(message.findValuesAsText("code")).as(message.toString()).containsExactly(code.name());
            assertThat(message.at("/payload/data").isNull())
                    .as(message.toString())
                    .isTrue();
            assertThat(subscription.next().path("type").asText()).isEqualTo("complete");
        }
    }

    private static Stream<String> operations_that_are_governed() {
        return GUARDS.entrySet().stream()
                .filter(guard -> guard.getValue().startsWith("governed"))
                .map(Map.Entry::getKey);
    }

    /** That a decision was asked shows in the metrics; that it was this one, in what the answer says of it. */
    @ParameterizedTest
    @MethodSource("operations_that_are_governed")
    void a_decision_is_asked_for_every_governed_operation(String operation) throws Exception {
        var id = city.id(City.REPORTS).toString();
        var before = Decisions.now();
        var police = Hub.as("agent-police", "public-safety");

        switch (operation) {
            case "query datasets" ->
                police.ask("{ datasets(first: 1) { totalCount } }").data();
            case "query dataset" ->
                assertThat(police.ask("query ($id: ID!) { d: dataset(id: $id) { title } }", "id", id)
                                .governance("/d")
                                .path("action")
                                .asText())
                        .isEqualTo(Action.DISCOVER.name());
            case "resolver datasetEntity" ->
                assertThat(police.ask(
                                        "query ($all: [_Any!]!) { _entities(representations: $all) { ... on Dataset { title } } }",
                                        "all",
                                        List.of(Map.of("__typename", "Dataset", "id", id)))
                                .governance("/_entities[0]")
                                .path("action")
                                .asText())
                        .isEqualTo(Action.DISCOVER.name());
            case "query records" ->
                assertThat(police.ask(
                                        "query ($id: ID!) { r: records(dataset: $id, first: 1) { edges { cursor } } }",
                                        "id",
                                        id)
                                .governance("/r")
                                .path("action")
                                .asText())
                        .isEqualTo(Action.READ.name());
            case "query aggregate" ->
                assertAggregate(
                        police.ask(
                                "query ($id: ID!) { r: aggregate(dataset: $id, metrics: [{kind: COUNT}]) { cells { group } } }",
                                "id",
                                id),
                        "/r");
            case "source aggregate" ->
                assertAggregate(
                        police.ask(
                                "query ($id: ID!) { dataset(id: $id) { r: aggregate(metrics: [{kind: COUNT}]) { cells { group } } } }",
                                "id",
                                id),
                        "/dataset/r");
            case "query cube" ->
                assertAggregate(police.ask("query ($id: ID!) { r: cube(dataset: $id) { version } }", "id", id), "/r");
            case "source records" ->
                assertThat(police.ask(
                                        "query ($id: ID!) { dataset(id: $id) { r: records(first: 1) { edges { cursor } } } }",
                                        "id",
                                        id)
                                .governance("/dataset/r")
                                .path("action")
                                .asText())
                        .isEqualTo(Action.READ.name());
            case "query series" ->
                police.ask("{ series(id: \"%s\") { measure } }".formatted(ID)).refused(ErrorCode.NOT_FOUND);
            case "query anomalies" -> police.ask("{ anomalies { totalCount } }").data();
            case "source series",
                    "source points",
                    "source band",
                    "source observations",
                    "source setAside",
                    "source scoring",
                    "source precision",
                    "source anomalies" ->
                assertThat(police.ask(
                                        "query ($id: ID!) { dataset(id: $id) { r: series(first: 1) { edges { node { "
                                                + "points(interval: DAY, from: \"2026-01-01T00:00:00Z\", to: \"2026-01-02T00:00:00Z\") { count }"
                                                + "band(interval: DAY, from: \"2026-01-01T00:00:00Z\", to: \"2026-01-02T00:00:00Z\") { low }"
                                                + "observations(from: \"2026-01-01T00:00:00Z\", to: \"2026-01-02T00:00:00Z\") { edges { cursor } } setAside { edges { cursor } }"
                                                + "anomalies { edges { cursor } } scoring { version } precision { month } } } } } }",
                                        "id",
                                        id)
                                .governance("/dataset/r")
                                .path("action")
                                .asText())
                        .isEqualTo(Action.READ.name());
            case "subscription anomalies" -> {
                try (var told = new Subscription(
                        Tokens.of("agent-aphm", "statistics"),
                        "subscription { anomalies(filter: {datasets: [\"" + ID + "\"]}) { cursor } }")) {
                    assertThat(told.next().findValuesAsText("code")).contains(ErrorCode.NOT_FOUND.name());
                }
            }
            case "subscription recordChanges" -> {
                try (var changes = new Subscription(
                        Tokens.of("agent-aphm", "statistics"),
                        "subscription { recordChanges(dataset: \"" + id + "\") { kind } }")) {
                    assertThat(changes.next().findValuesAsText("code"))
                            .contains(ErrorCode.ACCESS_DENIED.name(), "consent.other_purpose");
                }
            }
            default -> throw new AssertionError("say how " + operation + " is called");
        }

        assertThat(Decisions.now().asked()).isGreaterThan(before.asked());
    }

    /** Told, or refused for what is published of it, which is looked at after the decision alone. */
    private static void assertAggregate(Reply reply, String path) {
        if (reply.errors().isEmpty()) {
            assertThat(reply.governance(path).path("action").asText()).isEqualTo(Action.AGGREGATE.name());
        } else {
            assertThat(reply.reasons(ErrorCode.ACCESS_DENIED)).allMatch(reason -> reason.startsWith("cube."));
        }
    }
}
