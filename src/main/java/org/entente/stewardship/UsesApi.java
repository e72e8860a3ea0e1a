package org.entente.stewardship;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class UsesApi {
    @Inject
    Uses uses;

    /** One answer over a dataset, or something that was done to it, as the log keeps it. */
    @Name("Use")
    public record Use(
            @NonNull @Id @Description("Of the audit event, for explainEvent")
            String event,

            @NonNull Instant at,
            @NonNull @Id String dataset,

            @Description("Null for a citizen") String partner,

            String purpose,
            String justification,
            @NonNull String action,

            @Description("Null while a download goes on, or was lost with the replica that served it")
            Long rows,

            @Id @Description("What the hub did something to by itself, where that is a series")
            String series) {}

    public record UseEdge(@NonNull String cursor, @NonNull Use node) {}

    public record UseConnection(
            @NonNull List<@NonNull UseEdge> edges, @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    @Description("Answers over a dataset of your partner, newest first; what anyone may read is not logged")
    public @NonNull UseConnection uses(
            @NonNull @Id String dataset, @DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return uses.of(Request.current(), PublicId.parse(dataset), first, after);
    }

    @Query
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "What you are to be told: answers over your partner's datasets of which an agreement or a rule says so, and what the hub did to them by itself, of which the action and what it was done to are given")
    public @NonNull UseConnection notifications(@DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return uses.notified(Request.current(), first, after);
    }
}
