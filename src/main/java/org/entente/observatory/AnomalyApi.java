package org.entente.observatory;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.observatory.AnomalySubscriber.Asked;
import org.entente.policy.Action;
import org.entente.records.ReaderPace;

/** Subscription methods run on the event loop: what blocks is handed to a thread of its own. */
@GraphQLApi
public class AnomalyApi {
    @Inject
    AnomalySubscriptions subscriptions;

    @Inject
    CurrentVertxRequest connection;

    public record AnomalyEdge(
            @NonNull String cursor, @NonNull AnomalyView node) {}

    public record AnomalyEvent(
            @NonNull @Description("To go on from, after a lost connection")
            String cursor,

            @NonNull AnomalyView anomaly) {}

    @Subscription
    @Governed(Action.SUBSCRIBE)
    @Description("Each anomaly that is told and that you may see, until a permit or your token ends")
    public Multi<AnomalyEvent> anomalies(
            @Valid AnomalyFilter filter,
            @Description(
                            "The cursor of the last event, or where a search said to follow it: what was told since comes first")
                    String after) {
        var http = connection.getCurrent().request();
        var asked = new Asked(
                Request.ofSubscription(), AnomalyFilter.read(filter), after, Request.path(), ReaderPace.writable(http));
        var address = http.remoteAddress().hostAddress();
        return Multi.createFrom()
                .emitter(
                        (MultiEmitter<? super AnomalyEvent> emitter) -> Thread.ofVirtual()
                                .name("anomalies")
                                .start(() -> subscriptions.open(asked, address, emitter)),
                        BackPressureStrategy.ERROR);
    }
}
