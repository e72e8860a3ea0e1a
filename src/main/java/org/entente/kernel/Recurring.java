package org.entente.kernel;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does one thing again and again on a thread of its own; what fails is told in the log, and tried again in its time. */
public final class Recurring implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Recurring.class);

    /** What is done each time. */
    @FunctionalInterface
    public interface Work {
        void once() throws Exception;
    }

    private final ScheduledExecutorService clock;

    /** @param name of the thread */
    public Recurring(String name, Duration pause, Work work) {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        clock.scheduleWithFixedDelay(
                () -> attempt(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void attempt(String name, Work work) {
        try {
            work.once();
        } catch (Throwable failure) {
            LOG.warnf("%s: not now: %s", name, failure);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
