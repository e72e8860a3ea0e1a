package org.entente.records;

import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * At what pace a subscriber reads: nothing is handed over before the reader asked for it and their socket takes it.
 *
 * @param writable whether the reader's connection takes more
 */
public record ReaderPace(MultiEmitter<?> emitter, BooleanSupplier writable, BooleanSupplier ended) {
    private static final long SHORTEST_PAUSE = 500_000;
    private static final long LONGEST_PAUSE = 50_000_000;

    /** A socket that its reader does not empty would keep what is written to it in memory. */
    public static BooleanSupplier writable(HttpServerRequest http) {
        return http.connection() instanceof ConnectionBase tcp ? tcp.channel()::isWritable : () -> true;
    }

    /** Returns when more may be sent, or when there is no subscription any more. */
    public void await() {
        for (long pause = SHORTEST_PAUSE;
                !ended.getAsBoolean() && !isReady();
                pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            LockSupport.parkNanos(pause);
        }
    }

    private boolean isReady() {
        return emitter.requested() > 0 && writable.getAsBoolean();
    }
}
