package org.entente.records;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.entente.records.RecordChanges.Change;
import org.jboss.logging.Logger;

/**
 * Tells this replica's subscribers what was appended, here or elsewhere: one look into the book for all datasets that have any, five
 * times a second and after each append here; the rows of a change are read once, however many subscribers there are.
 */
@ApplicationScoped
class ChangeFeed {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration FORGETTING = Duration.ofMinutes(10);
    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    /** A dataset that has subscribers; its position is moved by the looking thread alone. */
    private static final class Topic {
        final Set<ChangeSubscriber> subscribers = ConcurrentHashMap.newKeySet();
        volatile long position;

        Topic(long position) {
            this.position = position;
        }
    }

    private final RecordChanges changes;
    private final RecordAppends appends;
    private final RecordShapes shapes;
    private final Map<UUID, Topic> topics = new ConcurrentHashMap<>();
    private ScheduledExecutorService clock;

    ChangeFeed(RecordChanges changes, RecordAppends appends, RecordShapes shapes, MeterRegistry meters) {
        this.changes = changes;
        this.appends = appends;
        this.shapes = shapes;
        meters.gauge("entente.subscriptions", this, ChangeFeed::subscribers);
    }

    void start(@Observes StartupEvent boot) {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("record-changes").factory());
        clock.scheduleWithFixedDelay(this::lookOnce, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(this::forget, 0, FORGETTING.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent end) {
        clock.shutdownNow();
    }

    int subscribers() {
        return topics.values().stream()
                .mapToInt(topic -> topic.subscribers.size())
                .sum();
    }

    /** What is appended from now on. */
    void add(UUID dataset, ChangeSubscriber subscriber) throws SQLException {
        long last = changes.last(dataset);
        topics.compute(dataset, (id, known) -> {
            var topic = known == null ? new Topic(last) : known;
            topic.subscribers.add(subscriber);
            return topic;
        });
    }

    void remove(UUID dataset, ChangeSubscriber subscriber) {
        topics.computeIfPresent(dataset, (id, topic) -> {
            topic.subscribers.remove(subscriber);
            return topic.subscribers.isEmpty() ? null : topic;
        });
    }

    /** Soon, instead of in its time. */
    void look() {
        clock.execute(this::lookOnce);
    }

    /** What fails is looked for again; nothing is lost, for positions only move on when it was told. */
    private void lookOnce() {
        try {
            if (!topics.isEmpty()) {
                var positions = new HashMap<UUID, Long>();
                topics.forEach((dataset, topic) -> positions.put(dataset, topic.position));
                for (var change : changes.since(positions)) {
                    tell(change);
                }
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.warnf("Changes of records cannot be read now: %s", failure.getMessage());
        }
    }

    private void tell(Change change) throws SQLException {
        var topic = topics.get(change.dataset());
        var shape = shapes.current(change.dataset());
        if (topic != null && shape.isPresent()) {
            var rows = changes.rows(change, shape.get());
            topic.subscribers.forEach(subscriber -> subscriber.offer(rows));
            topic.position = change.position();
        }
    }

    private void forget() {
        try {
            changes.forgetOld();
            appends.forgetOld();
        } catch (SQLException | RuntimeException failure) {
            LOG.warnf("Old changes of records cannot be removed now: %s", failure.getMessage());
        }
    }
}
