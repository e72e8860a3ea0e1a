package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeInfo;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All the ways in to what is governed. None of them tells a hidden dataset from an absent one, or serves a masked field. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class EntrancesTest {
    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.entente");

    /** Beside GraphQL, whose operations {@link GuardTest} knows. */
    private static final List<String> PAGES = List.of("/", "/datasets/{id}", "/models");

    private static final List<String> ROUTES = List.of("CatalogueRoute", "DownloadRoute", "GraphQLRefusals");

    private static final UUID SOME = UUID.randomUUID();

    private static final String PERIOD = "from: \"2026-01-01T00:00:00Z\", to: \"2027-01-01T00:00:00Z\"";

    /** Whatever can be asked of a series that was come by otherwise. */
    private static final String HISTORY = "points(interval: DAY, " + PERIOD + ") { mean } band(interval: DAY, " + PERIOD
            + ") { expected } observations(" + PERIOD
            + ") { edges { cursor } } anomalies { edges { cursor } } setAside { edges { cursor } } scoring { version } precision { month }";

    private static final String AGE = "{gt: {field: \"age\", value: 3}}";

    /** They look among the datasets of the steward's partner alone, and need no decision to find nothing. */
    private static final Set<String> AMONG_OWN = Set.of(
            "classifyField",
            "updateDataset",
            "setRetention",
            "recordImpactAssessment",
            "publishCube",
            "grantConsent",
            "registerSeries",
            "registerIndicator",
            "registerNeighbourhood",
            "publishAnomalies",
            "publishIndicators",
            "proposeRelease",
            "draftRule",
            "uses",
            "explain, of another");

    private static final String OTHER = "the id of something else, which is found among the partner's own";

    /** Operations that take an id, but none of a dataset. */
    private static final Map<String, String> NO_ENTRANCES = Map.ofEntries(
            Map.entry("activateRule", OTHER),
            Map.entry("rollbackRule", OTHER),
            Map.entry("simulate", OTHER),
            Map.entry("signAgreement", OTHER),
            Map.entry("amendAgreement", OTHER),
            Map.entry("terminateAgreement", OTHER),
            Map.entry("agreementDiff", OTHER),
            Map.entry("withdrawConsent", OTHER),
            Map.entry("decideRequest", OTHER),
            Map.entry("labelAnomaly", OTHER),
            Map.entry("confirmRelease", OTHER),
            Map.entry("resumeDetector", OTHER),
            Map.entry("setCalendars", OTHER),
            Map.entry("setModel", OTHER),
            Map.entry("addNeighbour", OTHER),
            Map.entry("harvest", OTHER),
            Map.entry("harvestRuns", OTHER),
            Map.entry("harvestItems", OTHER),
            Map.entry("harvestProgress", OTHER),
            Map.entry("explainEvent", "the id of an audit event, which tells nothing of whether there is its dataset"));

    /** Each entrance that takes a dataset, as a stranger asks there. */
    private static final Map<String, Function<UUID, String>> ENTRANCES = new TreeMap<>(Map.ofEntries(
            graphql("dataset", "{ dataset(id: \"%s\") { title } }"),
            graphql(
                    "dataset, aliased, in a fragment",
                    "{ ...f } fragment f on Query { d: dataset(id: \"%s\") { title } }"),
            graphql("records", "{ records(dataset: \"%s\") { edges { node { id } } } }"),
            graphql(
                    "records, by a masked field",
                    "{ records(dataset: \"%s\", filter: " + AGE + ") { edges { node { id } } } }"),
            graphql("records below a dataset", "{ dataset(id: \"%s\") { records { edges { node { id } } } } }"),
            graphql("_entities", entity("title")),
            graphql("_entities, with records below", entity("records { edges { node { id } } }")),
            graphql("loadRecords", "mutation { loadRecords(dataset: \"%s\") { id } }"),
            graphql(
                    "appendRecords",
                    "mutation { appendRecords(dataset: \"%s\", records: [{age: 1}], idempotencyKey: \"12345678\") { appended } }"),
            graphql("series below a dataset", "{ dataset(id: \"%s\") { series { edges { node { id } } } } }"),
            graphql("series, by a dataset's id", "{ series(id: \"%s\") { measure } }"),
            graphql(
                    "appendObservations",
                    "mutation { appendObservations(dataset: \"%s\", series: [{series: \"" + SOME
                            + "\", at: [0], values: [1]}], idempotencyKey: \"12345678\") { counts { count } } }"),
            graphql(
                    "registerSeries",
                    "mutation { registerSeries(dataset: \"%s\", series: {measure: \"m\", frequency: \"PT1H\"}, idempotencyKey: \"12345678\") { id } }"),
            graphql(
                    "registerIndicator",
                    "mutation { registerIndicator(dataset: \"%s\", indicator: {measure: \"m\", metric: COUNT, at: \"at\", interval: DAY}, idempotencyKey: \"12345678\") { id } }"),
            graphql(
                    "registerNeighbourhood",
                    "mutation { registerNeighbourhood(dataset: \"%s\", neighbourhood: {measure: \"m\", series: [\"a\", \"b\", \"c\", \"d\", \"e\"]}, idempotencyKey: \"12345678\") { id } }"),
            graphql("publishAnomalies", "mutation { publishAnomalies(dataset: \"%s\") { id } }"),
            graphql("publishIndicators", "mutation { publishIndicators(dataset: \"%s\") { id } }"),
            graphql(
                    "proposeRelease",
                    "mutation { proposeRelease(dataset: \"%s\", release: {accessLevel: OPEN, titleFr: \"t\", titleEn: \"t\", method: \"m\"}, idempotencyKey: \"12345678\") { id } }"),
            graphql("anomalies", "{ anomalies(filter: {datasets: [\"%s\"]}) { totalCount facets { name } } }"),
            graphql(
                    "classifyField",
                    "mutation { classifyField(dataset: \"%s\", field: \"age\", sensitivity: PUBLIC, expectedVersion: 1) { name } }"),
            graphql("aggregate", "{ aggregate(dataset: \"%s\", metrics: [{kind: COUNT}]) { cells { group } } }"),
            graphql(
                    "aggregate, by a masked field",
                    "{ aggregate(dataset: \"%s\", groupBy: [{field: \"age\"}], metrics: [{kind: COUNT}]) { cells { group } } }"),
            graphql(
                    "aggregate below a dataset",
                    "{ dataset(id: \"%s\") { aggregate(metrics: [{kind: COUNT}]) { cells { group } } } }"),
            graphql("cube", "{ cube(dataset: \"%s\") { version } }"),
            graphql("explain", "{ explain(dataset: \"%s\", action: READ) { epoch } }"),
            graphql("explain, of another", "{ explain(dataset: \"%s\", action: READ, partner: \"rtm\") { epoch } }"),
            graphql("uses", "{ uses(dataset: \"%s\") { edges { cursor } } }"),
            graphql(
                    "requestAccess",
                    "mutation { requestAccess(request: {datasets: [\"%s\"], purpose: \"transport\", actions: [READ], fields: [], justification: \"x\"}, idempotencyKey: \"12345678\") { id } }"),
            graphql(
                    "publishCube",
                    "mutation { publishCube(dataset: \"%s\", cube: {dimensions: [{field: \"age\", levels: [{name: \"x\"}]}]}, idempotencyKey: \"12345678\") { version } }"),
            graphql(
                    "updateDataset",
                    "mutation { updateDataset(id: \"%s\", changes: {legalBasis: CONTRACT}, expectedVersion: 1) { id } }"),
            graphql(
                    "setRetention",
                    "mutation { setRetention(dataset: \"%s\", retention: \"P1Y\", expectedVersion: 1) { id } }"),
            graphql(
                    "recordImpactAssessment",
                    "mutation { recordImpactAssessment(dataset: \"%s\", reference: \"x\", expectedVersion: 1) { id } }"),
            graphql(
                    "grantConsent",
                    "mutation { grantConsent(consent: {consumer: \"rtm\", datasets: [\"%s\"], purposes: [\"transport\"], actions: [READ], fields: [], rowFilter: {and: []}}, idempotencyKey: \"12345678\") { id } }"),
            graphql(
                    "draftRule",
                    "mutation { draftRule(rule: {titleFr: \"i\", titleEn: \"i\", effect: DENY, datasets: [\"%s\"]}, idempotencyKey: \"12345678\") { id } }"),
            socket(
                    "anomalies, as they are told",
                    "subscription { anomalies(filter: {datasets: [\"%s\"]}) { cursor } }"),
            socket(
                    "anomalies, with a history below",
                    "subscription { anomalies(filter: {datasets: [\"%s\"]}) { anomaly { series { " + HISTORY
                            + " } } } }"),
            graphql(
                    "anomalies, of a search, with a history below",
                    "{ anomalies(filter: {datasets: [\"%s\"]}) { edges { node { series { " + HISTORY + " } } } } }"),
            socket("recordChanges", "subscription { recordChanges(dataset: \"%s\") { kind } }"),
            socket(
                    "recordChanges, by a masked field",
                    "subscription { recordChanges(dataset: \"%s\", filter: " + AGE + ") { kind } }"),
            socket("records, over the socket", "{ records(dataset: \"%s\") { edges { node { id } } } }"),
            path("download", "/data/%s"),
            path("download, as Parquet", "/data/%s?format=parquet"),
            path("download, by a masked field", "/data/%s?filter={\"gt\":{\"field\":\"age\",\"value\":3}}"),
            path("page", "/datasets/%s")));

    @Inject
    City city;

    private final Consents aphm = Consents.of("steward-aphm");
    private String consent;
    private UUID hidden;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        hidden = city.id(City.VISITS);
    }

    @AfterEach
    void what_was_granted_is_withdrawn() {
        if (consent != null) {
            aphm.withdraw(consent, 1).data();
        }
    }

    private static Hub stranger() {
        return Hub.as("steward-ville", "urban-planning");
    }

    private static String entity(String fields) {
        return "{ _entities(representations: [{__typename: \"Dataset\", id: \"%s\"}]) { ... on Dataset { " + fields
                + " } } }";
    }

    private static Map.Entry<String, Function<UUID, String>> graphql(String name, String query) {
        return Map.entry(name, id -> stranger().ask(query.formatted(id)).body());
    }

    private static Map.Entry<String, Function<UUID, String>> socket(String name, String query) {
        return Map.entry(name, id -> {
            try (var socket = new Subscription(Tokens.of("steward-ville", "urban-planning"), query.formatted(id))) {
                return socket.next().toString();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Map.Entry<String, Function<UUID, String>> path(String name, String path) {
        return Map.entry(name, id -> {
            var asked = path.formatted(id).split("\\?", 2);
            var request = stranger().request();
            if (asked.length > 1) {
                var parameter = asked[1].split("=", 2);
                request.queryParam(parameter[0], parameter[1]);
            }
            var answer = request.get(asked[0]);
            return answer.statusCode() + answer.asString();
        });
    }

    @Test
    void pages_and_routes_are_those_that_are_known_here() {
        assertThat(HUB.stream()
                        .filter(type -> type.isAnnotatedWith(jakarta.ws.rs.Path.class))
                        .map(type -> type.getAnnotationOfType(jakarta.ws.rs.Path.class)
                                .value()))
                .containsExactlyInAnyOrderElementsOf(PAGES);
        assertThat(HUB.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> takesRouter(method))
                        .map(method -> method.getOwner().getSimpleName())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ROUTES);
    }

    @Test
    void operations_that_take_a_dataset_are_those_that_are_known_here() throws Exception {
        var schema = new SchemaParser().parse(Files.readString(Path.of("schema.graphql")));
        var found = Stream.of("Query", "Mutation", "Subscription", "Dataset")
                .map(name -> schema.getType(name, ObjectTypeDefinition.class).orElseThrow())
                .flatMap(type -> type.getFieldDefinitions().stream()
                        .filter(field -> type.getName().equals("Dataset")
                                ? !field.getInputValueDefinitions().isEmpty()
                                : takesId(schema, field.getInputValueDefinitions()))
                        .map(field -> field.getName() + (type.getName().equals("Dataset") ? " below a dataset" : "")))
                .distinct()
                .toList();
        var known = Stream.concat(entrances().map(name -> name.split(",")[0]), NO_ENTRANCES.keySet().stream())
                .filter(name -> !name.startsWith("download") && !name.equals("page"))
                .collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Ids, and lists of datasets, which are texts. */
    private static boolean takesId(TypeDefinitionRegistry schema, List<InputValueDefinition> values) {
        return values.stream().anyMatch(value -> {
            var type = TypeInfo.typeInfo(value.getType()).getName();
            return type.equals("ID")
                    || type.equals("_Any")
                    || value.getName().startsWith("dataset")
                    || schema.getType(type, InputObjectTypeDefinition.class)
                            .filter(input -> !type.equals("Filter"))
                            .map(input -> takesId(schema, input.getInputValueDefinitions()))
                            .orElse(false);
        });
    }

    private static boolean takesRouter(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Router.class));
    }

    private static Stream<String> entrances() {
        return ENTRANCES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void a_hidden_dataset_is_an_absent_one_and_a_decision_says_so(String entrance) {
        var ask = ENTRANCES.get(entrance);
        var absent = UUID.randomUUID();
        var before = Decisions.now();
        var answer = ask.apply(hidden);
        var after = Decisions.now();

        assertThat(answer.replace(hidden.toString(), ""))
                .isEqualTo(ask.apply(absent).replace(absent.toString(), ""));
        assertThat(answer).doesNotContain("UNAUTHENTICATED", "INTERNAL");
        assertThat(after.asked() > before.asked()).isEqualTo(!AMONG_OWN.contains(entrance));
    }

    @Test
    void a_masked_field_serves_for_nothing_at_any_entrance() throws Exception {
        consent = aphm.granted(Hub.json(
                "{'consumer': 'rtm', 'datasets': ['%s'], 'purposes': ['statistics'], 'actions': ['READ', 'EXPORT', 'SUBSCRIBE'], 'fields': ['wait_minutes'], 'rowFilter': {'and': []}}"
                        .formatted(hidden)));
        var reader = Hub.as("agent-rtm", "statistics");
        var queries = """
                query ($id: ID!, $filter: Filter, $order: [RecordOrder!]) {
                    a: records(dataset: $id, filter: $filter) { ...rows }
                    ...sorted
                    ... on Query { c: dataset(id: $id) { ...below } } }
                fragment sorted on Query { b: records(dataset: $id, orderBy: $order) { ...rows } }
                fragment below on Dataset { d: records(filter: $filter) { ...rows } e: records(orderBy: $order) { ...rows } }
                fragment rows on RecordConnection { edges { node { values } } }
                """;
        var reply = reader.ask(
                queries,
                "id",
                hidden,
                "filter",
                Hub.json("{'not': {'gt': {'field': 'age', 'value': 3}}}"),
                "order",
                Hub.json("[{'field': 'age'}]"));

        assertThat(reply.codes()).hasSize(4).containsOnly(ErrorCode.MASKED_FIELD_USED.name());
        assertThat(reply.body()).doesNotContain("\"values\"");
        var download = reader.request()
                .queryParam("filter", "{\"not\": {\"gt\": {\"field\": \"age\", \"value\": 3}}}")
                .get("/data/" + hidden);
        Reply.of(download).refused(ErrorCode.MASKED_FIELD_USED);
        try (var socket = new Subscription(
                Tokens.of("agent-rtm", "statistics"),
                "subscription { ...s } fragment s on Subscription { x: recordChanges(dataset: \"" + hidden
                        + "\", filter: {not: " + AGE + "}) { record { values } } }")) {
            assertThat(socket.next().findValuesAsText("code")).containsExactly(ErrorCode.MASKED_FIELD_USED.name());
        }
    }

    @Test
    void nor_is_anything_counted_by_it_under_another_name_or_in_a_fragment() throws Exception {
        var reply = Hub.citizen()
                .ask(
                        """
                query ($id: ID!, $filter: Filter, $by: [AggregateGroup!], $sum: [AggregateMetric!]!) {
                    a: aggregate(dataset: $id, filter: $filter, metrics: [{kind: COUNT}]) { ...cells }
                    ...grouped
                    ... on Query { c: dataset(id: $id) { ...below } } }
                fragment grouped on Query {
                    b: aggregate(dataset: $id, groupBy: $by, metrics: [{kind: COUNT}]) { ...cells }
                    d: aggregate(dataset: $id, metrics: $sum) { ...cells } }
                fragment below on Dataset {
                    e: aggregate(filter: $filter, metrics: [{kind: COUNT}]) { ...cells }
                    f: aggregate(groupBy: $by, metrics: [{kind: COUNT}]) { ...cells }
                    g: aggregate(metrics: $sum) { ...cells } }
                fragment cells on Aggregate { cells { group values { value } } }
                """,
                        "id",
                        city.id("Incidents d'exploitation des lignes"),
                        "filter",
                        Hub.json("{'not': {'prefix': {'field': 'vehicle', 'value': 'B'}}}"),
                        "by",
                        Hub.json("[{'field': 'line'}, {'field': 'vehicle'}]"),
                        "sum",
                        Hub.json("[{'kind': 'COUNT'}, {'kind': 'COUNT', 'field': 'vehicle'}]"));

        assertThat(reply.codes()).hasSize(6).containsOnly(ErrorCode.MASKED_FIELD_USED.name());
        assertThat(reply.body()).doesNotContain("\"cells\"");
    }
}
