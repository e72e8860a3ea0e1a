package org.entente.observatory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** A model of a partner's own, with what its card says. */
@Input("SeriesModelInput")
public record SeriesModelInput(
        @NonNull @NotBlank @Size(max = 300) String titleFr,
        @NonNull @NotBlank @Size(max = 300) String titleEn,

        @NonNull
        @NotBlank
        @Size(max = 2000)
        @Description("What it tells and what it was learnt from, for those whom it judges")
        String descriptionFr,

        @NonNull @NotBlank @Size(max = 2000) String descriptionEn,

        @NonNull
        @Description(
                "The ONNX file in base64, of at most 180 KiB, and 1,000 different ones of a partner, with those removed: one input of floats [1, window], the last values with the judged one at the end; one output of one float, at least 0 and the greater the more unusual")
        String content) {}
