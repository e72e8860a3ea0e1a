package org.entente.federation;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.AccessLevel;
import org.entente.policy.Regime;

/** Sources, runs and quarantined items as GraphQL shows them. */
public final class HarvestViews {
    private HarvestViews() {}

    @Name("HarvestSource")
    public record Source(
            @NonNull @Id String id,
            @NonNull String owner,
            @NonNull String address,
            @NonNull SourceFormat format,
            @NonNull AccessLevel defaultAccessLevel,
            @NonNull Regime defaultRegime,
            @NonNull Instant registeredAt) {
        static Source of(HarvestSource source) {
            return new Source(
                    source.id.toString(),
                    source.owner,
                    source.address,
                    source.format,
                    source.defaultAccessLevel,
                    source.defaultRegime,
                    source.registeredAt);
        }
    }

    @Name("HarvestRun")
    public record Run(
            @NonNull @Id String id,
            @NonNull HarvestRun.State state,
            String code,
            String reason,
            int read,
            int created,
            int updated,
            int unchanged,
            int archived,
            int quarantined,
            @NonNull Instant startedAt,
            Instant endedAt) {
        static Run of(HarvestRun run) {
            return new Run(
                    run.id.toString(),
                    run.state,
                    run.code,
                    run.reason,
                    run.read,
                    run.created,
                    run.updated,
                    run.unchanged,
                    run.archived,
                    run.quarantined,
                    run.startedAt,
                    run.endedAt);
        }
    }

    /** An item that a source published and that could not be used. */
    @Name("HarvestItem")
    public record Item(
            String key, @NonNull String reason, @NonNull String raw) {}
}
