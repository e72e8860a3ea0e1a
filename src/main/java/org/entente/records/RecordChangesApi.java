package org.entente.records;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Inject;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.FilterArgument;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;
import org.entente.records.ChangeSubscriber.Asked;

/** Subscription methods run on the event loop: what blocks is handed to a thread of its own. */
@GraphQLApi
public class RecordChangesApi {
    @Inject
    ChangeSubscriptions subscriptions;

    @Inject
    CurrentVertxRequest connection;

    @Subscription
    @Governed(Action.SUBSCRIBE)
    @Description("Each row that is appended and that you may see, until your permit or your token ends")
    public Multi<RecordChange> recordChanges(@NonNull @Id String dataset, FilterArgument filter) {
        var http = connection.getCurrent().request();
        var asked = new Asked(
                Request.ofSubscription(),
                PublicId.parse(dataset),
                FilterArgument.read(filter, "filter"),
                Request.path(),
                ReaderPace.writable(http));
        var address = http.remoteAddress().hostAddress();
        return Multi.createFrom()
                .emitter(
                        (MultiEmitter<? super RecordChange> emitter) ->
                                Thread.ofVirtual().start(() -> subscriptions.open(asked, address, emitter)),
                        BackPressureStrategy.ERROR);
    }
}
