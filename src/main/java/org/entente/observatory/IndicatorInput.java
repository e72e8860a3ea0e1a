package org.entente.observatory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.records.IntervalValues.Metric;
import org.entente.records.TimeInterval;

/** What a steward says of a series that is computed from their dataset's records. */
@Input("IndicatorInput")
public record IndicatorInput(
        @NonNull @NotBlank @Size(max = 200) @Description("What is measured, such as interventions a day")
        String measure,

        @Size(max = 40) String unit,

        @NonNull Metric metric,

        @Size(max = 100) @Description("Whose mean it is; none for a count")
        String field,

        @NonNull @NotBlank @Size(max = 100) @Description("The field of the instant by which records lie in intervals")
        String at,

        @NonNull TimeInterval interval,

        @Size(max = 60)
        @Description("Whose hours and days they are, such as Europe/Paris; the hub's where it is not said")
        String zone,

        @DefaultValue("PT0S")
        @Description(
                "How long after an interval's end records still count in it, an ISO 8601 duration; what comes later changes nothing")
        String lateness,

        @Size(max = 100) @Description("The field of the place, of records in one area alone")
        String place,

        @Size(max = 100) @Description("The code of that area")
        String area,

        @DefaultValue("false")
        @Description("Whether breaks of its usual course within the usual range are looked for too")
        Boolean shape) {}
