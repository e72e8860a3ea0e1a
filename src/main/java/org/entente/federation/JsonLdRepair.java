package org.entente.federation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.entente.federation.HarvestException.MalformedDocument;

/** Encodes IRIs in JSON-LD: its reader silently drops a node whose IRI holds a blank. Also finds broken or too deep JSON. */
final class JsonLdRepair {
    /** The reader of JSON-LD exhausts the stack between 500 and 1,000 levels. */
    private static final int DEEPEST = 200;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final Set<String> iriKeys = new HashSet<>(Set.of("@id"));

    private JsonLdRepair() {}

    static byte[] rewrite(InputStream in) throws IOException {
        try {
            var document = JSON.readTree(in);
            var repair = new JsonLdRepair();
            document.findValues("@context").forEach(repair::learnKeys);
            repair.encode(document);
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new MalformedDocument(e);
        }
    }

    /** Terms that stand for @id, and those whose values are IRIs. */
    private void learnKeys(JsonNode context) {
        if (context.isArray()) {
            context.forEach(this::learnKeys);
        }
        context.properties().forEach(term -> {
            var meaning = term.getValue();
            if (meaning.asText().equals("@id") || meaning.path("@type").asText().equals("@id")) {
                iriKeys.add(term.getKey());
            }
        });
    }

    private void encode(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (iriKeys.contains(entry.getKey()) && entry.getValue().isTextual()) {
                    entry.setValue(
                            TextNode.valueOf(WebAddress.encoded(entry.getValue().textValue())));
                }
            });
        }
        node.forEach(this::encode);
    }
}
