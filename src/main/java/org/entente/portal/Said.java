package org.entente.portal;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text as its publisher gave it, in the reader's language where there is one.
 *
 * @param language its language tag, so that a screen reader pronounces it well; the page's own where the publisher says none
 */
public record Said(String text, String language) {
    private static final int EXCERPT = 240;

    /** Null where there is no text at all. */
    static Said of(Map<String, String> texts, Language reader) {
        return Stream.concat(Stream.of(reader.tag(), "fr", "en"), texts.keySet().stream())
                .filter(texts::containsKey)
                .findFirst()
                .map(tag -> new Said(texts.get(tag), wellFormed(tag, reader)))
                .orElse(null);
    }

    /** Its beginning, whole words. */
    public String excerpt() {
        var line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= EXCERPT) {
            return line;
        }
        var words = BreakIterator.getWordInstance(Locale.forLanguageTag(language));
        words.setText(line);
        return line.substring(0, words.preceding(EXCERPT)).stripTrailing() + "…";
    }

    private static String wellFormed(String tag, Language reader) {
        var language = Locale.forLanguageTag(tag).toLanguageTag();
        return language.equals("und") ? reader.tag() : language;
    }
}
