package org.entente.observatory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.Request;
import org.entente.catalogue.DatasetView;
import org.entente.catalogue.LegalBasis;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.policy.AccessLevel;

@GraphQLApi
@RunOnVirtualThread
public class ResultApi {
    @Inject
    AnomalyPublication publication;

    @Inject
    IndicatorPublication indicators;

    @Inject
    Releases releases;

    @Inject
    Lineage lineage;

    @Name("Release")
    public record ReleaseView(
            @NonNull @Id String id,
            @NonNull @Id String dataset,
            int version,
            @NonNull ReleaseState state,
            @NonNull AccessLevel accessLevel,
            @NonNull String titleFr,
            @NonNull String titleEn,
            @NonNull String method,
            Integer minimumGroupSize,
            LegalBasis legalBasis,

            @Description(
                    "Those that its sources were shared under when it was proposed, to the owner's users: when one ends, it is frozen")
            List<@NonNull String> agreements,

            @NonNull @Description("Of the last step") Instant at) {
        static ReleaseView of(Release release, boolean own) {
            return new ReleaseView(
                    release.id().toString(),
                    release.dataset().toString(),
                    release.version(),
                    release.state(),
                    release.accessLevel(),
                    release.titles().get("fr"),
                    release.titles().get("en"),
                    release.method(),
                    release.minimumGroupSize(),
                    release.legalBasis(),
                    own ? release.agreements().stream().map(Object::toString).toList() : null,
                    release.at());
        }
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Puts the anomalies of your dataset's series into the catalogue, as a result that is as strictly governed as the dataset; once it is there, the same")
    public @NonNull DatasetView publishAnomalies(@NonNull @Id String dataset) throws SQLException {
        var request = Request.current();
        return DatasetView.of(publication.publish(request, PublicId.parse(dataset)), request);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Puts your dataset's indicators that are in no result yet into the catalogue, as a result that is as strictly governed as the dataset, with a record for each interval that is over; where all are in one, the last")
    public @NonNull DatasetView publishIndicators(@NonNull @Id String dataset) throws SQLException {
        var request = Request.current();
        return DatasetView.of(indicators.publish(request, PublicId.parse(dataset)), request);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Proposes to give a result of your partner an access level of its own; it decides nothing until another steward confirms it")
    public @NonNull ReleaseView proposeRelease(
            @NonNull @Id String dataset,
            @NonNull @Valid ReleaseInput release,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException {
        return ReleaseView.of(
                releases.propose(Request.current(), PublicId.parse(dataset), release, idempotencyKey), true);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("By another steward than who proposed it")
    public @NonNull ReleaseView confirmRelease(
            @NonNull @Id String release, @Description("The release's") int expectedVersion) throws SQLException {
        return ReleaseView.of(releases.confirm(Request.current(), PublicId.parse(release), expectedVersion), true);
    }

    @Description("What a result was computed from, of which you may know")
    public @NonNull List<@NonNull List<@NonNull DatasetView>> derivedFrom(@Source List<DatasetView> datasets)
            throws SQLException {
        return lineage.sources(Request.current(), datasets);
    }

    @Name("release")
    @Description(
            "Of a result, the one in force; to the owner's users, where there is none, the last one, whatever became of it")
    public List<ReleaseView> releaseOf(@Source List<DatasetView> datasets) throws SQLException {
        return lineage.releases(Request.current(), datasets);
    }

    @Name("proposedRelease")
    @Description("Of a result, to the owner's users the last one that nobody has confirmed yet")
    public List<ReleaseView> proposedReleaseOf(@Source List<DatasetView> datasets) throws SQLException {
        return lineage.proposed(Request.current(), datasets);
    }
}
