package org.entente.stewardship;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;
import org.entente.policy.MaskMethod;
import org.entente.policy.ObligationKind;
import org.entente.policy.Outcome;

/** A decision with all that took part in it or was considered and did not hold. */
@Name("Explanation")
public record ExplanationView(
        @NonNull @Id String dataset,
        @NonNull String title,
        @NonNull Action action,

        @Description("Null for a citizen") String partner,

        @NonNull List<@NonNull String> purposes,
        @NonNull Instant at,

        @Description("Of the facts it was decided on") long epoch,

        @NonNull @Description("Of the policies that decide") String release,

        @NonNull Outcome outcome,
        @NonNull List<@NonNull Line> reasons,

        @NonNull @Description("All that was looked at, whether it took part or not")
        List<@NonNull Line> considered,

        @NonNull List<@NonNull ExplainedGrant> grants,
        @NonNull List<@NonNull ExplainedObligation> obligations,

        @Description("Of an audit event: what it recorded") Recorded recorded,

        @Description(
                "Of an audit event: whether the policies decide again as they did; they permitted what could then not be given as an aggregate")
        Boolean asRecorded) {

    /** Another than that of the policies where what they permitted could not be given. */
    @Name("RecordedAnswer")
    public record Recorded(
            @NonNull Outcome outcome, @NonNull List<@NonNull RecordedReason> reasons) {}

    @Name("RecordedReason")
    public record RecordedReason(
            @NonNull String code, @NonNull String text) {}

    @Name("ExplanationLine")
    public record Line(
            @NonNull String code,
            @NonNull String text,

            @Description("Whether it granted, altered, obliged or stood against")
            boolean held,

            Source source) {}

    @Name("ExplanationSource")
    public record Source(
            @NonNull String kind,
            @NonNull String id,
            Integer version,
            String article,

            @Description("Of the agreement and its article, the rule or the consent, where you may know it")
            String title) {}

    @Name("ExplainedGrant")
    public record ExplainedGrant(
            @NonNull @Description("The rule's text, never its constants")
            String rows,

            @Description("The filter itself, for the owner's stewards and the auditor")
            String rowFilter,

            @NonNull List<@NonNull ExplainedMask> masks,
            @NonNull Source source) {}

    @Name("ExplainedMask")
    public record ExplainedMask(
            @NonNull String field, @NonNull MaskMethod method) {}

    @Name("ExplainedObligation")
    public record ExplainedObligation(
            @NonNull ObligationKind kind,
            @NonNull String value,
            @NonNull Source source) {}
}
