package org.entente.records;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import org.entente.kernel.Point;

/** Canonical values as JSON shows them in GraphQL answers. */
final class JsonValues {
    /** Looked for once: the static methods of jakarta.json.Json search the class path at every call. */
    static final JsonProvider JSON = JsonProvider.provider();

    private JsonValues() {}

    /** Null values are written, so that an absent one can only mean masked or not asked for. */
    static void add(JsonObjectBuilder json, String name, Object value) {
        switch (value) {
            case null -> json.addNull(name);
            case BigDecimal number -> json.add(name, number);
            case Long number -> json.add(name, number);
            case Double number -> json.add(name, number);
            case Boolean truth -> json.add(name, truth);
            case Instant at -> json.add(name, at.toString());
            case Point place -> json.add(name, geometry(place));
            case String text -> json.add(name, text);
            default -> throw new IllegalStateException("no canonical value");
        }
    }

    /** @param text of a JSON field, null for none */
    static void addParsed(JsonObjectBuilder json, String name, Object text) {
        json.add(name, text == null ? JsonValue.NULL : parsed((String) text));
    }

    private static JsonValue parsed(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** As in GeoJSON. */
    private static JsonObjectBuilder geometry(Point place) {
        return JSON.createObjectBuilder()
                .add("type", "Point")
                .add(
                        "coordinates",
                        JSON.createArrayBuilder().add(place.longitude()).add(place.latitude()));
    }
}
