package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.entente.observatory.ScoringRound.Done;
import org.jboss.logging.Logger;

/**
 * The thread that scores: at once after a call that this replica took, five times a second what others took and left, and now and then
 * what only the passing of time tells.
 */
@ApplicationScoped
public class LiveScoring {
    private static final Logger LOG = Logger.getLogger(LiveScoring.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** After that many failures in a row what waits is tried series by series. */
    private static final int FAILURES = 3;

    private final AgroalDataSource database;
    private final ScoringRound round;
    private final StreamedSilences streamed;
    private final AnomalyFeed feed;
    private final ObservatoryConfig config;
    private final Clock clock;
    private final Counter scored;
    private final Counter told;
    private final Counter failed;
    private final Semaphore appended = new Semaphore(0);
    private volatile boolean stopped;
    private Thread thread;
    private Duration pause = Duration.ZERO;
    private int failures;
    private long silenceAt = System.nanoTime();

    LiveScoring(
            AgroalDataSource database,
            ScoringRound round,
            StreamedSilences streamed,
            AnomalyFeed feed,
            ObservatoryConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.round = round;
        this.streamed = streamed;
        this.feed = feed;
        this.config = config;
        this.clock = clock;
        this.scored = meters.counter("entente.observations.scored");
        this.told = meters.counter("entente.anomalies.told");
        this.failed = meters.counter("entente.series.failed");
    }

    @Produces
    @Singleton
    static SeasonalContext context(ObservatoryConfig config) {
        return new SeasonalContext(config.zone(), config.publicHolidays().orElse(Set.of()), List.of(), List.of());
    }

    void start(@Observes StartupEvent boot) {
        thread = Thread.ofPlatform().name("scoring").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        stopped = true;
        wake();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    /** After a commit. */
    void wake() {
        appended.release();
    }

    private void run() {
        try {
            while (!stopped) {
                if (!lap()) {
                    rest();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more at once. */
    private boolean lap() {
        try {
            appended.drainPermits();
            var done = failures < FAILURES ? round.run() : round.runApart(this::setAside);
            count(done);
            passTime();
            pause = Duration.ZERO;
            failures = 0;
            return done.series() > 0;
        } catch (Throwable failure) { // an error too: nobody else would score on this replica, and nobody would know
            failures++;
            var longer = pause.isZero() ? Duration.ofMillis(100) : pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            LOG.warnf("Scoring falls behind, next attempt in %d ms: %s", pause.toMillis(), failure);
            return false;
        }
    }

    private void setAside(Exception failure, int series) {
        failed.increment();
        LOG.errorf(failure, "Series %d cannot be scored and is set aside for a while", series);
    }

    /** Whether somebody scores on this replica. */
    boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    private void count(Done done) {
        scored.increment(done.observations());
        told.increment(done.anomalies());
        if (done.anomalies() > 0) {
            feed.look();
        }
    }

    private void passTime() throws Exception {
        if (System.nanoTime() - silenceAt >= config.silence().toNanos()) {
            silenceAt = System.nanoTime();
            settle();
            count(round.silences());
            count(streamed.tell());
        }
    }

    private void settle() throws SQLException {
        try (var connection = database.getConnection()) {
            SilentSeries.settle(connection, clock.instant());
        }
    }

    private void rest() throws InterruptedException {
        if (pause.isZero()) {
            appended.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        } else {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }
}
