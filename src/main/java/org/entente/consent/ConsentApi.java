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
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.FilterText;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.FilterJson;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;

@GraphQLApi
@RunOnVirtualThread
public class ConsentApi {
    @Inject
    ConsentService consents;

    @Inject
    ConsentPages pages;

    @Inject
    ConsentDatasets datasets;

    /** A consent as its parties see it. */
    @Name("Consent")
    public record View(
            @NonNull @Id String id,
            int version,
            @NonNull String owner,
            @NonNull String consumer,
            @Id String agreement,

            @NonNull @Id List<@NonNull String> datasets,

            @NonNull @Description("With the children that they had when it was given")
            List<@NonNull String> purposes,

            @Description("The version of the purpose tree that they were taken from")
            Integer purposeTree,

            @NonNull List<@NonNull String> actions,
            @NonNull List<@NonNull String> fields,
            @NonNull String rowFilter,
            @NonNull Instant startsAt,
            Instant endsAt,
            Instant withdrawnAt,
            @NonNull Instant recordedAt) {
        /** @param reader the owner sees the row filter itself, the consumer only which fields it looks at */
        static View of(Consent consent, List<String> datasets, String reader) {
            return new View(
                    consent.id.toString(),
                    consent.version,
                    consent.owner,
                    consent.consumer,
                    consent.agreement == null ? null : consent.agreement.toString(),
                    datasets == null ? List.of() : datasets,
                    List.of(consent.purposes),
                    consent.purposeTree,
                    List.of(consent.actions),
                    List.of(consent.fields),
                    consent.owner.equals(reader)
                            ? consent.rowFilter.toString()
                            : FilterText.of(FilterJson.read(consent.rowFilter, "rowFilter")),
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
    public @NonNull ConsentConnection consents(@DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        return pages.of(Request.current(), first, after);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull View grantConsent(
            @NonNull @Valid ConsentInput consent, @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        var request = Request.current();
        return view(consents.grant(request, consent, idempotencyKey), request);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull View withdrawConsent(@NonNull @Id String id, int expectedVersion) throws SQLException {
        var request = Request.current();
        return view(consents.withdraw(request, PublicId.parse(id), expectedVersion), request);
    }

    private View view(Consent consent, Request request) throws SQLException {
        return View.of(
                consent,
                datasets.of(List.of(consent.id)).get(consent.id),
                request.caller().partner());
    }
}
