package org.entente.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.HubException;

/** A position as text: a JSON list of texts, the id first. Every canonical value is read back from its own text. */
final class PositionText {
    private static final JsonMapper JSON = new JsonMapper();

    private PositionText() {}

    static String write(Position position) {
        List<String> texts = new ArrayList<>(position.values().size() + 1);
        texts.add(position.id().toString());
        for (Object value : position.values()) texts.add(value == null ? null : value.toString());
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is JSON", e);
        }
    }

    static Position read(String text, List<FieldDefinition> fields) {
        try {
            String[] texts = JSON.readValue(text, String[].class);
            if (texts.length != fields.size() + 1) throw anotherSort();
            List<Object> values = new ArrayList<>(fields.size());
            for (int i = 0; i < fields.size(); i++) values.add(Canonical.value(fields.get(i), texts[i + 1], "after"));
            return new Position(values, UUID.fromString(texts[0]));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw anotherSort();
        }
    }

    private static HubException anotherSort() {
        return HubException.badInput("after", "This cursor belongs to another order");
    }
}
