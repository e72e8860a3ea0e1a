package org.entente.observatory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.observatory.LabelApi.ScoringView;

@GraphQLApi
@RunOnVirtualThread
public class ModelApi {
    @Inject
    SeriesModels models;

    @Inject
    LabelReader reader;

    // named, or "set" would be taken for a setter's
    @Mutation("setModel")
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Says by which model of your own a series of your partner's data is scored from now on, beside the hub's detectors; null removes it. To say the same once more changes nothing, a suspension neither; of the same model to say something else changes its card alone")
    public @NonNull ScoringView setModel(
            @NonNull @Id String series,
            @Valid SeriesModelInput model,
            @Description("The scoring's") @Min(0) int expectedVersion)
            throws SQLException {
        return reader.view(models.set(Request.current(), PublicId.parse(series), model, expectedVersion));
    }
}
