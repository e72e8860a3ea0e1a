package org.entente.records;

import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.records.RecordsApi.RecordView;

/** One thing that happened to a dataset's records. */
public record RecordChange(@NonNull Kind kind, @NonNull RecordView record) {
    @Name("RecordChangeKind")
    public enum Kind {
        ADDED
    }
}
