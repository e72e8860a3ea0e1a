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

    /** An anomaly with its series, of which nothing changes but how many neighbours it has: read once for all subscribers. */
    record Told(KnownAnomaly anomaly, Series series) {
        long position() {
            return anomaly.position();
        }
    }

    private final AnomalyStore anomalies;
    private final AnomalyReader reader;
    private final Set<Runnable> subscribers = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Long, Told> latest = new ConcurrentSkipListMap<>();
    /** All after it up to {@link #seen} are among the latest. */
    private volatile long complete = Long.MAX_VALUE;

    private volatile long seen = -1;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("anomalies").factory());

    AnomalyFeed(AnomalyStore anomalies, AnomalyReader reader, MeterRegistry meters) {
        this.reader = reader;
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
        var found = withSeries(anomalies.since(seen, AT_ONCE));
        for (var each : found) {
            latest.put(each.position(), each);
            seen = each.position();
        }
        while (latest.size() > KEPT) {
            // first: who looks meanwhile must not take what is left for all that there was
            complete = latest.firstKey();
            latest.remove(complete);
        }
        if (!found.isEmpty()) {
            wake();
            look();
        }
    }

    private List<Told> withSeries(List<KnownAnomaly> found) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        var series = reader.seriesOf(found);
        return found.stream()
                .map(each -> new Told(each, series.get(each.series())))
                .toList();
    }

    private void wake() {
        subscribers.forEach(Runnable::run);
    }

    /** In their order; empty when there is nothing new. */
    List<Told> since(long position, int limit) throws SQLException {
        if (position >= complete) {
            var found = latest.tailMap(position, false).values().stream()
                    .limit(limit)
                    .toList();
            if (position >= complete) {
                return found;
            }
        }
        return withSeries(anomalies.since(position, limit));
    }

    long last() throws SQLException {
        return anomalies.last();
    }
}
