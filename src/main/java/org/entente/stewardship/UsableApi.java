package org.entente.stewardship;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.catalogue.DatasetView;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.policy.Action;
import org.entente.policy.Outcome;
import org.entente.stewardship.ExplanationView.Line;

@GraphQLApi
@RunOnVirtualThread
public class UsableApi {
    @Inject
    Usable usable;

    public record UsableDataset(
            @NonNull DatasetView dataset,
            @Description("For some action") boolean usable,
            @NonNull List<@NonNull ActionAnswer> actions) {}

    public record ActionAnswer(
            @NonNull Action action,
            @NonNull Outcome outcome,
            @NonNull List<@NonNull Line> reasons) {}

    public record UsableEdge(
            @NonNull String cursor, @NonNull UsableDataset node) {}

    public record UsableConnection(
            @NonNull List<@NonNull UsableEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    @Description("What you can use now for a purpose of your token, with the reasons for yes and no; the newest first")
    public @NonNull UsableConnection usableFor(
            @NonNull String purpose, @DefaultValue("20") @Min(1) @Max(50) int first, String after) throws SQLException {
        return usable.of(Request.current(), purpose, first, after);
    }
}
