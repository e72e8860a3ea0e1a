package org.entente.observatory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** What a steward says of a calendar. */
@Input("SeriesCalendarInput")
public record SeriesCalendarInput(
        @NonNull @Id @Description("One that anyone may read all records of, each a period")
        String dataset,

        @NonNull CalendarKind kind,

        @NonNull @NotBlank @Size(max = 100) @Description("The field of the instant at which a period begins")
        String from,

        @NonNull @NotBlank @Size(max = 100) @Description("The field of the instant at which it is over")
        String to,

        @NonNull @NotBlank @Size(max = 100) @Description("The field of its name, which is told with anomalies")
        String name) {}
