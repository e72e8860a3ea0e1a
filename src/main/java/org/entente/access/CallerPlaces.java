package org.entente.access;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.entente.kernel.HubException;

/** How many of something may be under way: of one caller and in all. */
public final class CallerPlaces {
    public static final Duration RETRY = Duration.ofSeconds(10);

    private final int mostOfOne;
    private final Semaphore all;
    private final ConcurrentMap<String, Integer> ofOne = new ConcurrentHashMap<>();

    public CallerPlaces(int mostOfOne, int mostOfAll) {
        this.mostOfOne = mostOfOne;
        this.all = new Semaphore(mostOfAll);
    }

    /** Whether there was one. */
    public boolean take(String caller) {
        if (ofOne.merge(caller, 1, Integer::sum) > mostOfOne || !all.tryAcquire()) {
            leave(caller);
            return false;
        }
        return true;
    }

    /** A place, until it is given back. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param full what is told where there is none
     * @throws HubException RATE_LIMITED
     */
    public Place require(String caller, String full) {
        if (!take(caller)) {
            throw HubException.rateLimited(RETRY, full);
        }
        return () -> giveBack(caller);
    }

    public void giveBack(String caller) {
        all.release();
        leave(caller);
    }

    private void leave(String caller) {
        ofOne.computeIfPresent(caller, (one, now) -> now == 1 ? null : now - 1);
    }
}
