package org.entente.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.graphql.api.federation.Resolver;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.identity.PartnerView;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;
import org.entente.policy.Sensitivity;

@GraphQLApi
@RunOnVirtualThread
public class DatasetApi {
    @Inject
    Catalogue catalogue;

    @Inject
    DatasetPages pages;

    @Inject
    DatasetDetails details;

    @Inject
    FieldService classification;

    @Inject
    LawService law;

    /** Its cursor is sealed only when it is asked for: most callers need the page's last one alone. */
    public static final class DatasetEdge {
        private final Supplier<String> sealing;
        private final DatasetView node;

        DatasetEdge(Supplier<String> sealing, DatasetView node) {
            this.sealing = sealing;
            this.node = node;
        }

        public @NonNull String getCursor() {
            return sealing.get();
        }

        public @NonNull DatasetView getNode() {
            return node;
        }
    }

    public record Bucket(@NonNull String value, long count) {}

    public record Facet(@NonNull String name, @NonNull List<@NonNull Bucket> buckets) {}

    public record DatasetConnection(
            @NonNull List<@NonNull DatasetEdge> edges,
            @NonNull List<@NonNull Facet> facets,
            @NonNull PageInfo pageInfo,
            long totalCount) {}

    @Query
    @Governed(Action.DISCOVER)
    @Description("The datasets that you may know of")
    public @NonNull DatasetConnection datasets(
            @Size(max = 400) String query,
            @Valid DatasetFilter filter,
            @DefaultValue("RELEVANCE") DatasetOrder orderBy,
            @DefaultValue("20") @Min(1) @Max(100) int first,
            String after)
            throws SQLException {
        var counted = Request.asksFor("facets");
        return pages.search(Request.current(), new DatasetSearch.Query(query, filter, orderBy, first, after, counted));
    }

    @Query
    @Governed(Action.DISCOVER)
    public DatasetView dataset(@NonNull @Id String id) throws SQLException {
        var request = Request.current();
        return DatasetView.of(catalogue.dataset(request, PublicId.parse(id)), request);
    }

    @Resolver
    @Governed(Action.DISCOVER)
    public DatasetView datasetEntity(@NonNull @Id String id) throws SQLException {
        var request = Request.current();
        var found = catalogue.entity(request, id);
        return found == null ? null : DatasetView.of(found, request);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Says what a field holds; until then a field of a dataset with personal data counts as personal")
    public @NonNull FieldView classifyField(
            @NonNull @Id String dataset,
            @NonNull String field,
            @NonNull Sensitivity sensitivity,
            @Size(max = 40) String unit,
            @Description("The dataset's version") long expectedVersion)
            throws SQLException {
        return FieldView.of(classification.classify(
                Request.current(), PublicId.parse(dataset), field, sensitivity, unit, expectedVersion));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Records what makes sharing it lawful, and what forbids it")
    public @NonNull DatasetView updateDataset(
            @NonNull @Id String id, @NonNull DatasetChanges changes, long expectedVersion) throws SQLException {
        var request = Request.current();
        return DatasetView.of(law.update(request, PublicId.parse(id), changes, expectedVersion), request);
    }

    // named, or "set" would be taken for a setter's
    @Mutation("setRetention")
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull DatasetView setRetention(
            @NonNull @Id String dataset,
            @NonNull @Description("How long it is kept, an ISO 8601 period") String retention,
            @Description("The dataset's version") long expectedVersion)
            throws SQLException {
        var request = Request.current();
        return DatasetView.of(law.retain(request, PublicId.parse(dataset), retention, expectedVersion), request);
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    public @NonNull DatasetView recordImpactAssessment(
            @NonNull @Id String dataset,
            @NonNull @NotBlank @Size(max = 200) @Description("Under which the assessment can be asked for")
                    String reference,
            @Description("The dataset's version") long expectedVersion)
            throws SQLException {
        var request = Request.current();
        return DatasetView.of(law.assess(request, PublicId.parse(dataset), reference, expectedVersion), request);
    }

    public @NonNull List<@NonNull List<@NonNull FieldView>> fields(@Source List<DatasetView> datasets) {
        return details.fields(datasets);
    }

    public @NonNull List<@NonNull PartnerView> owner(@Source List<DatasetView> datasets) {
        return details.owners(datasets, Request.current().language());
    }
}
