package org.entente.observatory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.observatory.AnomalyLabels.Said;
import org.entente.policy.Action;

@GraphQLApi
@RunOnVirtualThread
public class LabelApi {
    @Inject
    AnomalyLabels labels;

    @Inject
    LabelReader reader;

    @Name("AnomalyLabelling")
    public record LabelView(
            @NonNull AnomalyLabel label,
            @NonNull Instant at,

            @Description("Counts the anomaly's labels, from 1")
            int version,

            @Description("Who, and why: to the owner's users")
            String by,

            String note) {}

    @Name("DetectorPrecision")
    public record PrecisionView(
            @NonNull @Description("The first instant of the month in which the anomalies were")
            Instant month,

            @NonNull DetectorKind detector,
            long right,
            long wrong,

            @Description("Announced events, which count for neither")
            long expected,

            long unlabelled,

            @Description("Right of all right and wrong ones; null, which is unknown, where there are none of either")
            Double precision) {}

    @Name("SuspendedDetector")
    public record SuspendedView(
            @NonNull DetectorKind detector,
            @NonNull Instant since,
            @NonNull Adjustment.Cause cause) {}

    @Name("SeriesCalendar")
    public record CalendarView(
            @NonNull @Id String dataset, @NonNull CalendarKind kind) {}

    @Name("SeriesModel")
    public record ModelView(
            @NonNull String title,
            @NonNull String description,
            @NonNull @Description("The partner whose it is") String owner,

            @Description("How many of the last values it is given")
            int window,

            @NonNull @Description("Of the ONNX file, in hexadecimal")
            String sha256,

            @NonNull Instant since) {}

    @Name("SeriesScoring")
    public record ScoringView(
            @Description("Counts what was adjusted") int version,

            @Description("An observation is told of when an ordinary day reaches it with at most this probability")
            double threshold,

            @Description("By how many labels it is stricter than usual; each halves it")
            int strictness,

            @NonNull @Description("Those whose score takes no part, for drift or because too few were right")
            List<@NonNull SuspendedView> suspended,

            @NonNull @Description("By which it is scored, as long as anyone may read them")
            List<@NonNull CalendarView> calendars,

            @Description(
                    "Of the owner's, by which it is scored too, with what its card says in the language of the request")
            ModelView model) {}

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Says whether there was anything to an anomaly of your partner's data, which moves its series' threshold")
    public @NonNull ScoringView labelAnomaly(
            @NonNull @Id String anomaly,
            @NonNull AnomalyLabel label,
            @Size(max = 500) String note,
            @Description("How many labels it had when you read it") @Min(0) int expectedVersion)
            throws SQLException {
        return reader.view(
                labels.label(Request.current(), PublicId.parse(anomaly), new Said(label, note), expectedVersion));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Lets a suspended detector take part again in a series of your partner's data")
    public @NonNull ScoringView resumeDetector(
            @NonNull @Id String series,
            @NonNull DetectorKind detector,
            @Description("The scoring's") @Min(0) int expectedVersion)
            throws SQLException {
        return reader.view(labels.resume(Request.current(), PublicId.parse(series), detector, expectedVersion));
    }

    @Name("labels")
    @Description("None of an anomaly that is shown to you as a result")
    public @NonNull List<@NonNull List<@NonNull LabelView>> labelsOf(@Source List<AnomalyView> anomalies)
            throws SQLException {
        return reader.labels(Request.current(), anomalies);
    }

    @Governed(Action.READ)
    @Description("Null where you may not see all observations")
    public ScoringView scoring(@Source SeriesView series) throws SQLException {
        return reader.scoring(Request.current(), series);
    }

    @Governed(Action.READ)
    @Description("By month, the latest first, and detector; none where you may not see all observations")
    public @NonNull List<@NonNull PrecisionView> precision(
            @Source SeriesView series, @DefaultValue("12") @Min(1) @Max(60) int months) throws SQLException {
        return reader.precision(Request.current(), series, months);
    }
}
