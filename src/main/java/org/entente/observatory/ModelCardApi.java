package org.entente.observatory;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.entente.access.OpenToAll;
import org.entente.access.Request;

@GraphQLApi
public class ModelCardApi {
    @Query
    @OpenToAll("It says how the hub judges series, and holds nobody's data")
    @Description(
            "What each detector of anomalies learns from, how, how well and where it fails, in the language of the request")
    public @NonNull List<@NonNull ModelCard> modelCards() {
        return ModelCard.all(Request.current().language());
    }
}
