package org.entente.access;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.identity.Caller;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput.Subject;

/** What an answer stands on that takes its time; {@link PermitWatch} tells it when that changes, until it is closed. */
public final class Permit implements AutoCloseable {
    private static final Duration TRUSTED = Duration.ofMillis(300);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Those of one key stand on the same decision. */
    record Key(Subject subject, Action action, UUID dataset) {}

    private final PermitWatch watch;
    final Caller caller;
    final Key key;
    private final Consumer<Decided> changed;
    private final Consumer<Exception> lost;
    private volatile Decided decided;
    private volatile long confirmed = System.nanoTime();

    Permit(PermitWatch watch, Caller caller, Decided decided, Consumer<Decided> changed, Consumer<Exception> lost) {
        this.watch = watch;
        this.caller = caller;
        this.key = new Key(Subjects.of(caller), decided.action(), decided.dataset());
        this.decided = decided;
        this.changed = changed;
        this.lost = lost;
    }

    /** What is stood on now; as old as the watch's last look. */
    public Decided decided() {
        return decided;
    }

    /** By one thread at a time. */
    void is(Decided now) {
        if (now != decided) {
            decided = now;
            changed.accept(now);
        }
        confirm();
    }

    private synchronized void confirm() {
        confirmed = System.nanoTime();
        notifyAll();
    }

    void isLost(Exception failure) {
        lost.accept(failure);
    }

    /**
     * Before anything more leaves: who is watched over must not go on when the watch cannot look, nor on a decision of an epoch that is
     * over.
     *
     * @throws HubException STORE_UNAVAILABLE when it does not look again in time
     */
    public void awaitConfirmed() throws SQLException {
        if (isFresh()) {
            return;
        }
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        synchronized (this) {
            while (!isFresh()) {
                awaitLook(end - System.nanoTime());
            }
        }
    }

    private void awaitLook(long nanoseconds) {
        try {
            if (nanoseconds <= 0) {
                throw new HubException(ErrorCode.STORE_UNAVAILABLE, "The permit cannot be confirmed", Map.of());
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanoseconds, 1_000_000));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HubException(ErrorCode.STORE_UNAVAILABLE, "The hub stops", Map.of(), stopped);
        }
    }

    private boolean isFresh() throws SQLException {
        return System.nanoTime() - confirmed < TRUSTED.toNanos() && decided.epoch() >= watch.epoch();
    }

    @Override
    public void close() {
        watch.forget(this);
    }
}
