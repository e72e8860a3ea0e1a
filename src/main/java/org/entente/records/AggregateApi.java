package org.entente.records;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.FilterArgument;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.catalogue.DatasetView;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

@GraphQLApi
@RunOnVirtualThread
public class AggregateApi {
    @Inject
    Aggregates aggregates;

    @Inject
    CubeService cubes;

    @Query
    @Governed(Action.AGGREGATE)
    @Description(
            "Counts and computes over the rows that you may use; of personal data only what its owner published as a cube")
    public @NonNull Aggregate aggregate(
            @NonNull @Id String dataset,
            @Size(max = 3) List<@Valid AggregateGroup> groupBy,
            @NonNull @NotEmpty @Size(max = 20) List<@NonNull @Valid AggregateMetric> metrics,
            @Description("On a cube: eq and in on members, the field written DIMENSION.LEVEL") FilterArgument filter,
            @DefaultValue("1000")
                    @Min(1)
                    @Max(10_000)
                    @Description("A table of more cells is refused: a part of it is none")
                    int first)
            throws SQLException {
        return aggregates.compute(
                Request.current(),
                new Aggregates.Query(
                        PublicId.parse(dataset), groupBy == null ? List.of() : groupBy, metrics, filter, first));
    }

    /** The same, below a dataset. */
    @Governed(Action.AGGREGATE)
    public Aggregate aggregate(
            @Source DatasetView dataset,
            @Size(max = 3) List<@Valid AggregateGroup> groupBy,
            @NonNull @NotEmpty @Size(max = 20) List<@NonNull @Valid AggregateMetric> metrics,
            FilterArgument filter,
            @DefaultValue("1000") @Min(1) @Max(10_000) int first)
            throws SQLException {
        return aggregate(dataset.id(), groupBy, metrics, filter, first);
    }

    @Query
    @Governed(Action.AGGREGATE)
    @Description("What may be counted of a dataset with personal data; null when nothing was published")
    public CubeView cube(@NonNull @Id String dataset) throws SQLException {
        return cubes.view(Request.current(), PublicId.parse(dataset));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Says what may be counted of a dataset of your partner, and takes the first snapshot")
    public @NonNull CubeView publishCube(
            @NonNull @Id String dataset,
            @NonNull @Valid CubeInput cube,
            @DefaultValue("0") @Description("Of the cube that it replaces; 0 when there is none") int expectedVersion,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        return cubes.publish(Request.current(), PublicId.parse(dataset), cube, expectedVersion, idempotencyKey);
    }
}
