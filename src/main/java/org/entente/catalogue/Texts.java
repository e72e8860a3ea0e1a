package org.entente.catalogue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts by language tag, as publishers give them; {@code und} where none is said. */
final class Texts {
    private static final List<String> PREFERRED = List.of("fr", "en", "und");

    private Texts() {}

    /** The text in this language, else in French, English, an unsaid language, else any; null where there is none. */
    static String in(Map<String, String> texts, String language) {
        return Stream.concat(Stream.of(language), PREFERRED.stream())
                .filter(texts::containsKey)
                .findFirst()
                .map(texts::get)
                .orElseGet(() -> texts.values().stream().findFirst().orElse(null));
    }
}
