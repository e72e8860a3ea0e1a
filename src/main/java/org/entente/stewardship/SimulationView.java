package org.entente.stewardship;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;
import org.entente.policy.Outcome;

/** What activating a rule's latest draft would change. */
@Name("Simulation")
public record SimulationView(
        @NonNull @Id String rule,
        int version,

        @NonNull @Description("Now, or the next instant at which the draft holds")
        Instant at,

        @Description("Decisions that were compared") int decisions,
        @NonNull List<@NonNull Change> changes,

        @Description("Null where no days were asked for") Replay replay) {

    /** One answer that would be another. */
    @Name("SimulatedChange")
    public record Change(
            @NonNull @Id String dataset,
            @NonNull String title,

            @Description("Null for citizens, and for several partners")
            String partner,

            @Description("Who get this answer alike: 0 for citizens")
            int partners,

            @NonNull @Description("The first 100 of these partners, by id")
            List<@NonNull String> among,

            @Description("Null where none is stated") String purpose,

            @NonNull @Description("What the caller has; it matters to rules that ask for one")
            String role,

            @NonNull Action action,
            @NonNull Outcome before,
            @NonNull Outcome after,
            @NonNull Direction direction,

            @NonNull @Description("Rows that some grant takes")
            RowChange rows,

            @NonNull @Description("Those whose rows change") List<@NonNull FieldChange> fields) {}

    @Name("SimulatedDirection")
    public enum Direction {
        GAIN,
        LOSS,
        /** Some rows or fields are gained, others lost. */
        BOTH,
        /** The same rows and fields under other terms: obligations, or how a value is coarsened. */
        TERMS
    }

    @Name("SimulatedRows")
    @Description("Exact counts over the records as they are now")
    public record RowChange(long before, long after, long gained, long lost) {}

    @Name("SimulatedField")
    public record FieldChange(
            @NonNull String field,

            @NonNull @Description("Rows in which the value is shown as it is")
            RowChange shown,

            @NonNull @Description("Rows in which it is shown in whatever form")
            RowChange visible) {}

    @Name("SimulatedReplay")
    @Description("Answers of the last days, as they would be now with the draft in force, compared with without it")
    public record Replay(
            int days,
            @Description("Answers that were looked at") long answers,
            @Description("Those that would be refused") long refused,

            @Description("Those that would show less") long narrowed,

            @Description("Those that would only show more") long widened,

            @Description("Those that are refused today already")
            long refusedAlready,

            @Description("Those beyond the 1,000 most frequent situations")
            long notReplayed) {}
}
