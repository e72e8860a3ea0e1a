package org.entente.records;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/**
 * What became of one load of records.
 *
 * @param rejectedRows the first 1,000 of them
 */
public record RecordLoad(
        @NonNull @Id String id,
        @NonNull @Id String dataset,
        @NonNull State state,
        @NonNull String address,
        long loaded,
        long rejected,
        String reason,
        @NonNull Instant startedAt,
        Instant endedAt,
        @NonNull List<@NonNull RejectedRow> rejectedRows) {

    @Name("LoadState")
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    public record RejectedRow(
            long line, @NonNull String reason, @NonNull String raw) {}
}
