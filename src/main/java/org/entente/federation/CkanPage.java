package org.entente.federation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.TruncatedPage;

/**
 * Reads one answer of CKAN's action API row by row, so that a page takes no more memory than its largest row: a list
 * ({@code package_search}) or one package ({@code package_show}), inside {@code result} or, as some portals do, without it.
 */
final class CkanPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<JsonNode> sink;
    private final ObjectNode others = JSON.createObjectNode();
    private boolean listed;
    private int rows;
    private Integer declared;

    private CkanPage(Consumer<JsonNode> sink) {
        this.sink = sink;
    }

    /**
     * @param declared datasets that the portal says it has in all; null where it does not say
     * @param rows those on this page
     */
    record Count(Integer declared, int rows) {}

    static Count read(InputStream in, Consumer<JsonNode> sink) throws IOException {
        var page = new CkanPage(sink);
        try (var json = JSON.getFactory().createParser(in)) {
            json.nextToken();
            page.readObject(json);
            page.finish();
            return new Count(page.declared, page.rows);
        } catch (JsonEOFException e) {
            throw new TruncatedPage("A page of the source breaks off after %d datasets.".formatted(page.rows));
        } catch (JsonProcessingException e) {
            throw new MalformedDocument(e);
        }
    }

    private void readObject(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedDocument("it is not an answer of CKAN's action API");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            var value = json.nextToken();
            if (value == JsonToken.START_ARRAY && (name.equals("results") || name.equals("result"))) {
                readRows(json);
            } else if (value == JsonToken.START_OBJECT && name.equals("result")) {
                readObject(json);
            } else {
                others.set(name, json.readValueAsTree());
            }
        }
    }

    private void readRows(JsonParser json) throws IOException {
        listed = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            row(json.readValueAsTree());
        }
    }

    private void row(JsonNode row) {
        rows++;
        sink.accept(row);
    }

    private void finish() {
        if (others.path("success").isBoolean() && !others.path("success").booleanValue()) {
            throw new MalformedDocument("the portal reports a failure: " + others.path("error"));
        }
        declared =
                others.path("count").isIntegralNumber() ? others.path("count").intValue() : null;
        if (!listed && others.has("resources")) {
            row(others);
        } else if (!listed) {
            throw new MalformedDocument("it is not an answer of CKAN's action API");
        }
    }
}
