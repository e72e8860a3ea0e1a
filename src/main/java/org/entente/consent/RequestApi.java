package org.entente.consent;

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
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class RequestApi {
    @Inject
    RequestService requests;

    @Inject
    RequestPages pages;

    public record AccessRequestEdge(
            @NonNull String cursor, @NonNull RequestView node) {}

    public record AccessRequestConnection(
            @NonNull List<@NonNull AccessRequestEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    @Description("Those that your partner made or was made, newest first")
    public @NonNull AccessRequestConnection accessRequests(
            @Size(max = 4) @Description("Any of these; all, when left out or empty") List<RequestState> states,
            @DefaultValue("20") @Min(1) @Max(100) int first,
            String after) {
        return pages.of(Request.current(), states, first, after);
    }

    @Mutation
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    public @NonNull RequestView requestAccess(
            @NonNull @Valid AccessRequestInput request, @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        return RequestView.of(requests.ask(Request.current(), request, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Grants a request of another partner in full or in part, or refuses it")
    public @NonNull RequestView decideRequest(
            @NonNull @Id String id, @NonNull @Valid RequestDecision decision, int expectedVersion) throws SQLException {
        return RequestView.of(requests.decide(Request.current(), PublicId.parse(id), decision, expectedVersion));
    }
}
