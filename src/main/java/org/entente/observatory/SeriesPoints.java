package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Access;
import org.entente.access.Request;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.records.Aggregates;
import org.entente.records.BoundSql;
import org.entente.records.SqlFilter;
import org.entente.records.TimeInterval;

/**
 * What a series' observations come to by intervals of the hub's calendar.
 *
 * <p>Who may only aggregate gets no value of a single observation: one interval alone, so that nothing can be had by subtracting one from
 * another; only such as are over for good, so that nothing can be had by asking twice; no least and greatest; and no mean of fewer than
 * five, or than the agreement says.
 */
@ApplicationScoped
public class SeriesPoints {
    private static final int MOST = 10_000;
    private static final int FEWEST = 5;
    private static final int LONGEST_SECONDS = 10;

    /** Of the finest first, how long one is at least. */
    private static final Map<TimeInterval, Duration> LENGTHS = Map.of(
            TimeInterval.HOUR, Duration.ofHours(1),
            TimeInterval.DAY, Duration.ofHours(23),
            TimeInterval.WEEK, Duration.ofHours(167),
            TimeInterval.MONTH, Duration.ofDays(28),
            TimeInterval.QUARTER, Duration.ofDays(90),
            TimeInterval.YEAR, Duration.ofDays(365));

    /** @param to exclusive */
    public record Asked(TimeInterval interval, Instant from, Instant to) {}

    @Name("SeriesPoint")
    public record Point(
            @NonNull @Description("When the interval begins")
            Instant at,

            long count,

            @Description("Null where no single value may be shown")
            Double min,

            @Description("Null where no single value may be shown")
            Double max,

            @Description("Null where too few were counted to be shown")
            Double mean) {}

    @Name("SeriesBand")
    public record Band(
            @NonNull Instant at,
            @Description("The mean of what was expected") double expected,
            double low,
            double high) {}

    private final AgroalDataSource database;
    private final Access access;
    private final SeriesReader reader;
    private final ObservationPartitions partitions;
    private final ObservatoryConfig config;

    SeriesPoints(
            AgroalDataSource database,
            Access access,
            SeriesReader reader,
            ObservationPartitions partitions,
            ObservatoryConfig config) {
        this.database = database;
        this.reader = reader;
        this.partitions = partitions;
        this.access = access;
        this.config = config;
    }

    public List<Point> points(Request request, SeriesView series, Asked asked) throws SQLException {
        Instants.requirePeriod(asked.from, asked.to, "");
        var view = reader.below(request, series);
        var shown = view.shown();
        request.spend(most(asked));
        request.lookUp();
        var points = shown.whole() ? whole(request, view, asked) : read(sql(view, asked));
        access.answered(request, shown.granted().decided(), points.size());
        return points;
    }

    /** As many points as there can be: what is read is paid for before. */
    private static int most(Asked asked) {
        var period = Duration.between(asked.from, asked.to);
        return (int) Math.min(MOST, period.dividedBy(LENGTHS.get(asked.interval)) + 2);
    }

    private BoundSql sql(SeriesView view, Asked asked) {
        var left = view.shown().part().observations();
        var sql = new BoundSql().append("select ");
        truncated(sql, asked, "at").append(", sum(n), min(low), max(high), sum(total) / sum(n) from (");
        observed(
                sql.append("select at, 1::bigint as n, value as low, value as high, value as total "),
                view,
                left,
                asked);
        // an hour that is left of observations cannot be cut by their instants or values
        if (left.takesAll()) {
            within(
                    sql.append(
                                    " union all select at, count, least, greatest, total from observation_hour where series = ")
                            .bind(view.series().number(), "int"),
                    asked);
        }
        return sql.append(") o group by 1 order by 1 limit ").bind(MOST + 1, "int");
    }

    private BoundSql truncated(BoundSql sql, Asked asked, String column) {
        return sql.append("date_trunc(")
                .bind(asked.interval.name(), "text")
                .append(", " + column + ", ")
                .bind(config.zone().getId(), "text")
                .append(")");
    }

    private static void observed(BoundSql sql, SeriesView view, NormalForm left, Asked asked) {
        within(sql.append("from observation where series = ").bind(view.series().number(), "int"), asked);
        SqlFilter.append(left, SeriesFields.OBSERVED, sql.append(" and "));
    }

