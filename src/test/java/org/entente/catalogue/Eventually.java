package org.entente.catalogue;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread brings about. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(10);

    private Eventually() {}

    public static void is(String what, Callable<Boolean> condition) throws Exception {
        within(LIMIT, what, condition);
    }

    /** For what takes long even on a quiet machine. */
    public static void within(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("not within " + limit + ": " + what);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }
}
