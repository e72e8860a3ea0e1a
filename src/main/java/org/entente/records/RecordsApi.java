package org.entente.records;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.FilterArgument;
import org.entente.access.Governed;
import org.entente.access.Request;
import org.entente.catalogue.DatasetView;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;
import org.entente.policy.Action;

@GraphQLApi
@RunOnVirtualThread
public class RecordsApi {
    @Inject
    Records records;

    @Inject
    RecordLoader loader;

    @Inject
    RecordAppends appends;

    @Inject
    ChangeFeed feed;

    /** One row. Masked fields are named beside; of those that are not removed a hash or a coarser value is among the values. */
    @Name("Record")
    public record RecordView(
            @NonNull @Id String id,
            @NonNull JsonObject values,
            @NonNull List<@NonNull String> masked) {}

    /** Its cursor is sealed only when it is asked for: most callers need the page's last one alone. */
    public static final class RecordEdge {
        private final Supplier<String> sealing;
        private final RecordView node;

        RecordEdge(Supplier<String> sealing, RecordView node) {
            this.sealing = sealing;
            this.node = node;
        }

        public @NonNull String getCursor() {
            return sealing.get();
        }

        public @NonNull RecordView getNode() {
            return node;
        }
    }

    public record RecordConnection(
            @NonNull List<@NonNull RecordEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Name("RecordOrder")
    public record RecordOrder(
            @NonNull String field, @DefaultValue("ASC") Order.Direction direction) {
        Order order() {
            return new Order(field, direction == null ? Order.Direction.ASC : direction);
        }
    }

    @Query
    @Governed(Action.READ)
    @Description("The rows that you may read, with the fields that you may see")
    public @NonNull RecordConnection records(
            @NonNull @Id String dataset,
            @Size(max = 500) @Description("All that you may see, when left out") List<String> fields,
            FilterArgument filter,
            @Size(max = 4) @Description("Nulls last; then by id") List<RecordOrder> orderBy,
            @DefaultValue("20") @Min(1) @Max(1000) int first,
            String after)
            throws SQLException {
        return records.page(
                Request.current(), new Records.Query(PublicId.parse(dataset), fields, filter, orderBy, first, after));
    }

    /** The same, below a dataset; a refusal leaves the dataset's other fields as they are. */
    @Governed(Action.READ)
    public RecordConnection records(
            @Source DatasetView dataset,
            @Size(max = 500) List<String> fields,
            FilterArgument filter,
            @Size(max = 4) List<RecordOrder> orderBy,
            @DefaultValue("20") @Min(1) @Max(1000) int first,
            String after)
            throws SQLException {
        return records(dataset.id(), fields, filter, orderBy, first, after);
    }

    @Mutation
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    @Description("Adds rows to records that were loaded before; those that do not suit are told, the others are added")
    public @NonNull RecordAppend appendRecords(
            @NonNull @Id String dataset,
            @NonNull @Size(min = 1, max = 1000) List<@NonNull JsonObject> records,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        var appended = appends.append(Request.current(), PublicId.parse(dataset), records, idempotencyKey);
        feed.look();
        return appended;
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description("Loads a distribution in CSV, JSON or GeoJSON; returns when it is done")
    public @NonNull RecordLoad loadRecords(
            @NonNull @Id String dataset,
            @Description("Its address; the first loadable one, when left out") String distribution)
            throws SQLException, IOException {
        return loader.load(Request.current(), PublicId.parse(dataset), distribution);
    }
}
