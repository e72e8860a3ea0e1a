package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send as they send it: in their language, under their spelling; and what is wrong with it, in theirs too. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class InputTest {
    private static final String REQUEST = """
            mutation { requestAccess(request: {datasets: [], purpose: "statistics", actions: [READ], fields: [], justification: " "},
                idempotencyKey: "12345678") { id } }
            """;

    @Inject
    City city;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ datasets(first: 0) { totalCount } } | first | must be greater than or equal to 1",
                "{ partners(first: 101) { edges { cursor } } } | first | must be less than or equal to 100",
                "{ d: datasets(first: 1) { edges { node { records(first: 0) { edges { cursor } } } } } } | first | must be greater than or equal to 1"
            })
    void a_broken_constraint_is_told_with_its_path_in_english(String query, String path, String message) {
        var refusal = Hub.citizen().ask(query).refused(ErrorCode.BAD_INPUT);

        assertThat(refusal.at("/extensions/path").asText()).isEqualTo(path);
        assertThat(refusal.path("message").asText()).isEqualTo(path + ": " + message);
    }

    @Test
    void one_within_an_input_is_told_with_the_whole_path() {
        var refusal = Hub.as("agent-aphm", "statistics").ask(REQUEST).refused(ErrorCode.BAD_INPUT);

        assertThat(refusal.at("/extensions/path").asText()).isEqualTo("request.datasets");
        assertThat(refusal.path("message").asText())
                .isEqualTo("request.datasets: must not be empty; request.justification: must not be blank");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ datasets(first: \"many\") { totalCount } } | first | A whole number between -2147483648 and 2147483647 is expected",
                "{ datasets(first: 99999999999) { totalCount } } | first | A whole number between -2147483648 and 2147483647 is expected",
                "{ datasets(first: 4294967297) { totalCount } } | first | A whole number between -2147483648 and 2147483647 is expected",
                "mutation { withdrawConsent(id: \"x\", expectedVersion: 1e99999999) { id } } | expectedVersion | A whole number between -2147483648 and 2147483647 is expected",
                "mutation { updateDataset(id: \"x\", changes: {}, expectedVersion: 1e99999999) { id } } | expectedVersion | A whole number of at most 64 bits is expected",
                "mutation { updateDataset(id: \"x\", changes: {}, expectedVersion: 18446744073709551617) { id } } | expectedVersion | A whole number of at most 64 bits is expected",
                "{ datasets(first: 1.5) { totalCount } } | first | A whole number between -2147483648 and 2147483647 is expected",
                "{ datasets(filter: {accessLevels: [OPEN, SECRET]}) { totalCount } } | filter.accessLevels[1] | One of DISCOVERABLE, HIDDEN, OPEN is expected",
                "{ datasets(filter: {nothing: 1}) { totalCount } } | filter.nothing | There is no such field",
                "{ datasets(filter: 1) { totalCount } } | filter | An object is expected",
                "{ datasets(nothing: 1) { totalCount } } | nothing | There is no such argument",
                "{ dataset { title } } | id | A value is expected",
                "{ dataset(id: null) { title } } | id | A value is expected",
                "{ dataset(id: {a: 1}) { title } } | id | An id, a text, is expected",
                "mutation { requestAccess(request: {datasets: [], actions: [READ], fields: [], justification: \"x\"}, idempotencyKey: \"12345678\") { id } } | request.purpose | A value is expected",
                "mutation { requestAccess(request: {datasets: [], purpose: \"x\", actions: [READ], fields: [], justification: \"x\", endsAt: \"tomorrow\"}, idempotencyKey: \"12345678\") { id } } | request.endsAt | An instant such as 2026-01-31T08:00:00Z is expected",
                "{ explain(dataset: \"x\", action: READ, at: \"2026-13-01T00:00:00Z\") { outcome } } | at | An instant such as 2026-01-31T08:00:00Z is expected",
                "{ explain(dataset: \"x\", action: READ, at: 3) { outcome } } | at | An instant such as 2026-01-31T08:00:00Z is expected",
                "mutation { labelAnomaly(anomaly: \"x\", label: NONE, expectedVersion: 0) { version } } | label | One of EXPECTED_EVENT, FALSE, TRUE is expected",
                "query ($n: String) { datasets(first: $n) { totalCount } } | variables.n | The type Int is expected, not String",
                "{ datasets(first: $n) { totalCount } } | variables.n | The operation does not say that there is such a variable"
            })
    void what_is_of_another_type_is_told_with_its_path_and_in_plain_words(String query, String path, String message) {
        var errors = Hub.as("agent-aphm", "statistics").ask(query).errors();

        assertThat(errors).anySatisfy(error -> {
            assertThat(error.at("/extensions/code").asText()).isEqualTo(ErrorCode.BAD_INPUT.name());
            assertThat(error.at("/extensions/path").asText()).isEqualTo(path);
            assertThat(error.path("message").asText()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | variables.request | A value is expected",
                "{'request': 1} | variables.request | An object is expected",
                "{'request': {'datasets': ['x'], 'purpose': 'x', 'actions': ['READ', 'WRITE'], 'fields': [], 'justification': 'x'}} | variables.request.actions[1] | One of AGGREGATE, DISCOVER, EXPORT, READ, SUBSCRIBE is expected",
                "{'request': {'datasets': ['x'], 'purpose': null, 'actions': ['READ'], 'fields': [], 'justification': 'x'}} | variables.request.purpose | A value is expected",
                "{'request': {'datasets': ['x'], 'purpose': 'x', 'actions': ['READ'], 'fields': [], 'justification': 3}} | variables.request.justification | A text is expected",
                "{'request': {'datasets': ['x'], 'purpose': 'x', 'actions': ['READ'], 'fields': [], 'justification': 'x', 'until': 3}} | variables.request.until | There is no such field",
                "{'request': {'datasets': ['x'], 'purpose': 'x', 'actions': ['READ'], 'fields': [], 'justification': 'x', 'endsAt': 'tomorrow'}} | variables.request.endsAt | An instant such as 2026-01-31T08:00:00Z is expected"
            })
    void so_is_a_variable(String variables, String path, String message) {
        var body =
                "{\"query\": \"mutation ($request: AccessRequestInput!) { requestAccess(request: $request, idempotencyKey: \\\"12345678\\\") { id } }\", \"variables\": "
                        + Hub.json(variables) + "}";
        var refusal = Hub.as("agent-aphm", "statistics").post(body).refused(ErrorCode.BAD_INPUT);

        assertThat(refusal.at("/extensions/path").asText()).isEqualTo(path);
        assertThat(refusal.path("message").asText()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ datasets(filter: {themes: [\"TRAN\", \"Transport\"]}) { totalCount } } | filter.themes[1]",
                "{ datasets(filter: {owners: [\"ville\", \"nobody\"]}) { totalCount } } | filter.owners",
                "{ datasets(filter: {owners: [\"ville\", \"\\\\u0000\"]}) { totalCount } } | filter.owners",
                "{ datasets(filter: {owners: [null]}) { totalCount } } | filter",
                "{ anomalies(filter: {themes: [\"Transport\"]}) { totalCount } } | filter.themes[0]",
                "{ anomalies(filter: {partners: [\"nobody\"]}) { totalCount } } | filter.partners"
            })
    void a_choice_that_there_cannot_be_is_no_choice_without_answers(String query, String path) {
        assertThat(Hub.citizen().ask(query).inputPath(ErrorCode.BAD_INPUT)).isEqualTo(path);
    }

    @Test
    void over_a_socket_a_partner_that_there_is_not_is_refused_too() throws Exception {
        try (var socket =
                new Subscription(Map.of(), "subscription { anomalies(filter: {partners: [\"nobody\"]}) { cursor } }")) {
            assertThat(socket.next().toString()).contains("There is no partner 'nobody'", "filter.partners");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept-Language", "accept-language"})
    void in_french_to_who_reads_french(String header) {
        var refusal = Hub.citizen()
                .with(header, "fr-FR,fr;q=0.9,en;q=0.5")
                .ask("{ datasets(first: 0) { totalCount } }")
                .refused(ErrorCode.BAD_INPUT);

        assertThat(refusal.path("message").asText()).startsWith("first: doit ");
        assertThat(refusal.at("/extensions/path").asText()).isEqualTo("first");
    }

    @Test
    void over_a_socket_too() throws Exception {
        try (var socket = new Subscription(Map.of("language", "fr"), "{ datasets(first: 0) { totalCount } }")) {
            assertThat(socket.next().toString()).contains("first: doit ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner", "purpose"})
    void a_partner_or_a_purpose_that_there_is_not_is_not_explained(String argument) throws Exception {
        var query =
                "query ($id: ID!) { explain(dataset: $id, action: READ, " + argument + ": \"nobody\") { outcome } }";
        for (var caller : new Hub[] {Hub.as("steward-ville"), Hub.as("auditor"), Hub.as("agent-rtm", "transport")}) {
            for (var dataset : new UUID[] {city.id(City.REPORTS), city.id(City.VISITS), UUID.randomUUID()}) {
                var refusal = caller.ask(query, "id", dataset).refused(ErrorCode.BAD_INPUT);

                assertThat(refusal.at("/extensions/path").asText()).isEqualTo(argument);
                assertThat(refusal.path("message").asText()).contains("nobody");
            }
        }
    }

    @Test
    void a_justification_is_kept_as_it_was_written() throws Exception {
        var said = "Procès-verbal n° 7, œuvre d’À É Ç";
        justify(said, StandardCharsets.UTF_8);
        assertThat(kept()).isEqualTo(said);

        justify("Évry, reçu", StandardCharsets.ISO_8859_1);
        assertThat(kept()).isEqualTo("Évry, reçu");

        justify("UTF-8''Affaire%20%C5%93uvre", StandardCharsets.US_ASCII);
        assertThat(kept()).isEqualTo("Affaire œuvre");
    }

    /** Byte by byte: clients change what they cannot send. */
    private void justify(String justification, Charset charset) throws Exception {
        var dataset = city.id(City.INTERVENTIONS);
        var query = "{\"query\": \"{ records(dataset: \\\"" + dataset + "\\\", first: 1) { edges { cursor } } }\"}";
        var answer =
                sent("""
                POST /graphql HTTP/1.1
                Host: 127.0.0.1
                Connection: close
                Content-Type: application/json
                Authorization: Bearer %s
                Entente-Justification: %s
                Content-Length: %d

                %s""".formatted(Tokens.of("agent-police", "public-safety"), justification, query.length(), query)
                        .replace("\n", "\r\n")
                        .getBytes(charset));

        assertThat(answer).contains("\"edges\":[{").doesNotContain("\"errors\"");
    }

    private static String sent(byte[] request) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String kept() throws Exception {
        return city.text(
                "select justification from audit_event where justification is not null order by position desc limit 1");
    }

    @Test
    void a_token_under_a_key_that_nobody_looks_at_does_not_make_a_citizen_of_its_bearer() throws Exception {
        var payload = Map.of("Authorization", "Bearer " + Tokens.of("agent-police", "public-safety"));
        try (var socket = new Subscription(payload, "{ me { name } }")) {
            var message = socket.next().toString();

            assertThat(message).contains("BAD_INPUT", "connection_init.payload.Authorization", "authorization");
            assertThat(message).doesNotContain("\"me\"");
        }
    }
}
