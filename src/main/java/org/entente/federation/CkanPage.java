package org.entente.federation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.entente.federation.HarvestException.MalformedDocument;
import org.entente.federation.HarvestException.SourceTooLarge;
import org.entente.federation.HarvestException.TruncatedPage;
import org.entente.kernel.JsonElement;

/**
 * Reads one answer of CKAN's action API row by row, so that a page takes no more memory than one row, which is bounded: a list
 * ({@code package_search}) or one package ({@code package_show}), inside {@code result} or, as some portals do, without it.
 */
final class CkanPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Many times what the longest dataset of the real portals that were read takes. */
    static final long LONGEST_ROW = 4 << 20;

    private final Consumer<JsonElement> sink;
    private final ObjectNode others = JSON.createObjectNode();
    private boolean listed;
    private long beside;
    private int rows;
    private Integer declared;

    private CkanPage(Consumer<JsonElement> sink) {
        this.sink = sink;
    }

    /**
     * @param declared datasets that the portal says it has in all; null where it does not say
     * @param rows those on this page
     */
    record Count(Integer declared, int rows) {}

    static Count read(InputStream in, Consumer<JsonElement> sink) throws IOException {
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
                readOther(json, name);
            }
        }
    }

    /** What stands beside the rows; of a package that is asked for alone, all that it says. */
    private void readOther(JsonParser json, String name) throws IOException {
        long start = json.currentTokenLocation().getByteOffset();
        var other = JsonElement.read(json, JSON, LONGEST_ROW - beside);
        beside += json.currentLocation().getByteOffset() - start;
        if (!other.whole()) {
            throw new SourceTooLarge("bytes of one dataset", LONGEST_ROW);
        }
        others.set(name, other.tree());
    }

    private void readRows(JsonParser json) throws IOException {
        listed = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            row(JsonElement.read(json, JSON, LONGEST_ROW, "id", "name"));
        }
    }

    private void row(JsonElement row) {
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
            row(new JsonElement(others, true));
        } else if (!listed) {
            throw new MalformedDocument("it is not an answer of CKAN's action API");
        }
    }
}
