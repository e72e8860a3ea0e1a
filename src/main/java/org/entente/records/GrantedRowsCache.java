package org.entente.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import org.entente.access.Decided;

/** Grants prepared once a decision, for as long as the decision itself is kept; a decision's shape is that of its epoch. */
@ApplicationScoped
class GrantedRowsCache {
    private final Cache<Decided, GrantedRows> prepared =
            Caffeine.newBuilder().weakKeys().build();

    GrantedRows of(Decided decided, RecordShape shape) {
        return prepared.get(decided, key -> GrantedRows.of(key, shape));
    }
}
