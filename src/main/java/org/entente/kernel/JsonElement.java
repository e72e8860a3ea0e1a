package org.entente.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * One element of a JSON document that is read element by element, so that it takes no more memory than a limit.
 *
 * @param tree of an element that is too long only the texts that were asked for
 */
public record JsonElement(JsonNode tree, boolean whole) {

    /**
     * Reads the element that begins with the parser's current token; the parser then stands at its end, whether it was kept or not.
     *
     * @param longest in bytes
     * @param named the texts directly in the element that are kept in any case
     */
    public static JsonElement read(JsonParser parser, ObjectMapper mapper, long longest, String... named)
            throws IOException {
        var bounded = new Bounded(parser, longest, mapper.createObjectNode(), Set.of(named));
        try {
            return new JsonElement(mapper.readTree(bounded), true);
        } catch (TooLong e) {
            bounded.skipToEnd();
            return new JsonElement(bounded.kept, false);
        }
    }

    private static final class TooLong extends IOException {}

    private static final class Bounded extends JsonParserDelegate {
        private final long end;
        private final ObjectNode kept;
        private final Set<String> named;
        private int depth;

        Bounded(JsonParser parser, long longest, ObjectNode kept, Set<String> named) {
            super(parser);
            this.end = parser.currentTokenLocation().getByteOffset() + longest;
            this.kept = kept;
            this.named = named;
            this.depth = parser.currentToken().isStructStart() ? 1 : 0;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            var token = advance();
            if (currentLocation().getByteOffset() > end) {
                throw new TooLong();
            }
            return token;
        }

        private JsonToken advance() throws IOException {
            var token = super.nextToken();
            if (token == JsonToken.VALUE_STRING && depth == 1 && named.contains(currentName())) {
                kept.put(currentName(), getText());
            } else if (token != null && token.isStructStart()) {
                depth++;
            } else if (token != null && token.isStructEnd()) {
                depth--;
            }
            return token;
        }

        void skipToEnd() throws IOException {
            while (depth > 0 && advance() != null) {
                // texts that nobody asks for are not even decoded
            }
        }
    }
}
