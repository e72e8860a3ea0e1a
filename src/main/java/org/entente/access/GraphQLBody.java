package org.entente.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.json.JsonException;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/** What is posted to GraphQL, read as SmallRye will read it. */
final class GraphQLBody {
    private static final JsonReaderFactory JSON = JsonProvider.provider().createReaderFactory(Map.of());

    private GraphQLBody() {}

    /** 0 where the sender does not say, or says what is no number: then the length is counted as it comes. */
    static long declaredLength(HttpServerRequest request) {
        var declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static boolean isReadable(RoutingContext asked) {
        var body = asked.body().asString();
        if (body == null || body.isBlank()) {
            return false;
        }
        var type = asked.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("application/graphql") || isObject(body);
    }

    /** SmallRye takes line breaks and tabs for spaces, also where JSON does not allow them. */
    private static boolean isObject(String body) {
        try (var reader = JSON.createReader(new StringReader(body.replaceAll("[\\n\\r\\t]", " ")))) {
            return reader.readObject() != null;
        } catch (JsonException e) {
            return false;
        }
    }
}
