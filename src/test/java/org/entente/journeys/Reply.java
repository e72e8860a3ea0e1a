package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.entente.kernel.ErrorCode;

/** A GraphQL answer. Whatever the test asks of it, its errors have a published code each and tell nothing of the hub's inside. */
record Reply(int status, Headers headers, String body, JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Names of classes and packages, stack frames, SQL and what databases say. */
    private static final Pattern INSIDE = Pattern.compile(
            "Validation [eE]rror|\\w+Value\\{|\\bAST type\\b|\\bcoerced\\b|\\b(org|com|io|java|javax|jakarta)\\.[a-z]+\\.|graphql\\.[a-z]+\\.|\\w+Exception\\b|\\w+Error\\b|\\tat |\\.java\\b"
                    + "|(?i:\\bselect\\b.+\\bfrom\\b|\\binsert into\\b|\\bSQLSTATE\\b|\\brelation \"|Unknown Scalar)");

    static Reply of(Response response) {
        try {
            var body = response.asString();
            var reply = new Reply(response.statusCode(), response.headers(), body, MAPPER.readTree(body));
            reply.errors().forEach(Reply::checkPublic);
            reply.errors().forEach(reply::checkNotPermitted);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + response.asString(), e);
        }
    }

    private static void checkPublic(JsonNode error) {
        assertThat(INSIDE.matcher(error.toString()).results())
                .as(error.toString())
                .isEmpty();
        assertThat(Stream.of(ErrorCode.values()).map(Enum::name))
                .contains(error.at("/extensions/code").asText());
    }

    /** Nothing is said to be permitted where there is an error in place of an answer. */
    private void checkNotPermitted(JsonNode error) {
        var path = new StringBuilder();
        for (var step : error.path("path")) {
            path.append(step.isInt() ? "[" + step.asInt() + "]" : "/" + step.asText());
        }
        assertThat(governance(path.toString()).isMissingNode()).as(body).isTrue();
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** @param pointer to the edges of a connection */
    List<JsonNode> nodes(String pointer) {
        return nodes(data(pointer));
    }

    static List<JsonNode> nodes(JsonNode edges) {
        return StreamSupport.stream(edges.spliterator(), false)
                .map(edge -> edge.path("node"))
                .toList();
    }

    List<JsonNode> errors() {
        return StreamSupport.stream(json.path("errors").spliterator(), false).toList();
    }

    List<String> codes() {
        return errors().stream()
                .map(error -> error.at("/extensions/code").asText())
                .toList();
    }

    /** The answer's data, of an answer without errors. */
    JsonNode data() {
        assertThat(errors()).as(body).isEmpty();
        return json.get("data");
    }

    /** @param pointer into {@code data}, such as {@code /dataset/title} */
    JsonNode data(String pointer) {
        return data().at(pointer);
    }

    JsonNode governance(String path) {
        return json.path("extensions").path("governance").path(path);
    }

    /** The one error, which has this code. */
    JsonNode refused(ErrorCode code) {
        assertThat(errors()).as(body).hasSize(1);
        assertThat(errors().getFirst().at("/extensions/code").asText()).as(body).isEqualTo(code.name());
        return errors().getFirst();
    }

    /** The codes of the reasons of the one refusal. */
    List<String> reasons(ErrorCode code) {
        return refused(code).at("/extensions/reasons").findValuesAsText("code");
    }

    /** The path at which the one refusal says the input is wrong. */
    String inputPath(ErrorCode code) {
        return refused(code).at("/extensions/path").asText();
    }
}
