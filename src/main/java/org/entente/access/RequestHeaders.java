package org.entente.access;

import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import org.entente.identity.Callers;
import org.entente.kernel.HubException;

/** Headers of an operation: HTTP headers, or over a WebSocket the payload of {@code connection_init}. */
record RequestHeaders(Map<String, Object> context) {
    private static final String HTTP = "httpHeaders";
    private static final List<String> PAYLOAD = List.of("authorization", "purpose", "justification", "language");

    String purpose() {
        return value("purpose", Callers.PURPOSE_HEADER);
    }

    String justification() {
        return HeaderText.of(value("justification", Callers.JUSTIFICATION_HEADER));
    }

    /** {@code fr} for callers who prefer French to English, {@code en} for all others: programs read English. */
    String language() {
        return language(value("language", "Accept-Language"));
    }

    static String language(String accepted) {
        return accepted != null && accepted.strip().toLowerCase().startsWith("fr") ? "fr" : "en";
    }

    /** SmallRye finds the language of its own messages here: let it be the one that the hub speaks. */
    void settle(String language) {
        context.put(HTTP, Map.of("Accept-Language", List.of(language)));
    }

    /**
     * A token under a key that nobody looks at would leave its bearer a citizen without a word.
     *
     * @throws HubException BAD_INPUT
     */
    void requireReadable() {
        payload().forEach((key, said) -> {
            if (!PAYLOAD.contains(key) || !(said instanceof JsonString)) {
                throw HubException.badInput("connection_init.payload." + key, "Texts are expected, under " + PAYLOAD);
            }
        });
    }

    private Map<?, ?> payload() {
        return context.get("init-payload") instanceof Map<?, ?> payload ? payload : Map.of();
    }

    @SuppressWarnings("unchecked")
    private String value(String initial, String header) {
        if (payload().get(initial) instanceof JsonString said) {
            return said.getString();
        }
        return ((Map<String, List<String>>) context.getOrDefault(HTTP, Map.of()))
                .entrySet().stream()
                        .filter(sent -> sent.getKey().equalsIgnoreCase(header))
                        .map(sent -> sent.getValue().getFirst())
                        .findFirst()
                        .orElse(null);
    }
}
