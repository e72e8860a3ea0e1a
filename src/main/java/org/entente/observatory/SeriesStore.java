package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.entente.kernel.Point;
import org.entente.observatory.ObservationMessages.Owned;
import org.entente.observatory.SeriesFields.Computed;
import org.entente.records.BoundSql;
import org.entente.records.IntervalValues.Metric;
import org.entente.records.TimeInterval;

/** The table {@code series}. */
@ApplicationScoped
class SeriesStore {
    private static final int LONGEST_SECONDS = 10;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String INSERT = """
            with made as (
                insert into series (id, dataset, measure, unit, frequency_ms, lateness_ms, place_lon, place_lat, place_areas,
                                    keys, least, greatest, with_shape, registered_by, registered_at, uses, compares)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select number from series where id = ?)) returning number),
            progress as (insert into series_progress (series) select number from made)
            insert into series_scoring (series) select number from made
            """;
    static final String COLUMNS = """
            s.id, s.number, s.dataset, s.measure, s.unit, s.frequency_ms, s.lateness_ms, s.place_lon, s.place_lat,
            s.place_areas, s.keys, s.least, s.greatest, s.with_shape, p.newest, p.watermark,
            i.metric, i.field, i.at, i.place, i.area, i.interval, i.zone, s.uses,
            (select id from series where number = n.series), (select id from series where number = s.compares),
            array(select o.id from neighbour m join series o on o.number = m.series where m.neighbourhood = n.series order by o.id),
            array(select o.id from neighbour m join series o on o.number = m.series
                where m.neighbourhood = n.series and m.left_after is not null order by o.id),
            (select id from series where compares = s.number)
            """;
    private static final String PARTS = """
             join series_progress p on p.series = s.number left join indicator i on i.series = s.number
            left join neighbour b on b.series = s.compares
            left join neighbourhood n on n.series = coalesce(b.neighbourhood, s.number)
            """;
    private static final String FROM = " from series s" + PARTS;
    private static final String INSERT_INDICATOR = """
            insert into indicator (series, dataset, metric, field, at, place, area, interval, zone)
            select number, dataset, ?, ?, ?, ?, ?, ?, ? from series where id = ?
            """;

    private static final String OWNERS = """
            select s.id, d.owner from series s join dataset d on d.id = s.dataset
            where s.id = any (?) and d.archived_at is null and s.uses is null
            """;

    private final AgroalDataSource database;

    SeriesStore(AgroalDataSource database) {
        this.database = database;
    }

