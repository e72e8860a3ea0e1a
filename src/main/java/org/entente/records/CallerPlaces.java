package org.entente.records;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** How many of something may be under way: of one caller and in all. */
public final class CallerPlaces {
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

    public void giveBack(String caller) {
        all.release();
        leave(caller);
    }

    private void leave(String caller) {
        ofOne.computeIfPresent(caller, (one, now) -> now == 1 ? null : now - 1);
    }
}
