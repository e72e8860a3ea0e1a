package org.entente.federation;

import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Request;
import org.entente.federation.HarvestViews.Run;
import org.entente.identity.Role;
import org.entente.kernel.HubException;
import org.entente.kernel.PublicId;

/** Subscription methods run on the event loop: what blocks is handed to a worker. */
@GraphQLApi
public class HarvestProgressApi {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Inject
    HarvestService harvests;

    @Inject
    HarvestRuns runs;

    /** Each change of a run, read from the database so that any replica can tell; ends with the run. */
    @Subscription
    @RolesAllowed(Role.DATA_STEWARD)
    public Multi<Run> harvestProgress(@NonNull @Id String run) {
        var request = Request.current();
        var id = PublicId.parse(run);
        return Multi.createFrom()
                .ticks()
                .every(INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> Uni.createFrom()
                        .item(() -> read(request, id))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .onItem()
                .transformToMultiAndConcatenate(HarvestProgressApi::orItsEnd)
                .select()
                .first(Optional::isPresent)
                .map(Optional::orElseThrow)
                .skip()
                .repetitions();
    }

    /** The last state of a run is told too; an empty one behind it ends the stream. */
    private static Multi<Optional<Run>> orItsEnd(Run run) {
        return run.state() == HarvestRun.State.RUNNING
                ? Multi.createFrom().item(Optional.of(run))
                : Multi.createFrom().items(Optional.of(run), Optional.empty());
    }

    private Run read(Request request, UUID id) {
        var run = runs.find(id).orElseThrow(HubException::notFound);
        harvests.own(request, run.source);
        return Run.of(run);
    }
}
