package org.entente.records;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** What may be counted of a dataset, as its steward says it and as it is kept. */
@Input("CubeInput")
public record CubeInput(
        @Description("The field whose different values are counted, such as a patient's code; the row, when left out")
        String unit,

        @NonNull @NotEmpty @Size(max = 10) List<@NonNull @Valid Dimension> dimensions,

        @Size(max = 10) List<@Valid Measure> measures,

        @Description("The time zone of periods; Europe/Paris, when left out")
        String zone,

        @DefaultValue("100") @Min(1) @Max(10_000) @Description("How many different tables a partner may be given")
        int budget) {

    /** What cells are made of. A record that has no member in some dimension is in no cell. */
    @Input("CubeDimensionInput")
    public record Dimension(
            @NonNull String field,

            @NonNull @NotEmpty @Size(max = 6) @Description("From coarse to fine")
            List<@NonNull @Valid Level> levels,

            @Description("For numbers: where the bands begin; what is less counts in the first")
            BigDecimal lower,

            @Description("For numbers: where the bands end; what is not less counts in the last")
            BigDecimal upper,

            @Description("For instants: where the periods begin")
            Instant from,

            @Description("For instants: where the periods end; with the snapshot, when left out")
            Instant until) {}

    /** One way to divide a dimension. */
    @Input("CubeLevelInput")
    public record Level(
            @NonNull String name,

            @Size(max = 1_000)
            @Description(
                    "For texts, truth values and areas. At the finest level of values, else of the finer level's members."
                            + " Left out at the finest level: the values that ten units or more have")
            List<@Valid Member> members,

            @Description("For numbers: how wide a band is") BigDecimal width,
            @Description("For instants") TimeInterval interval) {}

    /** One part of a level. */
    @Input("CubeMemberInput")
    public record Member(
            @NonNull String name,

            @Size(max = 1_000) @Description("What it is made of; what has its name, when left out")
            List<String> of) {
        List<String> parts() {
            return of == null ? List.of(name) : of;
        }
    }

    /** A number that may be summed; what lies outside of its bounds is moved to them. */
    @Input("CubeMeasureInput")
    public record Measure(
            @NonNull String field,
            @NonNull BigDecimal lower,
            @NonNull BigDecimal upper) {}
}
