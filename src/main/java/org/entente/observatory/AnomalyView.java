package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/** An anomaly as GraphQL shows it, with what explains it. */
@Name("Anomaly")
public record AnomalyView(
        @NonNull @Id String id,
        @NonNull SeriesView series,
        @NonNull EvidenceKind kind,
        @NonNull Severity severity,
        @NonNull Instant at,
        @Description("Null in a silence") Double value,
        Double expected,

        @Description("The usual distance from what was expected")
        Double band,

        @Description("That an ordinary day of the series gives such an alarm; null where a rule told it")
        Double probability,

        @NonNull @Description("0 is common, 3 was never seen within the usual range, up to 5 is far outside of it")
        List<@NonNull Strength> evidence,

        @Description("How many observations it is compared with")
        long observations,

        @Description(
                "How rarely the evidence is as strong, as one in so many; more than the observations where it never was")
        long oneIn,

        @NonNull List<@NonNull Similar> similar,

        @NonNull @Description("What of the calendar held then")
        List<@NonNull String> occasions,

        @NonNull Instant toldAt,

        @NonNull @Description("All of it in words, in the language of the request")
        String text) {

    @Name("EvidenceStrength")
    public record Strength(@NonNull EvidenceKind kind, double strength) {}

    @Name("SimilarEpisode")
    public record Similar(@NonNull Instant at, @NonNull EvidenceKind kind, double likeness) {}

    static AnomalyView of(KnownAnomaly known, SeriesView series, AnomalyText text) {
        var anomaly = known.anomaly();
        return new AnomalyView(
                known.id().toString(),
                series,
                anomaly.kind(),
                anomaly.severity(),
                anomaly.at(),
                AnomalyStore.finite(anomaly.value()),
                AnomalyStore.finite(anomaly.expected()),
                AnomalyStore.finite(anomaly.band()),
                AnomalyStore.finite(anomaly.probability()),
                strengths(anomaly.evidence()),
                anomaly.observations(),
                anomaly.oneIn(),
                anomaly.similar().stream()
                        .map(each -> new Similar(each.at(), each.kind(), each.likeness()))
                        .toList(),
                known.occasions(),
                known.toldAt(),
                words(anomaly, known, series.series().comparison(), text));
    }

    private static String words(Anomaly anomaly, KnownAnomaly known, Comparison comparison, AnomalyText text) {
        var words = text.of(anomaly, known.occasions());
        return comparison == null || comparison.of() != null
                ? words
                : words + " " + text.ofTheMedian(comparison.neighbours().size());
    }

    private static List<Strength> strengths(Evidence evidence) {
        return Stream.of(EvidenceKind.values())
                .filter(kind -> evidence.strength(kind) != 0)
                .map(kind -> new Strength(kind, evidence.strength(kind)))
                .toList();
    }

    /** Of the languages that there are words for. */
    static AnomalyText text(String language, ObservatoryConfig config) {
        return new AnomalyText("fr".equals(language) ? Locale.FRENCH : Locale.ENGLISH, config.zone());
    }
}
