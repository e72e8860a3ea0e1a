package org.entente.observatory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.entente.records.RecordPeriods.Asked;
import org.entente.records.RecordPeriods.Found;

/** The tables {@code series_calendar} and {@code calendar_periods}. */
@ApplicationScoped
class CalendarStore {
    private static final String MAPPING = "dataset, kind, from_field, to_field, name_field";
    private static final String KNOWN = "select periods from series_calendar where (" + MAPPING
            + ") = (?, ?, ?, ?, ?) and records = ? and row_count = ? limit 1";
    private static final String KEEP =
            "insert into calendar_periods (dataset, kind, periods) values (?, ?, ?::jsonb) returning id";
    private static final String INSERT = "insert into series_calendar (" + MAPPING
            + ", records, row_count, periods, series, position) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "update series_calendar set records = ?, row_count = ?, periods = ? where series = ? and (" + MAPPING
                    + ") = (?, ?, ?, ?, ?)";
    private static final String ALL =
            "select " + MAPPING + ", array_agg(series), bool_or(periods is not null), bool_or(is_old) from ("
                    + "select c.*, (c.records, c.row_count) is distinct from (t.name, t.row_count) as is_old"
                    + " from series_calendar c join series s on s.number = c.series"
                    + " join dataset d on d.id = s.dataset and d.archived_at is null"
                    + " left join record_table t on t.dataset = c.dataset) each group by "
                    + MAPPING + " order by 1";
    private static final String PERIODS = "select id, kind, periods from calendar_periods where id = any (?)";

    private final AgroalDataSource database;
    private final SeasonalContext hub;
    private final ObjectMapper json;
    /** What was read never changes. */
    private final Cache<List<Long>, SeasonalContext> seasons =
            Caffeine.newBuilder().maximumSize(500).build();

    CalendarStore(AgroalDataSource database, SeasonalContext hub, ObjectMapper json) {
        this.database = database;
        this.hub = hub;
        this.json = json;
    }

    /**
     * One that series are scored by.
     *
     * @param series their numbers
     * @param isRead whether its periods hold for any of them
     * @param isOld whether its records are others than those that were read
     */
    record Used(SeriesCalendar calendar, List<Integer> series, boolean isRead, boolean isOld) {}

    List<Used> all() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(ALL);
                var rows = select.executeQuery()) {
            var all = new ArrayList<Used>();
            while (rows.next()) {
                all.add(new Used(
                        calendar(rows),
                        List.of((Integer[]) rows.getArray(6).getArray()),
                        rows.getBoolean(7),
                        rows.getBoolean(8)));
            }
            return all;
        }
    }

    private static SeriesCalendar calendar(ResultSet row) throws SQLException {
        return new SeriesCalendar(
                CalendarKind.valueOf(row.getString(2)),
                new Asked(row.getObject(1, UUID.class), row.getString(3), row.getString(4), row.getString(5)));
    }

    /** In the running transaction. What a series is scored by, in its order, with the periods as they were read; null where they may not be. */
    Map<SeriesCalendar, Long> of(int series) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select " + MAPPING + ", periods from series_calendar where series = ? order by position")) {
            select.setInt(1, series);
            try (var rows = select.executeQuery()) {
                var calendars = new LinkedHashMap<SeriesCalendar, Long>();
                while (rows.next()) {
                    calendars.put(calendar(rows), rows.getObject(6, Long.class));
                }
                return calendars;
            }
        }
    }

    static List<Long> read(Map<SeriesCalendar, Long> calendars) {
        return calendars.values().stream().filter(Objects::nonNull).toList();
    }

    /** In the running transaction: the number of what was found, of what is known the same. */
    long keep(SeriesCalendar calendar, Found found) throws SQLException {
        try (var connection = database.getConnection();
                var known = connection.prepareStatement(KNOWN);
                var keep = connection.prepareStatement(KEEP)) {
            bind(known, 1, calendar);
            known.setString(6, found.records());
            known.setLong(7, found.rows());
            try (var row = known.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
            keep.setObject(1, calendar.asked().dataset());
            keep.setString(2, calendar.kind().name());
            keep.setString(3, text(found));
            try (var row = keep.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, int first, SeriesCalendar calendar) throws SQLException {
        statement.setObject(first, calendar.asked().dataset());
        statement.setString(first + 1, calendar.kind().name());
        statement.setString(first + 2, calendar.asked().from());
        statement.setString(first + 3, calendar.asked().to());
        statement.setString(first + 4, calendar.asked().name());
    }

    private String text(Found found) {
        try {
            return json.writeValueAsString(found.periods().stream()
                    .map(each -> new CalendarPeriod(each.name(), each.from(), each.to()))
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and instants are JSON", e);
        }
    }

    /** In the running transaction: these and no others. Returns the periods as they were read. */
    List<Long> set(int series, Map<SeriesCalendar, Found> calendars) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from series_calendar where series = ?");
                var insert = connection.prepareStatement(INSERT)) {
            // before the former rows go, which may know them
            var periods = new ArrayList<Long>();
            for (var each : calendars.entrySet()) {
                periods.add(keep(each.getKey(), each.getValue()));
            }
            delete.setInt(1, series);
            delete.executeUpdate();
            int position = 0;
            for (var each : calendars.entrySet()) {
                bind(insert, 1, each.getKey());
                insert.setString(6, each.getValue().records());
                insert.setLong(7, each.getValue().rows());
                insert.setLong(8, periods.get(position));
                insert.setInt(9, series);
                insert.setInt(10, position++);
                insert.addBatch();
            }
            insert.executeBatch();
            return periods;
        }
    }

    /** In the running transaction, of one of its calendars; null where its periods hold no more. */
    void found(int series, SeriesCalendar calendar, Found found) throws SQLException {
        var periods = found == null ? null : keep(calendar, found);
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(UPDATE)) {
            update.setString(1, found == null ? null : found.records());
            update.setObject(2, found == null ? null : found.rows(), Types.BIGINT);
            update.setObject(3, periods, Types.BIGINT);
            update.setInt(4, series);
            bind(update, 5, calendar);
            update.executeUpdate();
        }
    }

    /** The hub's own seasons with the periods that were read so. */
    SeasonalContext seasons(Connection connection, List<Long> periods) throws SQLException {
        var known = seasons.getIfPresent(periods);
        if (known != null) {
            return known;
        }
        var read = periods.isEmpty() ? hub : read(connection, periods);
        seasons.put(periods, read);
        return read;
    }

    /** Likewise, with a connection of its own where they are not known yet. */
    SeasonalContext seasons(List<Long> periods) throws SQLException {
        var known = periods.isEmpty() ? hub : seasons.getIfPresent(periods);
        if (known != null) {
            return known;
        }
        try (var connection = database.getConnection()) {
            return seasons(connection, periods);
        }
    }

    private SeasonalContext read(Connection connection, List<Long> ids) throws SQLException {
        var periods = new EnumMap<CalendarKind, List<CalendarPeriod>>(CalendarKind.class);
        for (var kind : CalendarKind.values()) {
            periods.put(kind, new ArrayList<>());
        }
        try (var select = connection.prepareStatement(PERIODS)) {
            select.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    periods.get(CalendarKind.valueOf(rows.getString(2))).addAll(parsed(rows.getString(3)));
                }
            }
        }
        return hub.with(periods.get(CalendarKind.SCHOOL_HOLIDAYS), periods.get(CalendarKind.EVENT));
    }

    private List<CalendarPeriod> parsed(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written here is read back", e);
        }
    }
}
