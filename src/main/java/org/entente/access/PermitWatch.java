package org.entente.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.identity.Caller;

/**
 * Looks twenty times a second whether downloads and subscriptions may still go on, whether or not they have anything to send. The epoch
 * is read once for all of them and each distinct decision asked for once: while nothing changes that is a look into the cache, so a
 * thousand of one caller cost as much as one.
 */
@ApplicationScoped
public class PermitWatch {
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int DECISIONS_AT_ONCE = 4;

    private final Access access;
    private final Epoch epoch;
    private final ConcurrentMap<Permit.Key, Set<Permit>> permits = new ConcurrentHashMap<>();
    private final Set<Permit.Key> underWay = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService clock;
    private ExecutorService deciding;

    PermitWatch(Access access, Epoch epoch) {
        this.access = access;
        this.epoch = epoch;
    }

    void start(@Observes StartupEvent boot) {
        deciding = Executors.newFixedThreadPool(
                DECISIONS_AT_ONCE, Thread.ofVirtual().name("permit-", 0).factory());
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("permit-watch").factory());
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent end) {
        clock.shutdownNow();
        deciding.shutdownNow();
    }

    /**
     * @param decided what is stood on now
     * @param changed takes another decision, a denial too; quickly, for others wait
     * @param lost takes the failure when no decision can be had: then there is no permit
     */
    public Permit watch(Caller caller, Decided decided, Consumer<Decided> changed, Consumer<Exception> lost) {
        var permit = new Permit(this, caller, decided, changed, lost);
        permits.compute(permit.key, (key, alike) -> {
            var with = alike == null ? ConcurrentHashMap.<Permit>newKeySet() : alike;
            with.add(permit);
            return with;
        });
        return permit;
    }

    /** At most 300 ms old, and this replica's own changes at once. */
    long epoch() throws SQLException {
        return epoch.current();
    }

    void forget(Permit permit) {
        permits.computeIfPresent(permit.key, (key, alike) -> {
            alike.remove(permit);
            return alike.isEmpty() ? null : alike;
        });
    }

    private void look() {
        if (permits.isEmpty()) {
            return;
        }
        try {
            epoch.refreshed();
            permits.forEach(this::lookOnce);
        } catch (Exception failure) {
            permits.values().stream().flatMap(Collection::stream).forEach(permit -> permit.isLost(failure));
        }
    }

    /** Waits for none: a decision that takes long leaves its own permits unconfirmed, and others only once as many as are made at once do. */
    private void lookOnce(Permit.Key key, Set<Permit> alike) {
        if (underWay.add(key)) {
            deciding.execute(() -> look(key, alike));
        }
    }

    private void look(Permit.Key key, Set<Permit> alike) {
        try {
            var any = alike.stream().findAny();
            if (any.isPresent()) {
                var now = access.decide(any.get().caller, key.action(), key.dataset());
                alike.forEach(permit -> permit.is(now));
            }
        } catch (Exception failure) {
            alike.forEach(permit -> permit.isLost(failure));
        } finally {
            underWay.remove(key);
        }
    }
}
