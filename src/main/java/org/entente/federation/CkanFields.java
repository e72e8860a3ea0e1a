package org.entente.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values of a CKAN package or resource: portals put the same thing among the fields or among the {@code extras}. */
record CkanFields(JsonNode said) {
    /** The first of these names that says anything, null when none does. */
    String first(String... names) {
        return Stream.of(names).flatMap(name -> all(name).stream()).findFirst().orElse(null);
    }

    /** The texts under a name: one, a list, or a list that is itself written as JSON text. */
    List<String> all(String name) {
        return Stream.concat(extras(name), Stream.of(said.path(name)))
                .flatMap(CkanFields::texts)
                .map(PlainText::of)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Language to text: CKAN itself knows none, multilingual portals write an object. */
    Map<String, String> byLanguage(String... names) {
        var texts = new TreeMap<String, String>();
        for (var name : names) {
            said.path(name).properties().forEach(entry -> put(texts, entry.getKey(), entry.getValue()));
            put(texts, Labels.UNDETERMINED, said.path(name));
        }
        if (texts.size() > 1) {
            texts.remove(Labels.UNDETERMINED); // it repeats one of the languages
        }
        return texts;
    }

    private static void put(Map<String, String> texts, String language, JsonNode value) {
        var text = value.isTextual() ? PlainText.of(value.textValue()) : null;
        if (text != null) {
            texts.putIfAbsent(language, text);
        }
    }

    private Stream<JsonNode> extras(String name) {
        return StreamSupport.stream(said.path("extras").spliterator(), false)
                .filter(extra -> extra.path("key").asText().equals(name))
                .map(extra -> extra.path("value"));
    }

    private static Stream<String> texts(JsonNode value) {
        if (value.isArray()) {
            var texts = new ArrayList<String>();
            value.forEach(one -> texts.addAll(texts(one).toList()));
            return texts.stream();
        }
        if (!value.isValueNode() || value.isNull()) {
            return Stream.empty();
        }
        var text = value.asText();
        return text.startsWith("[\"")
                ? Stream.of(text.replaceAll("^\\[\\s*\"|\"\\s*]$", "").split("\"\\s*,\\s*\""))
                : Stream.of(text);
    }
}