    /** In the running transaction: two who register at once must not both find a dataset without fields. */
    void lock(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select from dataset where id = ? for update")) {
            select.setObject(1, dataset);
            select.execute();
        }
    }

    /** In the running transaction; false where there is one of the same measure, place and keys. */
    boolean add(Series series, String by, Instant at) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, series.id());
            insert.setObject(2, series.dataset());
            insert.setString(3, series.measure());
            insert.setString(4, series.unit());
            insert.setLong(5, series.frequency().toMillis());
            insert.setLong(6, series.lateness().toMillis());
            insert.setObject(7, series.place() == null ? null : series.place().longitude());
            insert.setObject(8, series.place() == null ? null : series.place().latitude());
            insert.setArray(9, series.areas() == null ? null : texts(connection, series.areas()));
            insert.setArray(10, texts(connection, series.keys()));
            insert.setDouble(11, series.least());
            insert.setDouble(12, series.greatest());
            insert.setBoolean(13, series.withShape());
            insert.setString(14, by);
            insert.setObject(15, at.atOffset(ZoneOffset.UTC));
            insert.setArray(16, series.uses() == null ? null : texts(connection, series.uses()));
            insert.setObject(
                    17, series.comparison() == null ? null : series.comparison().of());
            insert.executeUpdate();
            if (series.indicator() != null) {
                add(connection, series.id(), series.indicator());
            }
            return true;
        } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    private static void add(Connection connection, UUID id, Indicator indicator) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_INDICATOR)) {
            insert.setString(1, indicator.metric().name());
            insert.setString(2, indicator.field());
            insert.setString(3, indicator.at());
            insert.setString(4, indicator.place());
            insert.setString(5, indicator.area());
            insert.setString(6, indicator.interval().name());
            insert.setString(7, indicator.zone().getId());
            insert.setObject(8, id);
            insert.executeUpdate();
        }
    }

    /** How many series of it are computed. */
    int indicators(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select count(*) from indicator where dataset = ?")) {
            select.setObject(1, dataset);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * Where the indicators of a dataset are published.
     *
     * @param result the last one, null where there is none
     * @param areAll whether none is in no result
     */
    record Published(UUID result, boolean areAll) {}

    /** Empty where it has no indicators. */
    Optional<Published> published(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        select (select result from indicator where dataset = ? and result is not null order by series desc limit 1),
                            bool_and(result is not null) from indicator where dataset = ? having count(*) > 0""")) {
            select.setObject(1, dataset);
            select.setObject(2, dataset);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Published(row.getObject(1, UUID.class), row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }

    /** What its computed series are computed of. */
    List<Computed> computed(UUID dataset) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        select distinct s.uses, s.compares is not null or n.series is not null
                        from series s left join neighbourhood n on n.series = s.number
                        where s.dataset = ? and s.uses is not null""")) {
            select.setObject(1, dataset);
            try (var rows = select.executeQuery()) {
                var all = new ArrayList<Computed>();
                while (rows.next()) {
                    all.add(new Computed(texts(rows.getArray(1)), rows.getBoolean(2)));
                }
                return all;
            }
        }
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    Optional<Series> find(UUID id) throws SQLException {
        return find(List.of(id)).stream().findFirst();
    }

    List<Series> find(Collection<UUID> ids) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select " + COLUMNS + FROM + "where s.id = any (?) order by s.id")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return read(select);
        }
    }

    /** By id, with the partners whose they are; those of archived datasets and computed ones left out. */
    Map<UUID, Owned> owned(Collection<UUID> ids) throws SQLException {
        var owners = new HashMap<UUID, String>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(OWNERS)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    owners.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        return find(owners.keySet()).stream()
                .collect(Collectors.toMap(Series::id, each -> new Owned(each, owners.get(each.id()))));
    }

    List<Series> numbered(Collection<Integer> numbers) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select " + COLUMNS + FROM + "where s.number = any (?)")) {
            select.setArray(1, numbers(connection, numbers));
            return read(select);
        }
    }

    /** @param taken by grant, whether it takes any of the series' observations; one that takes all takes a series without any */
    record Granted(Series series, boolean[] taken) {}

    /** Of a dataset that some grant takes, by id: one that none takes is not counted either. */
    List<Granted> page(UUID dataset, GrantedSeries granted, UUID after, int limit) throws SQLException {
        var sql = new BoundSql().append("select " + COLUMNS + ", taken from (select s.*");
        granted.fields()
                .keys()
                .forEach(key -> sql.append(", keys[" + (key.position + 1) + "] as " + SeriesFields.column(key)));
        sql.append(" from series s where dataset = ").bind(dataset, "uuid");
        sql.append(") s" + PARTS + "cross join lateral (select ");
        // only once a series, and not before its turn
        granted.appendTaken(sql);
        sql.append(" as taken offset 0) t where true = any (taken)");
        if (after != null) {
            sql.append(" and s.id > ").bind(after, "uuid");
        }
        try (var connection = database.getConnection();
                var select =
                        sql.append(" order by s.id limit ").bind(limit, "int").prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            return granted(select);
        }
    }

    private static List<Granted> granted(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var all = new ArrayList<Granted>();
            while (rows.next()) {
                var bits = (Boolean[]) rows.getArray("taken").getArray();
                var taken = new boolean[bits.length];
                for (int i = 0; i < taken.length; i++) {
                    taken[i] = bits[i];
                }
                all.add(new Granted(read(rows), taken));
            }
            return all;
        }
    }

    /** Datasets that have any. */
    List<UUID> datasets() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        with recursive each as (
                            (select dataset from series order by dataset limit 1)
                            union all
                            select (select s.dataset from series s where s.dataset > each.dataset order by s.dataset limit 1)
                            from each where each.dataset is not null)
                        select dataset from each where dataset is not null""");
                var rows = select.executeQuery()) {
            var datasets = new ArrayList<UUID>();
            while (rows.next()) {
                datasets.add(rows.getObject(1, UUID.class));
            }
            return datasets;
        }
    }

    private static List<Series> read(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var all = new ArrayList<Series>();
            while (rows.next()) {
                all.add(read(rows));
            }
            return all;
        }
    }

    static Series read(ResultSet row) throws SQLException {
        var longitude = row.getObject(8, Double.class);
        return new Series(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                Duration.ofMillis(row.getLong(6)),
                Duration.ofMillis(row.getLong(7)),
                longitude == null ? null : new Point(longitude, row.getDouble(9)),
                texts(row.getArray(10)),
                texts(row.getArray(11)),
                row.getDouble(12),
                row.getDouble(13),
                row.getBoolean(14),
                instant(row, 15),
                instant(row, 16),
                indicator(row),
                comparison(row),
                row.getObject(29, UUID.class));
    }

    private static Comparison comparison(ResultSet row) throws SQLException {
        var neighbourhood = row.getObject(25, UUID.class);
        return neighbourhood == null
                ? null
                : new Comparison(
                        neighbourhood,
                        row.getObject(26, UUID.class),
                        List.of((UUID[]) row.getArray(27).getArray()),
                        List.of((UUID[]) row.getArray(28).getArray()),
                        texts(row.getArray(24)));
    }

    private static Indicator indicator(ResultSet row) throws SQLException {
        var metric = row.getString(17);
        return metric == null
                ? null
                : new Indicator(
                        Metric.valueOf(metric),
                        row.getString(18),
                        row.getString(19),
                        row.getString(20),
                        row.getString(21),
                        TimeInterval.valueOf(row.getString(22)),
                        ZoneId.of(row.getString(23)));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null
                ? null
                : Arrays.stream((String[]) array.getArray())
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(ArrayList::new), Collections::unmodifiableList));
    }

    static Array numbers(Connection connection, Collection<Integer> series) throws SQLException {
        return connection.createArrayOf("int", series.toArray());
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
