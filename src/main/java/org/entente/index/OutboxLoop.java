package org.entente.index;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The thread that delivers: at once after a commit of this replica, each second for those of others, slower after a failure. */
@ApplicationScoped
public class OutboxLoop {
    private static final Logger LOG = Logger.getLogger(OutboxLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration UPKEEP = Duration.ofMinutes(1);

    private final OutboxDelivery delivery;
    private final List<Projection> projections;
    private final IndexConfig config;
    private final Semaphore committed = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;
    private Duration pause = Duration.ZERO;
    private long upkeepAt = System.nanoTime();

    OutboxLoop(OutboxDelivery delivery, @All List<Projection> projections, IndexConfig config) {
        this.delivery = delivery;
        this.projections = projections;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("outbox").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        committed.release();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxSignal signal) {
        wake();
    }

    void wake() {
        committed.release();
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                lap();
                rest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lap() {
        try {
            for (var projection : projections) {
                delivery.deliver(projection);
            }
            upkeep();
            pause = Duration.ZERO;
        } catch (SQLException | IOException | RuntimeException e) {
            pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), config.longestPause());
            LOG.warnf("Search falls behind, next attempt in %d ms: %s", pause.toMillis(), e);
        }
    }

    private void rest() throws InterruptedException {
        if (pause.isZero()) {
            committed.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
            committed.drainPermits();
        } else {
            stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void upkeep() throws SQLException {
        if (System.nanoTime() - upkeepAt < UPKEEP.toNanos()) {
            return;
        }
        upkeepAt = System.nanoTime();
        for (var projection : projections) {
            delivery.purge(projection);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
