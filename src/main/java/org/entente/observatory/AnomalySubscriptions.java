package org.entente.observatory;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.entente.access.Access;
import org.entente.access.CallerPlaces;
import org.entente.access.PermitWatch;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.kernel.HubException;
import org.entente.observatory.AnomalyApi.AnomalyEvent;
import org.entente.observatory.AnomalySubscriber.Asked;
import org.entente.observatory.AnomalySubscriber.Services;

/** Opens subscriptions to anomalies, as many as there are places. */
@ApplicationScoped
class AnomalySubscriptions {
    private final Services services;
    private final CallerPlaces places;

    AnomalySubscriptions(
            Access access,
            PermitWatch watch,
            SearchableAnomalies datasets,
            AnomalyReader reader,
            AnomalyFeed feed,
            RequestCursors cursors,
            ObservatoryConfig config) {
        services = new Services(access, watch, datasets, reader, feed, cursors);
        places = new CallerPlaces(config.subscriptionsPerCaller(), config.subscriptions());
    }

    /** Where a subscription that is opened now begins, as what a lost one goes on from. */
    String cursor(Request request, AnomalyFilter filter) throws SQLException {
        return AnomalySubscriber.cursor(
                services.cursorsOf(request, filter), services.feed().last());
    }

    /** On a thread of its own, which the subscription keeps. */
    void open(Asked asked, String address, MultiEmitter<? super AnomalyEvent> emitter) {
        var subject = asked.request().caller().subject();
        var caller = subject == null ? address : subject;
        if (!places.take(caller)) {
            emitter.fail(
                    HubException.rateLimited(CallerPlaces.RETRY, "There are as many subscriptions as there can be"));
            return;
        }
        var subscriber = new AnomalySubscriber(services, asked, emitter);
        emitter.onTermination(() -> {
            subscriber.close();
            places.giveBack(caller);
        });
        try {
            asked.filter().requirePartners();
            subscriber.open();
            subscriber.run();
        } catch (Exception refused) {
            emitter.fail(refused);
        }
    }
}
