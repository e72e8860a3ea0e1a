package org.entente.consent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.policy.Action;

/** A request for access as both sides see it. */
@Name("AccessRequest")
public record RequestView(
        @NonNull @Id String id,
        int version,
        @NonNull RequestState state,
        @NonNull String owner,
        @NonNull @Description("Who asks") String consumer,
        @NonNull @Id List<@NonNull String> datasets,
        @NonNull String purpose,
        @NonNull List<@NonNull Action> actions,
        @NonNull List<@NonNull String> fields,
        @NonNull String justification,
        Instant startsAt,
        Instant endsAt,
        @NonNull @Id String agreement,
        @Description("The owner's words") String reason,
        @Id @Description("What it led to") String consent,
        @NonNull Instant requestedAt,
        @Description("Null while it is open") Instant decidedAt) {

    static RequestView of(AccessRequest request) {
        return new RequestView(
                request.id.toString(),
                request.version,
                request.state,
                request.owner,
                request.consumer,
                Stream.of(request.datasets).map(UUID::toString).toList(),
                request.purpose,
                Stream.of(request.actions).map(Action::valueOf).toList(),
                List.of(request.fields),
                request.justification,
                request.startsAt,
                request.endsAt,
                request.agreement.toString(),
                request.reason,
                request.consent == null ? null : request.consent.toString(),
                request.requestedAt,
                request.state == RequestState.OPEN ? null : request.recordedAt);
    }
}
