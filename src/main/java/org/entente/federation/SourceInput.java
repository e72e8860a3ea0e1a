package org.entente.federation;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/** A catalogue to harvest; the defaults hold for datasets that do not say their own. */
@Input("SourceInput")
public record SourceInput(
        @NonNull @Size(max = 2_000) String address,
        @NonNull SourceFormat format,

        @NonNull @Description("Of datasets that do not say dct:accessRights")
        AccessLevel defaultAccessLevel,

        @NonNull @Description("Of datasets that do not say dcatap:applicableLegislation")
        Regime defaultRegime) {}
