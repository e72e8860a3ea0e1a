package org.entente.identity;

import io.smallrye.graphql.api.federation.FieldSet;
import io.smallrye.graphql.api.federation.Key;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

@Name("Partner")
@Key(fields = @FieldSet("id"))
public record PartnerView(
        @NonNull @Id String id,
        @NonNull String name,

        @Description("In the sense of Directive (EU) 2016/680, article 3(7)")
        boolean competentAuthority) {
    public static PartnerView of(Partner partner, String language) {
        return new PartnerView(partner.id, partner.name(language), partner.competentAuthority);
    }
}
