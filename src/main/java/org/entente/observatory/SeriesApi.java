package org.entente.observatory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.entente.access.Governed;
import org.entente.access.Page;
import org.entente.access.Request;
import org.entente.catalogue.DatasetApi.Facet;
import org.entente.catalogue.DatasetView;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.kernel.PublicId;
import org.entente.observatory.AnomalyApi.AnomalyEdge;
import org.entente.observatory.SeriesPoints.Asked;
import org.entente.observatory.SeriesRows.ObservationView;
import org.entente.observatory.SetAsideMessages.MessageView;
import org.entente.observatory.SetAsideObservations.QuarantinedView;
import org.entente.policy.Action;
import org.entente.records.TimeInterval;

@GraphQLApi
@RunOnVirtualThread
public class SeriesApi {
    @Inject
    SeriesRegistration registration;

    @Inject
    IndicatorRegistration indicators;

    @Inject
    NeighbourhoodRegistration neighbourhoods;

    @Inject
    ObservationAppends appends;

    @Inject
    SeriesReader series;

    @Inject
    SeriesPoints points;

    @Inject
    SeriesRows rows;

    @Inject
    SetAsideObservations quarantine;

    @Inject
    SetAsideMessages messages;

    @Inject
    AnomalyReader anomalies;

    @Inject
    AnomalyFinder finder;

    @Inject
    AnomalySubscriptions subscriptions;

    public record SeriesEdge(
            @NonNull String cursor, @NonNull SeriesView node) {}

    public record ObservationEdge(
            @NonNull String cursor, @NonNull ObservationView node) {}

