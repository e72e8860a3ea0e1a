package org.entente.stewardship;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.SQLException;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class SimulationApi {
    @Inject
    Simulation simulation;

    @Query
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("What activating the latest draft of a rule of your partner would change")
    public @NonNull SimulationView simulate(
            @NonNull @Id String rule,
            @Min(1) @Max(92) @Description("Replays the answers of so many days too") Integer days)
            throws SQLException {
        return simulation.of(Request.current(), PublicId.parse(rule), days);
    }
}
