package org.entente.observatory;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets this replica's subscribers know that anomalies were told, here or elsewhere: one look for all of them, five times a second and
 * after each round here. The latest are kept in memory; who comes back after a while reads the others from the database at their own pace.
 */
@ApplicationScoped
class AnomalyFeed {
    private static final Logger LOG = Logger.getLogger(AnomalyFeed.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int AT_ONCE = 500;
    private static final int KEPT = 2_000;

    private final AnomalyStore anomalies;
    private final Set<Runnable> subscribers = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Long, KnownAnomaly> latest = new ConcurrentSkipListMap<>();
    /** All after it up to {@link #seen} are among the latest. */
    private volatile long complete = Long.MAX_VALUE;

    private volatile long seen = -1;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("anomalies").factory());

    AnomalyFeed(AnomalyStore anomalies, MeterRegistry meters) {
        this.anomalies = anomalies;
        meters.gauge("entente.anomaly.subscriptions", subscribers, Set::size);
    }

    void start(@Observes StartupEvent boot) {
        clock.scheduleWithFixedDelay(this::lookOnce, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent end) {
        clock.shutdownNow();
    }

    /** @param woken quickly, when there may be something new */
    void add(Runnable woken) {
        subscribers.add(woken);
    }

    void remove(Runnable woken) {
        subscribers.remove(woken);
    }

    /** Soon, instead of in its time. */
    void look() {
        clock.execute(this::lookOnce);
    }

    private void lookOnce() {
        try {
            if (subscribers.isEmpty()) {
                forget();
            } else {
                read();
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warnf("Anomalies cannot be read now: %s", failure.getMessage());
        }
    }

    private void forget() {
        seen = -1;
        complete = Long.MAX_VALUE;
        latest.clear();
    }

    private void read() throws SQLException {
        if (seen < 0) {
            seen = anomalies.last();
            complete = seen;
            // who came first may stand before it
            wake();
        }
        var found = anomalies.since(seen, AT_ONCE);
        for (var each : found) {
            latest.put(each.position(), each);
            seen = each.position();
        }
        while (latest.size() > KEPT) {
            complete = latest.pollFirstEntry().getKey();
        }
        if (!found.isEmpty()) {
            wake();
            look();
        }
    }

    private void wake() {
        subscribers.forEach(Runnable::run);
    }

    /** In their order; empty when there is nothing new. */
    List<KnownAnomaly> since(long position, int limit) throws SQLException {
        if (position >= complete) {
            var found = latest.tailMap(position, false).values().stream()
                    .limit(limit)
                    .toList();
            if (position >= complete) {
                return found;
            }
        }
        return anomalies.since(position, limit);
    }

    long last() throws SQLException {
        return anomalies.last();
    }
}
