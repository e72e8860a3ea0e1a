package org.entente.stewardship;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

@GraphQLApi
@RunOnVirtualThread
public class ExplainApi {
    @Inject
    Explanations explanations;

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    @Description("Why; all of it for the owner's stewards and the auditor, else of your own partner what concerns it")
    public @NonNull ExplanationView explain(
            @NonNull @Id String dataset,
            @NonNull Action action,
            @Size(max = 100) @Description("None is stated, when left out") String purpose,
            @Description("Your own when left out; for the owner's stewards and the auditor a citizen then")
                    String partner,
            @Description("As it was then; now, when left out") Instant at,
            @Size(max = 200) @Description("As Entente-Justification") String justification,
            @DefaultValue(Role.PARTNER_AGENT)
                    @Pattern(regexp = "partner-agent|data-steward")
                    @Description("What the one has who asks")
                    String role)
            throws SQLException {
        return explanations.of(
                Request.current(),
                new Explanations.Question(PublicId.parse(dataset), action, purpose, partner, at, justification, role));
    }

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    @Description("A recorded answer or denial, decided again on the facts and with the policies of then")
    public @NonNull ExplanationView explainEvent(@NonNull @Id String event) throws SQLException {
        return explanations.ofEvent(Request.current(), PublicId.parse(event));
    }
}
