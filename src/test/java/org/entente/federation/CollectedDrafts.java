package org.entente.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.entente.catalogue.DatasetDraft;
import org.entente.policy.AccessLevel;

/** Keeps what a format finds. */
final class CollectedDrafts implements DraftSink {
    record Rejected(String key, AccessLevel atMost, String reason, String rawText) {}

    final List<DatasetDraft> drafts = new ArrayList<>();
    final List<Rejected> rejected = new ArrayList<>();

    @Override
    public void draft(DatasetDraft draft) {
        drafts.add(draft);
    }

    @Override
    public void reject(String key, AccessLevel atMost, String reason, String rawText) {
        rejected.add(new Rejected(key, atMost, reason, rawText));
    }

    int found() {
        return drafts.size() + rejected.size();
    }

    long distributions() {
        return drafts.stream().mapToLong(draft -> draft.distributions().size()).sum();
    }

    List<String> fingerprints() {
        return drafts.stream().map(DatasetDraft::fingerprint).sorted().toList();
    }

    DatasetDraft keyed(String key) {
        var keys = drafts.stream().map(DatasetDraft::key).collect(Collectors.joining(", "));
        return drafts.stream()
                .filter(draft -> draft.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no draft " + key + " among " + keys));
    }
}
