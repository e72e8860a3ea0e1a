package org.entente.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.entente.kernel.HubException;

/**
 * What somebody typed, and the words in it that are worth looking for: without elided articles and without the commonest words
 * of French and English, unless nothing else is left. Spelling is left to the index's analysers.
 *
 * @param text as typed, without outer blanks
 * @param words distinct, lower case, at most 12
 */
record SearchWords(String text, List<String> words) {
    private static final int MAX_TEXT = 512;
    private static final int MAX_WORDS = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+(?:['’][\\p{L}\\p{N}\\p{M}]+)*");
    private static final Pattern ARTICLE = Pattern.compile("^(?:l|m|t|qu|n|s|j|d|c|jusqu|quoiqu|lorsqu|puisqu)['’]");
    private static final Set<String> COMMON = common();

    /** @param text null and blank mean: no words */
    static SearchWords of(String text) {
        if (text == null) {
            return new SearchWords("", List.of());
        }
        if (text.length() > MAX_TEXT) {
            throw HubException.limitExceeded("query", "At most " + MAX_TEXT + " characters are searched for");
        }
        var words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(word -> ARTICLE.matcher(word).replaceFirst(""))
                .distinct()
                .toList();
        return new SearchWords(text.strip(), telling(words));
    }

    private static List<String> telling(List<String> words) {
        var telling = words.stream().filter(word -> !COMMON.contains(word)).toList();
        return (telling.isEmpty() ? words : telling).stream().limit(MAX_WORDS).toList();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    private static Set<String> common() {
        try (var stream = SearchWords.class.getResourceAsStream("/index/stop-words.txt")) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Set.copyOf(List.of(text.strip().split("\\s+")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
