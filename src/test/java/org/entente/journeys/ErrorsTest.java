package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, what comes back is an error with a published code; {@link Reply} sees that it tells nothing of the inside. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class ErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ datasets(",
                "{ me { subject }",
                "}",
                "{ nothing }",
                "{ me { nothing } }",
                "{ me }",
                "{ me { subject { deeper } } }",
                "{ datasets(nothing: 1) { totalCount } }",
                "{ datasets(first: \"many\") { totalCount } }",
                "{ datasets(first: 1.5) { totalCount } }",
                "{ datasets(first: 99999999999) { totalCount } }",
                "{ datasets(first: 0) { totalCount } }",
                "{ datasets(first: 101) { totalCount } }",
                "{ datasets(first: -1) { totalCount } }",
                "{ datasets(orderBy: NOTHING) { totalCount } }",
                "{ datasets(filter: {accessLevels: [SECRET]}) { totalCount } }",
                "{ datasets(filter: {nothing: 1}) { totalCount } }",
                "{ datasets(after: \"garbage\") { totalCount } }",
                "{ partners(after: \"garbage\") { edges { cursor } } }",
                "{ dataset { title } }",
                "{ dataset(id: null) { title } }",
                "{ dataset(id: {a: 1}) { title } }",
                "query ($id: ID!) { dataset(id: $id) { title } }",
                "query ($id: Nothing!) { dataset(id: $id) { title } }",
                "query { dataset(id: $id) { title } }",
                "{ ...nothing }",
                "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
                "query a { me { subject } } query b { me { subject } }",
                "fragment a on Query { me { subject } }",
                "subscription { nothing }",
                "mutation { nothing }",
                ""
            })
    void a_document_that_cannot_be_answered_is_bad_input(String document) {
        var reply = Hub.citizen().ask(document);

        assertThat(reply.codes()).isNotEmpty().containsOnly(ErrorCode.BAD_INPUT.name());
        assertThat(reply.json().path("data").isContainerNode()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"query\": null}", "{\"query\": 1}", "{\"variables\": {}}"})
    void a_body_without_a_query_is_bad_input(String body) {
        Hub.citizen().post(body).refused(ErrorCode.BAD_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1"})
    void variables_that_are_no_object_are_bad_input(String variables) {
        Hub.citizen()
                .post("{\"query\": \"{ me { subject } }\", \"variables\": " + variables + "}")
                .refused(ErrorCode.BAD_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{\"a\": 1}", "null"})
    void a_variable_of_another_type_is_bad_input_or_unknown(String id) {
        var reply = Hub.citizen().ask("query ($id: ID!) { dataset(id: $id) { title } }", "id", Hub.json(id));

        assertThat(reply.codes()).hasSize(1).isSubsetOf(ErrorCode.NOT_FOUND.name(), ErrorCode.BAD_INPUT.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "{", "", " ", "\"\"", "{ me { name } }"})
    void what_is_no_object_is_bad_input(String body) {
        var reply = Hub.citizen().post(body);

        reply.refused(ErrorCode.BAD_INPUT);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers().getValue("Content-Type")).startsWith("application/json");
        assertThat(reply.json().get("data").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
    void another_method_is_refused_with_the_one_there_is(String method) {
        var response = Hub.citizen().request().request(method, "/graphql");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo("POST");
        Reply.of(response).refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void a_body_with_line_breaks_within_its_query_is_answered() {
        assertThat(Hub.citizen()
                        .post("{\"query\": \"{\n\tme { roles }\n}\"}")
                        .data("/me/roles")
                        .isArray())
                .isTrue();
    }

    @Test
    void an_operation_name_that_the_document_lacks_is_bad_input() {
        Hub.citizen()
                .post("{\"query\": \"query a { me { subject } }\", \"operationName\": \"b\"}")
                .refused(ErrorCode.BAD_INPUT);
    }

    @Test
    void a_query_that_is_too_deep_is_refused() {
        var deep = "{ __schema { types { fields { type " + "{ ofType ".repeat(12) + "{ name }" + " }".repeat(12)
                + " } } } }";

        Hub.citizen().ask(deep).refused(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void thirty_aliases_are_answered_and_one_more_is_refused() {
        assertThat(Hub.citizen().ask(aliases(30)).data()).hasSize(30);
        Hub.citizen().ask(aliases(31)).refused(ErrorCode.LIMIT_EXCEEDED);
    }

    private static String aliases(int count) {
        return IntStream.range(0, count)
                .mapToObj("a%d: me { name }"::formatted)
                .collect(Collectors.joining(" ", "{ ", " }"));
    }

    @Test
    void a_query_that_asks_for_too_much_is_refused() {
        var wide = "{ me { " + "name ".repeat(600) + "} }";

        Hub.citizen().ask(wide).refused(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_document_of_more_than_4000_tokens_is_refused() {
        Hub.citizen().ask("{ me { " + "name ".repeat(4_000) + "} }").refused(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_body_over_the_limit_is_refused() {
        var reply = Hub.citizen().ask("{ me { name } } #" + "x".repeat(300_000));

        reply.refused(ErrorCode.LIMIT_EXCEEDED);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.json().get("data").isNull()).isTrue();
    }

    @Test
    void a_body_that_turns_out_to_be_over_the_limit_is_refused() throws Exception {
        var body = new ByteArrayInputStream(
                "{\"query\": \"{ me { name } }\"}".concat(" ".repeat(300_000)).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"LIMIT_EXCEEDED\"");
        }
    }

    @Test
    void a_refusal_beside_an_answer_takes_nothing_from_it() {
        var reply = Hub.citizen().ask("{ me { roles } dataset(id: \"nothing\") { title } }");

        reply.refused(ErrorCode.NOT_FOUND);
        assertThat(reply.json().at("/data/me/roles").isArray()).isTrue();
        assertThat(reply.json().at("/data/dataset").isNull()).isTrue();
    }
}
