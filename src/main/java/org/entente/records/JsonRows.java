package org.entente.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.kernel.JsonElement;
import org.entente.kernel.Point;

/** JSON arrays of objects, and GeoJSON feature collections (RFC 7946); one element at a time, whatever the file's size. */
final class JsonRows {
    /** The field that a feature's geometry becomes. */
    static final String GEOMETRY = "location";

    /** Takes the outlines of a whole country; what is longer is set aside without being kept in memory. */
    static final int LONGEST_ROW = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonRows() {}

    static void read(Path file, RowSink sink) throws IOException {
        elements(file, false, sink);
    }

    static void readFeatures(Path file, RowSink sink) throws IOException {
        elements(file, true, sink);
    }

    private static void elements(Path file, boolean features, RowSink sink) throws IOException {
        try (var parser = MAPPER.createParser(file.toFile())) {
            parser.nextToken();
            if (features) {
                enterFeatures(parser);
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw new UnreadableRecordsException("A JSON array of objects is expected", null);
            }
            for (long position = 1; parser.nextToken() != JsonToken.END_ARRAY; position++) {
                if (parser.currentToken() == null) {
                    throw new UnreadableRecordsException("The file ends within its array", null);
                }
                element(position, JsonElement.read(parser, MAPPER, LONGEST_ROW), features, sink);
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordsException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void enterFeatures(JsonParser parser) throws IOException {
        while (parser.currentToken() != null) {
            if (parser.currentToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("features");
                parser.nextToken();
                if (found) {
                    return;
                }
                parser.skipChildren();
            }
            parser.nextToken();
        }
    }

    private static void element(long position, JsonElement element, boolean feature, RowSink sink) {
        if (element.whole()) {
            element(position, element.tree(), feature, sink);
        } else {
            sink.reject(position, "It is longer than " + LONGEST_ROW + " bytes", "");
        }
    }

    private static void element(long position, JsonNode element, boolean feature, RowSink sink) {
        var properties = feature ? element.path("properties") : element;
        if (!properties.isObject()) {
            sink.reject(position, "An object is expected", element.toString());
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        properties.properties().forEach(property -> values.put(property.getKey(), value(property.getValue())));
        if (feature) {
            values.put(GEOMETRY, place(element.path("geometry")));
        }
        sink.row(position, values);
    }

    static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue().isBlank() ? null : node.textValue();
            case NUMBER -> node.decimalValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING -> null;
            case ARRAY, OBJECT, BINARY, POJO -> node;
        };
    }

    /** A point; other geometries stay as they are, to be read. */
    static Object place(JsonNode geometry) {
        var at = geometry.path("coordinates");
        if (geometry.path("type").asText().equals("Point")
                && at.path(0).isNumber()
                && at.path(1).isNumber()) {
            return new Point(at.get(0).doubleValue(), at.get(1).doubleValue());
        }
        return geometry.isObject() ? geometry : null;
    }
}
