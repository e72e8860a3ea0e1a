package org.entente.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.entente.kernel.Filter;
import org.entente.policy.Action;
import org.entente.policy.PolicyInput.Subject;

/**
 * Decisions by everything they depend on: the caller's attributes, the action, the dataset, the governance epoch (which stands for
 * every fact) and the policy release. One is used until the next instant at which one of its facts starts or ends, at most 5
 * minutes. A new epoch makes all older ones unreachable; the size bound lets them go.
 */
@ApplicationScoped
class DecisionCache {
    private static final int MOST = 50_000;
    private static final int MOST_LISTS = 2_000;

    record Key(Subject subject, Action action, UUID dataset, long epoch, String release) {}

    record ListKey(Subject subject, long epoch, String release) {}

    record Visible(Filter filter, Instant validUntil) {}

    private final Cache<Key, Decided> decisions = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private final Cache<ListKey, Visible> lists = Caffeine.newBuilder()
            .maximumSize(MOST_LISTS)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private final Clock clock;

    DecisionCache(Clock clock) {
        this.clock = clock;
    }

    /** Null when there is none that still holds. */
    Decided find(Key key) {
        var known = decisions.getIfPresent(key);
        return known != null && clock.instant().isBefore(known.decision().validUntil()) ? known : null;
    }

    void put(Key key, Decided decided) {
        decisions.put(key, decided);
    }

    Filter find(ListKey key) {
        var known = lists.getIfPresent(key);
        return known != null && clock.instant().isBefore(known.validUntil) ? known.filter : null;
    }

    void put(ListKey key, Visible visible) {
        lists.put(key, visible);
    }
}
