package org.entente.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.ReasonText;
import org.entente.access.Request;

/** A table of aggregates. */
public record Aggregate(
        @NonNull List<@NonNull Cell> cells,

        @Description("Where the dataset holds personal data: the cube that the cells are taken from")
        Counted cube) {

    static final Aggregate NOTHING = new Aggregate(List.of(), null);

    /** One group. */
    @Name("AggregateCell")
    public record Cell(
            @NonNull @Description("In the order of groupBy; null where the rows have no value")
            List<String> group,

            @NonNull @Description("In the order of metrics") List<@NonNull Value> values) {}

    /** One number, or why there is none. */
    @Name("AggregateValue")
    public record Value(
            @Description("Null where it is suppressed, or where nothing was there to compute with")
            BigDecimal value,

            @NonNull State state,
            @Description("The code of why it is not exact") String reason,
            @Description("The same in words") String text) {
        static Value exact(BigDecimal value) {
            return new Value(value, State.EXACT, null, null);
        }

        static Value perturbed(Request request, BigDecimal value) {
            return said(request, value, State.PERTURBED, AggregateReason.CUBE_NOISE);
        }

        static Value suppressed(Request request, AggregateReason reason) {
            return said(request, null, State.SUPPRESSED, reason);
        }

        private static Value said(Request request, BigDecimal value, State state, AggregateReason reason) {
            return new Value(value, state, reason.code(), ReasonText.of(request.language(), reason.code()));
        }
    }

    /** What was done to a value. */
    @Name("AggregateState")
    public enum State {
        EXACT,
        PERTURBED,
        SUPPRESSED
    }

    /** What was counted. */
    @Name("AggregateCube")
    public record Counted(
            int version,
            @NonNull Instant snapshotTakenAt,

            @Description("The field whose different values were counted; null where rows were")
            String unit,

            @Description("Further tables that your partner may ask of this cube")
            int tablesLeft) {}
}
