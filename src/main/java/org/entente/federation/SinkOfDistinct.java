package org.entente.federation;

import java.util.HashSet;
import java.util.Set;
import org.entente.catalogue.DatasetDraft;
import org.entente.policy.AccessLevel;

/** Passes each key on once: portals repeat rows while they change under the reader, and blank nodes can be equal. */
final class SinkOfDistinct implements DraftSink {
    private final DraftSink sink;
    private final Set<String> keys = new HashSet<>();

    SinkOfDistinct(DraftSink sink) {
        this.sink = sink;
    }

    @Override
    public void draft(DatasetDraft draft) {
        if (keys.add(draft.key())) {
            sink.draft(draft);
        }
    }

    @Override
    public void reject(String key, AccessLevel atMost, String reason, String rawText) {
        if (keys.add(key)) {
            sink.reject(key, atMost, reason, rawText);
        }
    }

    int size() {
        return keys.size();
    }
}
