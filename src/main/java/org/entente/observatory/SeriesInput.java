package org.entente.observatory;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** What a steward says of a new series. */
@Input("SeriesInput")
public record SeriesInput(
        @NonNull @NotBlank @Size(max = 200) @Description("What is measured, such as noise")
        String measure,

        @Size(max = 40) @Description("Such as dB; observations that say another one are not taken")
        String unit,

        @NonNull @Description("How often a value is expected, an ISO 8601 duration such as PT10M")
        String frequency,

        @DefaultValue("PT0S")
        @Description("How much later than a newer observation one may still come, to be put in its order")
        String lateness,

        @Valid Place place,

        @Size(max = 20) @Description("Values of further text fields of the dataset, such as the sensor's name")
        List<@Valid Key> keys,

        @Description("The least that can be measured; what lies below is not taken")
        Double least,

        @Description("The greatest that can be measured") Double greatest,

        @DefaultValue("false")
        @Description("Whether breaks of its usual course within the usual range are looked for too")
        Boolean shape) {

    @Input("SeriesPlaceInput")
    public record Place(double longitude, double latitude) {}

    @Input("SeriesKeyInput")
    public record Key(
            @NonNull @NotBlank @Size(max = 100) String field,
            @NonNull @Size(max = 200) String value) {}
}
