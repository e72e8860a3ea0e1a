package org.entente.federation;

import org.entente.catalogue.DatasetDraft;

/** Takes what a format finds, in the order it is found. Each key comes once, to one of the two methods. */
public interface DraftSink {
    void draft(DatasetDraft draft);

    /**
     * One item that cannot be used; its neighbours can.
     *
     * @param key as {@link DatasetDraft#key()}
     * @param reason a sentence for stewards
     * @param rawText what the source said, as far as it was kept
     */
    void reject(String key, String reason, String rawText);
}
