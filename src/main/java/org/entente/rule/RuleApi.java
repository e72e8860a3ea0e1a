package org.entente.rule;

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
import org.entente.kernel.HubException;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;
import org.entente.rule.RuleService.Edited;

@GraphQLApi
@RunOnVirtualThread
public class RuleApi {
    @Inject
    RuleService rules;

    @Inject
    RulePages pages;

    public record RuleEdge(@NonNull String cursor, @NonNull RuleView node) {}

    public record RuleConnection(
            @NonNull List<@NonNull RuleEdge> edges, @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    @Description("Your partner's; the auditor sees all")
    public @NonNull RuleConnection rules(@DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return pages.of(Request.current(), first, after);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("A new rule, or with id and expectedVersion the next draft of one; what is in force stays so")
    public @NonNull RuleView draftRule(
            @NonNull @Valid RuleInput rule,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey,
            @Id String id,
            @Description("The version that you edit") Integer expectedVersion)
            throws SQLException {
        var request = Request.current();
        return RuleView.of(rules.draft(request, rule, edited(id, expectedVersion), idempotencyKey), request.language());
    }

    private static Edited edited(String id, Integer expectedVersion) {
        if ((id == null) != (expectedVersion == null)) {
            throw HubException.badInput("expectedVersion", "id and expectedVersion come together");
        }
        return id == null ? null : new Edited(PublicId.parse(id), expectedVersion);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Puts the latest draft in force; by a steward who did not write it")
    public @NonNull RuleView activateRule(
            @NonNull @Id String id, @Description("The draft that you read") int expectedVersion) throws SQLException {
        var request = Request.current();
        return RuleView.of(rules.activate(request, PublicId.parse(id), expectedVersion), request.language());
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Returns to the version that was in force before, or to none")
    public @NonNull RuleView rollbackRule(
            @NonNull @Id String id, @Description("The version in force") int expectedVersion) throws SQLException {
        var request = Request.current();
        return RuleView.of(rules.rollback(request, PublicId.parse(id), expectedVersion), request.language());
    }
}
