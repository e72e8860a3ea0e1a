package org.entente.observatory;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** What a series compares, as GraphQL shows it to who is shown the series. */
@Name("Comparison")
public record ComparisonView(
        @NonNull @Id @Description("The series of the neighbours' median departure")
        String neighbourhood,

        @Id @Description("The series whose departure from its neighbours is told; null for the median of all")
        String of,

        @NonNull @Id List<@NonNull String> neighbours,

        @NonNull
        @Id
        @Description(
                "Those that were overdue: nothing waits for them, and they take part again once they have caught up")
        List<@NonNull String> leftOut) {
    static ComparisonView of(Comparison comparison) {
        return comparison == null
                ? null
                : new ComparisonView(
                        comparison.neighbourhood().toString(),
                        comparison.of() == null ? null : comparison.of().toString(),
                        comparison.neighbours().stream().map(UUID::toString).toList(),
                        comparison.leftOut().stream().map(UUID::toString).toList());
    }
}
