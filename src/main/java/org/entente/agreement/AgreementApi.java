package org.entente.agreement;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
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
public class AgreementApi {
    @Inject
    AgreementService agreements;

    @Inject
    AgreementPages pages;

    @Inject
    AgreementViews views;

    @Inject
    AgreementComparison comparison;

    public record AgreementEdge(
            @NonNull String cursor, @NonNull AgreementView node) {}

    public record AgreementConnection(
            @NonNull List<@NonNull AgreementEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    public @NonNull AgreementConnection agreements(@DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return pages.of(Request.current(), first, after);
    }

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD, Role.AUDITOR_ROLE})
    @Description("What an amendment changes, clause by clause")
    public @NonNull AgreementDiff agreementDiff(@NonNull @Id String id, int from, int to) {
        return comparison.of(Request.current(), PublicId.parse(id), from, to);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Transactional(rollbackOn = Exception.class)
    public @NonNull AgreementView proposeAgreement(
            @NonNull @Valid AgreementInput agreement, @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        var request = Request.current();
        return views.of(agreements.propose(request, agreement, idempotencyKey), request.language());
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Transactional(rollbackOn = Exception.class)
    @Description("For your partner, the version that is expected to be the newest; in force once all parties signed")
    public @NonNull AgreementView signAgreement(@NonNull @Id String id, int expectedVersion) throws SQLException {
        var request = Request.current();
        return views.of(agreements.sign(request, PublicId.parse(id), expectedVersion), request.language());
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Transactional(rollbackOn = Exception.class)
    @Description("Proposes the next version; the one in force stays so until all parties signed the next")
    public @NonNull AgreementView amendAgreement(
            @NonNull @Id String id, @NonNull @Valid AgreementChanges changes, int expectedVersion) throws SQLException {
        var request = Request.current();
        return views.of(agreements.amend(request, PublicId.parse(id), changes, expectedVersion), request.language());
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Transactional(rollbackOn = Exception.class)
    @Description("Gives the notice that the agreement states, or declines what not all parties have signed")
    public @NonNull AgreementView terminateAgreement(
            @NonNull @Id String id,
            @Description("The earliest that the notice allows, when left out; for what is declined there is none")
                    Instant at,
            @Description(
                            "The version that is declined or given notice of: of an amendment its own, of what is in force the signed one")
                    int expectedVersion)
            throws SQLException {
        var request = Request.current();
        return views.of(agreements.terminate(request, PublicId.parse(id), at, expectedVersion), request.language());
    }
}