    private static BoundSql within(BoundSql sql, Asked asked) {
        return sql.append(" and at >= ")
                .bind(asked.from, "timestamptz")
                .append(" and at < ")
                .bind(asked.to, "timestamptz");
    }

    private List<Point> whole(Request request, SeriesView view, Asked asked) throws SQLException {
        var decided = view.shown().granted().decided();
        int fewest = Math.max(FEWEST, Aggregates.minimumGroupSize(decided.decision()));
        if (asked.interval != interval(view.series(), fewest)) {
            throw access.refusal(request, decided, SeriesReason.WHOLE_INTERVALS.code());
        }
        if (view.series().watermark() == null) {
            return List.of();
        }
        return read(wholeSql(view, asked)).stream()
                .map(point -> new Point(point.at, point.count, null, null, point.count < fewest ? null : point.mean))
                .toList();
    }

    /** The finest of which each usually has enough. */
    static TimeInterval interval(Series series, int fewest) {
        return Stream.of(TimeInterval.HOUR, TimeInterval.DAY, TimeInterval.MONTH)
                .filter(each -> LENGTHS.get(each).dividedBy(series.frequency()) >= fewest)
                .findFirst()
                .orElse(TimeInterval.YEAR);
    }

    /**
     * Late ones would tell their value by the difference they make, and so would those of an interval that is cut when a month is dropped
     * that it begins in.
     */
    private BoundSql wholeSql(SeriesView view, Asked asked) {
        var sql = new BoundSql().append("select b, n, null::float8, null::float8, mean from (select ");
        truncated(sql, asked, "at").append(" as b, count(*) as n, avg(value) as mean ");
        sql.append("from observation where not late and series = ")
                .bind(view.series().number(), "int");
        SqlFilter.append(view.shown().part().observations(), SeriesFields.OBSERVED, sql.append(" and "));
        sql.append(" and at >= ").bind(asked.from, "timestamptz");
        sql.append(" and at < ");
        var until = asked.to.isBefore(view.series().watermark())
                ? asked.to
                : view.series().watermark();
        var oldest = partitions.oldest();
        truncatedInstant(sql, asked, until)
                .append(" group by 1) o where b >= ")
                .bind(asked.from.isAfter(oldest) ? asked.from : oldest, "timestamptz");
        return sql.append(" order by 1 limit ").bind(MOST + 1, "int");
    }

    private BoundSql truncatedInstant(BoundSql sql, Asked asked, Instant until) {
        return sql.append("date_trunc(")
                .bind(asked.interval.name(), "text")
                .append(", ")
                .bind(until, "timestamptz")
                .append(", ")
                .bind(config.zone().getId(), "text")
                .append(")");
    }

    private List<Point> read(BoundSql sql) throws SQLException {
        try (var connection = database.getConnection();
                var select = sql.prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            var points = new ArrayList<Point>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    points.add(new Point(
                            SeriesStore.instant(rows, 1),
                            rows.getLong(2),
                            rows.getObject(3, Double.class),
                            rows.getObject(4, Double.class),
                            rows.getObject(5, Double.class)));
                }
            }
            requireFew(points.size());
            return points;
        }
    }

    private static void requireFew(int size) {
        if (size > MOST) {
            throw HubException.limitExceeded("interval", "At most " + MOST + " intervals");
        }
    }

    /** What was expected; it is derived of all observations, so that only who is shown all is shown it. */
    public List<Band> band(Request request, SeriesView series, Asked asked) throws SQLException {
        Instants.requirePeriod(asked.from, asked.to, "");
        var view = reader.below(request, series);
        if (!view.shown().isWithDerived()) {
            return List.of();
        }
        request.spend(most(asked));
        request.lookUp();
        var sql = new BoundSql().append("select ");
        truncated(sql, asked, "at").append(", avg(expected), avg(expected - band), avg(expected + band) from ");
        within(
                sql.append("score where expected <> 'NaN' and series = ")
                        .bind(view.series().number(), "int"),
                asked);
        sql.append(" group by 1 order by 1 limit ").bind(MOST + 1, "int");
        var bands = bands(sql);
        access.answered(request, view.shown().granted().decided(), bands.size());
        return bands;
    }

    private List<Band> bands(BoundSql sql) throws SQLException {
        try (var connection = database.getConnection();
                var select = sql.prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            var bands = new ArrayList<Band>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    bands.add(new Band(
                            SeriesStore.instant(rows, 1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4)));
                }
            }
            requireFew(bands.size());
            return bands;
        }
    }
}
