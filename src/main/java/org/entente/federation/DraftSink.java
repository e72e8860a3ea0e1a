package org.entente.federation;

import org.entente.catalogue.DatasetDraft;
import org.entente.policy.AccessLevel;

/** Takes what a format finds, in the order it is found. Each key comes once, to one of the two methods. */
public interface DraftSink {
    void draft(DatasetDraft draft);

    /**
     * One item that cannot be used; its neighbours can.
     *
     * @param key as {@link DatasetDraft#key()}
     * @param atMost how open its dataset may stay, by what it says or fails to say clearly; null where it names no right
     * @param reason a sentence for stewards
     * @param rawText what the source said, as far as it was kept
     */
    void reject(String key, AccessLevel atMost, String reason, String rawText);
}
