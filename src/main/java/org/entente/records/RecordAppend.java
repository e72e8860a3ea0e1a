package org.entente.records;

import java.util.List;
import org.eclipse.microprofile.graphql.NonNull;

/** What became of one call of appendRecords. */
public record RecordAppend(int appended, @NonNull List<@NonNull RejectedRecord> rejected) {
    /** @param index in the call's list, from 0 */
    public record RejectedRecord(int index, @NonNull String reason) {}
}
