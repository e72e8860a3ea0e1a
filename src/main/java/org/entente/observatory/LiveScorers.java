package org.entente.observatory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The scorers that this replica holds, each with the number of the saved state it is at: another replica may have scored meanwhile, and
 * then the saved one is read again. Nobody else uses one while the series' row is locked.
 */
@ApplicationScoped
class LiveScorers {
    private record Held(long version, SeriesScorer scorer) {}

    private final Cache<Integer, Held> held;

    LiveScorers(ObservatoryConfig config) {
        held = Caffeine.newBuilder().maximumSize(config.scorers()).build();
    }

    /** Null where it has to be restored. */
    SeriesScorer take(int series, long version) {
        var known = held.getIfPresent(series);
        // until the transaction has ended well it is of no known state
        held.invalidate(series);
        return known == null || known.version != version ? null : known.scorer;
    }

    /** After the transaction that saved its state. */
    void giveBack(int series, long version, SeriesScorer scorer) {
        held.put(series, new Held(version, scorer));
    }
}
