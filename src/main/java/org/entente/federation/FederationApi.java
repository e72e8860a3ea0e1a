package org.entente.federation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.federation.HarvestViews.Item;
import org.entente.federation.HarvestViews.Run;
import org.entente.federation.HarvestViews.Source;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class FederationApi {
    @Inject
    HarvestService harvests;

    @Inject
    HarvestPages pages;

    public record HarvestSourceEdge(
            @NonNull String cursor, @NonNull Source node) {}

    public record HarvestSourceConnection(
            @NonNull List<@NonNull HarvestSourceEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record HarvestRunEdge(
            @NonNull String cursor, @NonNull Run node) {}

    public record HarvestRunConnection(
            @NonNull List<@NonNull HarvestRunEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record HarvestItemEdge(
            @NonNull String cursor, @NonNull Item node) {}

    public record HarvestItemConnection(
            @NonNull List<@NonNull HarvestItemEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull Source registerSource(
            @NonNull @Valid SourceInput source, @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        return Source.of(harvests.register(Request.current(), source, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull Run harvest(@NonNull @Id String source) throws SQLException {
        return Run.of(harvests.start(Request.current(), PublicId.parse(source)));
    }

    @Query
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull HarvestSourceConnection harvestSources(
            @DefaultValue("20") @Min(1) @Max(100) int first, String after) {
        return pages.sources(Request.current(), first, after);
    }

    @Query
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull HarvestRunConnection harvestRuns(
            @NonNull @Id String source, @DefaultValue("20") @Min(1) @Max(100) int first, String after) {
        return pages.runs(Request.current(), PublicId.parse(source), first, after);
    }

    @Query
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull HarvestItemConnection harvestItems(
            @NonNull @Id String run, @DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return pages.items(Request.current(), PublicId.parse(run), first, after);
    }
}