    public record ObservationConnection(
            @NonNull List<@NonNull ObservationEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record QuarantineEdge(
            @NonNull String cursor, @NonNull QuarantinedView node) {}

    public record QuarantineConnection(
            @NonNull List<@NonNull QuarantineEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record SetAsideMessageEdge(
            @NonNull String cursor, @NonNull MessageView node) {}

    public record SetAsideMessageConnection(
            @NonNull List<@NonNull SetAsideMessageEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record SeriesConnection(
            @NonNull List<@NonNull SeriesEdge> edges,
            @NonNull PageInfo pageInfo) {}

    @Name("SeriesAnomalyConnection")
    public record SeriesAnomalyConnection(
            @NonNull List<@NonNull AnomalyEdge> edges,
            @NonNull PageInfo pageInfo) {}

    public record AnomalyConnection(
            @NonNull List<@NonNull AnomalyEdge> edges,
            @NonNull List<@NonNull Facet> facets,
            @NonNull PageInfo pageInfo,
            long totalCount,

            @NonNull @Description("To subscribe from with the same filter: all that is told from now on comes")
            String follow) {}

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Adds a series to a dataset of your partner; the first one defines the dataset's fields, where it has none")
    public @NonNull SeriesView registerSeries(
            @NonNull @Id String dataset,
            @NonNull @Valid SeriesInput series,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        var request = Request.current();
        return this.series.one(
                request, registration.register(request, PublicId.parse(dataset), series, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Adds a series that is computed from all records of a dataset of your partner, and kept up to date with them")
    public @NonNull SeriesView registerIndicator(
            @NonNull @Id String dataset,
            @NonNull @Valid IndicatorInput indicator,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        var request = Request.current();
        return series.one(request, indicators.register(request, PublicId.parse(dataset), indicator, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Has sensors of the same kind compared with one another: adds a series of each one's departures from its neighbours, and the one that is returned, of the median departure")
    public @NonNull SeriesView registerNeighbourhood(
            @NonNull @Id String dataset,
            @NonNull @Valid NeighbourhoodInput neighbourhood,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        var request = Request.current();
        return series.one(
                request, neighbourhoods.register(request, PublicId.parse(dataset), neighbourhood, idempotencyKey));
    }

    @Mutation
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Adds a sensor to a neighbourhood, which takes part once it has caught up, from there on; the series of its departures from the others")
    public @NonNull SeriesView addNeighbour(
            @NonNull @Id String neighbourhood,
            @NonNull @Id String series,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        var request = Request.current();
        return this.series.one(
                request,
                neighbourhoods.add(request, PublicId.parse(neighbourhood), PublicId.parse(series), idempotencyKey));
    }

    @Mutation
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    @Description("Adds observations to series of a dataset of your partner; says of each kind how many there were")
    public @NonNull AppendedObservations appendObservations(
            @NonNull @Id String dataset,
            @NonNull @Size(min = 1, max = 1000) List<@NonNull SeriesObservations> series,
            @NonNull @Size(min = 8, max = 100) String idempotencyKey)
            throws SQLException, IOException {
        return appends.append(Request.current(), PublicId.parse(dataset), series, idempotencyKey);
    }

    @Query
    @Governed(Action.READ)
    @Description("A series of observations, of which who may only aggregate is shown whole intervals alone")
    public SeriesView series(@NonNull @Id String id) throws SQLException {
        return series.one(Request.current(), PublicId.parse(id));
    }

    /** Those of a dataset, by id. */
    @Name("series")
    @Governed(Action.READ)
    public SeriesConnection seriesOf(
            @Source DatasetView dataset, @DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        var page = series.of(Request.current(), PublicId.parse(dataset.id()), first, after);
        return new SeriesConnection(
                page.edges((cursor, each) ->
                        each.map(view -> new SeriesEdge(cursor.get(), view)).orElse(null)),
                page.info());
    }

    @Governed(Action.AGGREGATE)
    @Description("By intervals of the hub's calendar, those without an observation left out")
    public @NonNull List<SeriesPoints.@NonNull Point> points(
            @Source SeriesView series,
            @NonNull TimeInterval interval,
            @NonNull Instant from,
            @NonNull @Description("Exclusive") Instant to)
            throws SQLException {
        return points.points(Request.current(), series, new Asked(interval, from, to));
    }

    @Governed(Action.READ)
    @Description("Single ones, in the order of time; refused to who may only aggregate")
    public ObservationConnection observations(
            @Source SeriesView series,
            @NonNull Instant from,
            @NonNull @Description("Exclusive") Instant to,
            @DefaultValue("100") @Min(1) @Max(1000) int first,
            String after)
            throws SQLException {
        var page = rows.page(Request.current(), series, new SeriesRows.Asked(from, to, first, after));
        return new ObservationConnection(
                page.edges((cursor, row) -> new ObservationEdge(cursor.get(), row)), page.info());
    }

    @Governed(Action.READ)
    @Description("What was not taken, and why, in the order in which it came; to the owner's users")
    public QuarantineConnection setAside(
            @Source SeriesView series, @DefaultValue("20") @Min(1) @Max(1000) int first, String after)
            throws SQLException {
        var page = quarantine.page(Request.current(), series.series(), first, after);
        return new QuarantineConnection(
                page.edges((cursor, row) -> new QuarantineEdge(cursor.get(), row)), page.info());
    }

    @Query
    @RolesAllowed({Role.PARTNER_AGENT, Role.DATA_STEWARD})
    @Description(
            "Messages of your partner's Kafka topic of which nothing could be taken, in the order in which they came")
    public @NonNull SetAsideMessageConnection setAsideMessages(
            @DefaultValue("20") @Min(1) @Max(1000) int first, String after) throws SQLException {
        var page = messages.page(Request.current(), first, after);
        return new SetAsideMessageConnection(
                page.edges((cursor, row) -> new SetAsideMessageEdge(cursor.get(), row)), page.info());
    }

    @Governed(Action.READ)
    @Description("What was expected, and usually within which limits; empty where you may not see all observations")
    public @NonNull List<SeriesPoints.@NonNull Band> band(
            @Source SeriesView series,
            @NonNull TimeInterval interval,
            @NonNull Instant from,
            @NonNull @Description("Exclusive") Instant to)
            throws SQLException {
        return points.band(Request.current(), series, new Asked(interval, from, to));
    }

    @Name("anomalies")
    @Governed(Action.READ)
    @Description("The newest first; none where you may not see all observations")
    public @NonNull SeriesAnomalyConnection anomaliesOf(
            @Source SeriesView series, @DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        var request = Request.current();
        var page = anomalies.of(request, this.series.below(request, series), first, after);
        return new SeriesAnomalyConnection(
                page.edges((cursor, view) -> new AnomalyEdge(cursor.get(), view)), page.info());
    }

    @Query
    @Governed(Action.READ)
    @Description("The anomalies that you may see, of all datasets, the newest first")
    public @NonNull AnomalyConnection anomalies(
            @Valid AnomalyFilter filter, @DefaultValue("20") @Min(1) @Max(100) int first, String after)
            throws SQLException {
        var asked = AnomalyFilter.read(filter);
        // before the search, so that nothing lies between
        var follow = Request.asksFor("follow") ? subscriptions.cursor(Request.current(), asked) : "";
        var found = finder.search(Request.current(), asked, first, after, Request.asksFor("facets"));
        return new AnomalyConnection(
                edges(found.page()), found.facets(), found.page().info(), found.totalCount(), follow);
    }

    private static List<AnomalyEdge> edges(Page<Optional<AnomalyView>> page) {
        return page.edges((cursor, each) ->
                each.map(view -> new AnomalyEdge(cursor.get(), view)).orElse(null));
    }
}
