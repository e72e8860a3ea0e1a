package org.entente.consent;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class ConsentApi {
    @Inject
    ConsentService consents;

    @Inject
    ConsentPages pages;

    /** A consent as its parties see it. */
    @Name("Consent")
    public record View(
            @NonNull @Id String id,
            int version,
            @NonNull String owner,
            @NonNull String consumer,
            @NonNull List<@NonNull String> purposes,
            @NonNull List<@NonNull String> actions,
            @NonNull List<@NonNull String> fields,
            @NonNull String rowFilter,
            @NonNull Instant startsAt,
            Instant endsAt,
            Instant withdrawnAt,
            @NonNull Instant recordedAt) {
        static View of(Consent consent) {
            return new View(
                    consent.id.toString(),
                    consent.version,
                    consent.owner,
                    consent.consumer,
                    List.of(consent.purposes),
                    List.of(consent.actions),
                    List.of(consent.fields),
                    consent.rowFilter.toString(),
                    consent.startsAt,
                    consent.endsAt,
                    consent.withdrawnAt,
                    consent.recordedAt);
        }
    }

    public record ConsentEdge(
            @NonNull String cursor, @NonNull View node) {}

    public record ConsentConnection(
            @NonNull List<@NonNull ConsentEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    public @NonNull ConsentConnection consents(@DefaultValue("20") @Min(1) @Max(100) int first, String after) {
        return pages.of(Request.current(), first, after);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull View grantConsent(
            @NonNull @Valid ConsentInput consent, @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        return View.of(consents.grant(Request.current(), consent, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull View withdrawConsent(@NonNull @Id String id, int expectedVersion) throws SQLException {
        return View.of(consents.withdraw(Request.current(), PublicId.parse(id), expectedVersion));
    }
}
