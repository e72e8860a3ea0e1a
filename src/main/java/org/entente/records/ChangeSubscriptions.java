package org.entente.records;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import org.entente.access.Access;
import org.entente.access.CallerPlaces;
import org.entente.access.MaskKeys;
import org.entente.access.PermitWatch;
import org.entente.kernel.HubException;
import org.entente.records.ChangeSubscriber.Asked;
import org.entente.records.ChangeSubscriber.Services;

/** Opens subscriptions, as many as there are places, and closes what has ended. */
@ApplicationScoped
class ChangeSubscriptions {
    private final Services services;
    private final ChangeFeed feed;
    private final int waiting;
    private final CallerPlaces places;

    ChangeSubscriptions(
            Access access,
            PermitWatch watch,
            RecordShapes shapes,
            GrantedRowsCache grants,
            MaskKeys keys,
            ChangeFeed feed,
            RecordsConfig config) {
        this.services = new Services(access, watch, shapes, grants, keys);
        this.feed = feed;
        this.waiting = config.waitingRecords();
        this.places = new CallerPlaces(config.subscriptionsPerCaller(), config.subscriptions());
    }

    /** @param address of a citizen, who has no account */
    void open(Asked asked, String address, MultiEmitter<? super RecordChange> emitter) {
        var subject = asked.request().caller().subject();
        var caller = subject == null ? address : subject;
        if (!places.take(caller)) {
            emitter.fail(
                    HubException.rateLimited(CallerPlaces.RETRY, "There are as many subscriptions as there can be"));
            return;
        }
        var subscriber = new ChangeSubscriber(services, asked, waiting, emitter);
        emitter.onTermination(() -> {
            subscriber.close();
            feed.remove(asked.dataset(), subscriber);
            places.giveBack(caller);
        });
        try {
            subscriber.open();
            feed.add(asked.dataset(), subscriber);
            if (subscriber.hasEnded()) {
                feed.remove(asked.dataset(), subscriber);
            }
        } catch (Exception refused) {
            emitter.fail(refused);
        }
    }
}
