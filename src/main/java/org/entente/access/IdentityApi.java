package org.entente.access;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.graphql.api.federation.Resolver;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.identity.Partner;
import org.entente.identity.PartnerView;
import org.entente.identity.PurposeTree;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;

@GraphQLApi
@RunOnVirtualThread
public class IdentityApi {
    @Inject
    RequestCursors cursors;

    @Inject
    PartnerService partners;

    @Inject
    PurposeTree purposes;

    /** Who the hub takes you for; all null and empty for a citizen. */
    public record Me(
            String subject,
            String name,
            String partner,
            @NonNull List<@NonNull String> roles,
            @NonNull List<@NonNull String> purposes,
            String statedPurpose) {}

    /** The id is the {@code partner} claim of its users' tokens. */
    @Input("PartnerInput")
    public record PartnerInput(
            @NonNull @Pattern(regexp = "[a-z][a-z0-9-]{1,40}")
            String id,

            @NonNull @NotBlank @Size(max = 200) String nameFr,
            @NonNull @NotBlank @Size(max = 200) String nameEn,
            boolean competentAuthority) {
        Map<String, String> names() {
            return Map.of("fr", nameFr, "en", nameEn);
        }
    }

    public record PartnerEdge(
            @NonNull String cursor, @NonNull PartnerView node) {}

    public record PartnerConnection(
            @NonNull List<@NonNull PartnerEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Query
    @OpenToAll("it tells callers what their own token says")
    public @NonNull Me me() {
        var caller = Request.current().caller();
        return new Me(
                caller.subject(),
                caller.name(),
                caller.partner(),
                caller.roles().stream().sorted().toList(),
                caller.granted().stream().sorted().toList(),
                caller.statedPurpose());
    }

    @Mutation
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Description("Adds a partner, or changes its names and what the law allows it")
    public @NonNull PartnerView registerPartner(
            @NonNull @Valid PartnerInput partner,
            @Description("0 for one that is to be added; a refusal says the current one") @DefaultValue("0")
                    int expectedVersion)
            throws SQLException {
        var request = Request.current();
        return PartnerView.of(
                partners.register(
                        request, partner.id(), partner.names(), partner.competentAuthority(), expectedVersion),
                request.language());
    }

    @Query
    @OpenToAll("what data may be used for is public")
    @Description("The tree of purposes in force")
    public @NonNull List<PurposeTree.@NonNull Purpose> purposes() throws SQLException {
        return purposes.all(Request.current().language());
    }

    @Query
    @OpenToAll("who takes part in the hub is public")
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public @NonNull PartnerConnection partners(@DefaultValue("20") @Min(1) @Max(100) int first, String after) {
        var request = Request.current();
        var query = cursors.of(request.caller(), "partners");
        var found = Partner.page(query.open(after).orElse(null), first + 1);
        var page = query.page(found, first, partner -> partner.id);
        return new PartnerConnection(
                page.edges((cursor, partner) ->
                        new PartnerEdge(cursor.get(), PartnerView.of(partner, request.language()))),
                page.info());
    }

    @Resolver
    @OpenToAll("who takes part in the hub is public")
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public PartnerView partnerEntity(@NonNull @Id String id) {
        var found = Partner.byId(List.of(id)).get(id);
        return found == null ? null : PartnerView.of(found, Request.current().language());
    }
}
