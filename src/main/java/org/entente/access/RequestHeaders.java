package org.entente.access;

import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import org.entente.identity.Callers;

/** Headers of an operation: HTTP headers, or over a WebSocket the payload of {@code connection_init}. */
record RequestHeaders(Map<String, Object> context) {

    String purpose() {
        return value("purpose", Callers.PURPOSE_HEADER);
    }

    String justification() {
        return value("justification", Callers.JUSTIFICATION_HEADER);
    }

    /** {@code fr} for callers who prefer French to English, {@code en} for all others: programs read English. */
    String language() {
        return language(value("language", "Accept-Language"));
    }

    static String language(String accepted) {
        return accepted != null && accepted.strip().toLowerCase().startsWith("fr") ? "fr" : "en";
    }

    @SuppressWarnings("unchecked")
    private String value(String initial, String header) {
        if (context.get("init-payload") instanceof Map<?, ?> payload
                && payload.get(initial) instanceof JsonString said) {
            return said.getString();
        }
        return ((Map<String, List<String>>) context.getOrDefault("httpHeaders", Map.of()))
                .entrySet().stream()
                        .filter(sent -> sent.getKey().equalsIgnoreCase(header))
                        .map(sent -> sent.getValue().getFirst())
                        .findFirst()
                        .orElse(null);
    }
}
