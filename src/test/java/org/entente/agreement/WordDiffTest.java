package org.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.entente.agreement.AgreementDiff.PartKind;
import org.entente.agreement.AgreementDiff.TextPart;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    @Test
    void the_words_that_changed_are_told_and_no_others() {
        assertThat(WordDiff.between(
                        "Copies are kept for six months at most.",
                        "Copies are kept for one year, twelve months at most."))
                .containsExactly(
                        new TextPart(PartKind.SAME, "Copies are kept for "),
                        new TextPart(PartKind.REMOVED, "six "),
                        new TextPart(PartKind.ADDED, "one year, twelve "),
                        new TextPart(PartKind.SAME, "months at most."));
    }

    @Test
    void from_nothing_all_is_added() {
        assertThat(WordDiff.between("", "Trois mots ici"))
                .containsExactly(new TextPart(PartKind.ADDED, "Trois mots ici"));
        assertThat(WordDiff.between("", "")).isEmpty();
    }

    /** Memory and time grow with the product of what differs. */
    @Test
    void where_very_much_differs_it_is_told_as_a_whole() {
        var before = "a b ".repeat(600);
        var after = "b c ".repeat(600);

        assertThat(WordDiff.between("Since " + before + "end", "Since " + after + "end"))
                .containsExactly(
                        new TextPart(PartKind.SAME, "Since "),
                        new TextPart(PartKind.REMOVED, before),
                        new TextPart(PartKind.ADDED, after),
                        new TextPart(PartKind.SAME, "end"));
        assertThat(WordDiff.between("x ".repeat(2_500) + "a", "x ".repeat(2_500) + "b"))
                .as("what is the same at both ends costs nothing")
                .hasSize(3);
    }

    @Property
    void the_parts_joined_are_the_texts(@ForAll("texts") String from, @ForAll("texts") String to) {
        var parts = WordDiff.between(from, to);

        assertThat(joined(parts, PartKind.ADDED)).isEqualTo(from);
        assertThat(joined(parts, PartKind.REMOVED)).isEqualTo(to);
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).kind()).isNotEqualTo(parts.get(i - 1).kind());
        }
    }

    private static String joined(List<TextPart> parts, PartKind without) {
        return parts.stream()
                .filter(part -> part.kind() != without)
                .map(TextPart::text)
                .collect(Collectors.joining());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a ", "b ", "c", " ", "\n", "données ", "12, ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
