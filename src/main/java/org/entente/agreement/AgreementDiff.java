package org.entente.agreement;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** What differs between two versions of an agreement; what is the same in both is not listed. */
public record AgreementDiff(
        int from,
        int to,

        @NonNull @Description("Title, parties, period and notice")
        List<@NonNull TermDiff> terms,

        @NonNull List<@NonNull ArticleDiff> articles) {

    public enum DiffKind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** One value before and after, in the notation of the article's fields; null where it demands nothing. */
    public record TermDiff(@NonNull String name, String from, String to) {}

    public record ArticleDiff(
            @NonNull String number,
            @NonNull DiffKind kind,

            @NonNull
            @Description(
                    "Word by word, in each language whose text differs; more than some 500 words between the first and the last difference as a whole")
            List<@NonNull TextDiff> texts,

            @NonNull @Description("The constraints that differ")
            List<@NonNull TermDiff> constraints) {}

    public record TextDiff(
            @NonNull String language,

            @NonNull @Description("Joined, they are both texts")
            List<@NonNull TextPart> parts) {}

    public enum PartKind {
        SAME,
        ADDED,
        REMOVED
    }

    public record TextPart(@NonNull PartKind kind, @NonNull String text) {}
}
