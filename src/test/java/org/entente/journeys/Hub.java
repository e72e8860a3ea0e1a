package org.entente.journeys;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The hub as one caller meets it: over HTTP, with a real token or with none. */
final class Hub {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> headers;

    private Hub(Map<String, String> headers) {
        this.headers = headers;
    }

    static Hub citizen() {
        return new Hub(Map.of());
    }

    static Hub as(String user, String... purposes) {
        return bearer(Tokens.of(user, purposes));
    }

    static Hub bearer(String token) {
        return new Hub(Map.of("Authorization", "Bearer " + token));
    }

    Hub with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Hub(more);
    }

    Hub stating(String purpose) {
        return with("Entente-Purpose", purpose);
    }

    /** @param variables name, value, name, value… */
    Reply ask(String query, Object... variables) {
        var body = JSON.createObjectNode().put("query", query);
        var given = body.putObject("variables");
        for (int i = 0; i < variables.length; i += 2) {
            given.set(variables[i].toString(), JSON.valueToTree(variables[i + 1]));
        }
        return post(body.toString());
    }

    Reply post(String body) {
        return Reply.of(request().contentType(ContentType.JSON).body(body).post("/graphql"));
    }

    RequestSpecification request() {
        return given().headers(headers);
    }

    /** A filter or another input as it is written in JSON. */
    static Object json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
