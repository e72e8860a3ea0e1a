package org.entente.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.agreement.AgreementDiff.PartKind;
import org.entente.agreement.AgreementDiff.TextPart;

/**
 * The words that differ between two texts, by the longest common subsequence (Wagner and Fischer, 1974): time and memory grow with
 * the product of the words that lie between the common beginning and the common end, and where that would be more than about 500 by 500, all of
 * them are told as removed and added. Spaces belong to the word before them, so
 * that the parts joined are the texts.
 */
final class WordDiff {
    /** Of two texts: an agreement has up to two hundred that differ. */
    static final int MOST_COMPARISONS = 250_000;

    private static final Pattern WORD = Pattern.compile("\\S*\\s*");

    private final List<String> from;
    private final List<String> to;
    private final List<TextPart> parts = new ArrayList<>();
    private PartKind kind;
    private final StringBuilder text = new StringBuilder();

    private WordDiff(String from, String to) {
        this.from = words(from);
        this.to = words(to);
    }

    static List<TextPart> between(String from, String to) {
        return new WordDiff(from, to).parts();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private List<TextPart> parts() {
        int start = 0;
        while (start < from.size() && start < to.size() && from.get(start).equals(to.get(start))) {
            add(PartKind.SAME, from.get(start++));
        }
        int end = 0;
        while (end < Math.min(from.size(), to.size()) - start
                && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
            end++;
        }
        between(from.subList(start, from.size() - end), to.subList(start, to.size() - end));
        from.subList(from.size() - end, from.size()).forEach(word -> add(PartKind.SAME, word));
        flush();
        return parts;
    }

    private void between(List<String> before, List<String> after) {
        if ((long) before.size() * after.size() > MOST_COMPARISONS) {
            before.forEach(word -> add(PartKind.REMOVED, word));
            after.forEach(word -> add(PartKind.ADDED, word));
        } else {
            compare(before, after);
        }
    }

    private void compare(List<String> before, List<String> after) {
        var common = common(before, after);
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                add(PartKind.SAME, before.get(i++));
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                add(PartKind.REMOVED, before.get(i++));
            } else {
                add(PartKind.ADDED, after.get(j++));
            }
        }
    }

    /** How many words the rests from (i, j) have in common, in their order. */
    private static int[][] common(List<String> before, List<String> after) {
        var common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(PartKind next, String word) {
        if (next != kind) {
            flush();
            kind = next;
        }
        text.append(word);
    }

    private void flush() {
        if (!text.isEmpty()) {
            parts.add(new TextPart(kind, text.toString()));
            text.setLength(0);
        }
    }
}
