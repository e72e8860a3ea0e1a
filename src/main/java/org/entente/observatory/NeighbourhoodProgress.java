package org.entente.observatory;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One neighbourhood in one transaction, in which its row is locked: which of its slices are over, and whom the next one waits for.
 * Slices are counted from 1970 and as long as the neighbours' frequency.
 */
final class NeighbourhoodProgress {
    /** Of a long history, in one transaction: what a value a minute is of seven days is bounded by the neighbours. */
    private static final int SLICES = 1_000;

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LONGEST_SECONDS = 10;

    /**
     * How far each is: scored, of what is stored, and come, of what may still come. A topology's scores may be here before what they are
     * of, and its watermarks move with messages alone, so that what it scored is what has come.
     */
    static final String POSITIONS = """
            neighbour b join series_progress p on p.series = b.series join series_scoring g on g.series = b.series
            cross join lateral (select case
                when p.watermark is not null and g.scored_until > p.watermark then p.watermark
                when p.watermark is not null then g.scored_until end as scored) s
            cross join lateral (select case when g.streamed then scored else p.watermark end as come) c
            """;
    /** One that was left out, has said something since, and is no farther behind than it is waited for. */
    static final String IS_BACK =
            "p.newest > b.left_after and scored >= n.compared_until - n.lateness_ms * interval '1 millisecond'";
    /** Nobody was able to come before the hub was able to receive. */
    static final String WAITS_SINCE =
            "case when n.waits_since is not null then greatest(n.waits_since, (select since from reception)) end";

    static final String NEIGHBOURHOODS = """
            (select h.*, m.frequency_ms, m.lateness_ms from neighbourhood h join series m on m.number = h.series) n
            """;

    private static final String LOCK = "select from neighbourhood where series = ? for no key update";
    private static final String READ = "select n.compared_until, " + WAITS_SINCE
            + ", n.frequency_ms, n.lateness_ms from " + NEIGHBOURHOODS + " where n.series = ?";
    private static final String NEIGHBOURS = """
            select b.series, o.number, come, scored, b.left_after is not null, coalesce(%s, false)
            from %s join %s on b.neighbourhood = n.series join series o on o.compares = b.series
            where n.series = ? order by b.series
            """;
    private static final String FIRST = """
            select min(o.at) from unnest(?::int[]) as b (series) cross join lateral (
                select at from observation where series = b.series and at >= ? and not late order by at limit 1) o
            """;
    private static final String LEAVE = """
            update neighbour b set left_after = coalesce(p.newest, '-infinity')
            from series_progress p where p.series = b.series and b.series = any (?)
            """;
    private static final String RETURN = "update neighbour set left_after = null where series = any (?)";
    private static final String SAVE = "update neighbourhood set compared_until = ?, waits_since = ? where series = ?";

    /**
     * @param come up to where all that may come of it is here
     * @param scored up to where it is scored
     * @param isBack though it was left out
     */
    private record Neighbour(
            int series, int comparison, Instant come, Instant scored, boolean isLeftOut, boolean isBack) {
        boolean hasCome(Instant until) {
            return come != null && !come.isBefore(until);
        }

        Neighbour returned() {
            return new Neighbour(series, comparison, come, scored, false, false);
        }
    }

    private final Connection connection;
    private final int neighbourhood;
    private final Duration slice;
    private final Duration lateness;
    private final List<Neighbour> neighbours;
    private Instant comparedUntil;
    private Instant waitsSince;

    private NeighbourhoodProgress(
            Connection connection,
            int neighbourhood,
            Duration slice,
            Duration lateness,
            Instant comparedUntil,
            Instant waitsSince)
            throws SQLException {
        this.connection = connection;
        this.neighbourhood = neighbourhood;
        this.slice = slice;
        this.lateness = lateness;
        this.comparedUntil = comparedUntil;
        this.waitsSince = waitsSince;
        this.neighbours = neighbours(connection, neighbourhood);
    }

    static NeighbourhoodProgress lock(Connection connection, int neighbourhood) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setInt(1, neighbourhood);
            lock.execute();
        }
        // what others did before it was locked
        try (var read = connection.prepareStatement(READ)) {
            read.setInt(1, neighbourhood);
            try (var row = read.executeQuery()) {
                row.next();
                return new NeighbourhoodProgress(
                        connection,
                        neighbourhood,
                        Duration.ofMillis(row.getLong(3)),
                        Duration.ofMillis(row.getLong(4)),
                        SeriesStore.instant(row, 1),
                        SeriesStore.instant(row, 2));
            }
        }
    }

    private static List<Neighbour> neighbours(Connection connection, int neighbourhood) throws SQLException {
        try (var select = connection.prepareStatement(NEIGHBOURS.formatted(IS_BACK, NEIGHBOURHOODS, POSITIONS))) {
            select.setInt(1, neighbourhood);
            try (var rows = select.executeQuery()) {
                var neighbours = new ArrayList<Neighbour>();
                while (rows.next()) {
                    neighbours.add(new Neighbour(
                            rows.getInt(1),
                            rows.getInt(2),
                            SeriesStore.instant(rows, 3),
                            SeriesStore.instant(rows, 4),
                            rows.getBoolean(5),
                            rows.getBoolean(6)));
                }
                return neighbours;
            }
        }
    }

    /**
     * Compares what is over, a bounded part of it.
     *
     * @param oldest from when on single observations are kept
     * @return whether there is more
     */
    boolean compare(Instant oldest, Instant now) throws SQLException {
        var known = comparedUntil;
        if (known == null) {
            comparedUntil = first(neighbours, oldest).map(this::start).orElse(null);
        }
        if (comparedUntil == null) {
            return false;
        }
        takeBack();
        var over = over();
        boolean isOver = over.isAfter(comparedUntil);
        if (isOver) {
            compareUntil(over, now);
        } else {
            waitForOthers(now);
        }
        // until something was compared an older history may come
        save(isOver ? comparedUntil : known);
        return isOver && comparedUntil.isBefore(over);
    }

    private void takeBack() throws SQLException {
        var back = neighbours.stream().filter(Neighbour::isBack).toList();
        if (!back.isEmpty()) {
            update(RETURN, back);
            neighbours.replaceAll(each -> each.isBack() ? each.returned() : each);
            waitsSince = null;
        }
    }

    private Instant start(Instant within) {
        long length = slice.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(within.toEpochMilli(), length) * length);
    }

    private List<Neighbour> taking() {
        return neighbours.stream().filter(each -> !each.isLeftOut()).toList();
    }

    /** Slices before it are scored, of all that take part. */
    private Instant over() {
        return taking().stream()
                .map(each -> each.scored() == null ? Instant.MIN : start(each.scored()))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private void compareUntil(Instant over, Instant now) throws SQLException {
        var taking = taking();
        // nothing is read of slices without an observation
        var from = first(taking, comparedUntil).map(this::start).orElse(over);
        var end = from.plus(slice.multipliedBy(Math.clamp(LONGEST.dividedBy(slice), 1, SLICES)));
        comparedUntil = end.isBefore(over) ? end : over;
        waitsSince = null;
        var comparisons = taking.stream().collect(Collectors.toMap(Neighbour::series, Neighbour::comparison));
        var compared = new ComparedObservations();
        for (var each : NeighbourSlice.read(connection, comparisons.keySet(), slice, from, comparedUntil)) {
            each.apart((series, observation) -> compared.add(comparisons.get(series), observation));
            compared.add(neighbourhood, each.middle());
        }
        compared.store(connection, now);
    }

    /** For the next slice: once enough have come to be compared, or half of them, the others have as long as the neighbourhood's lateness. */
    private void waitForOthers(Instant now) throws SQLException {
        var end = comparedUntil.plus(slice);
        var taking = taking();
        long come = taking.stream().filter(each -> each.hasCome(end)).count();
        if (come == taking.size() || come < Math.min(NeighbourhoodRegistration.FEWEST, (taking.size() + 1) / 2)) {
            return;
        }
        if (waitsSince == null) {
            waitsSince = now;
        } else if (!now.isBefore(waitsSince.plus(lateness))) {
            update(LEAVE, taking.stream().filter(each -> !each.hasCome(end)).toList());
            waitsSince = null;
        }
    }

    private void update(String sql, List<Neighbour> which) throws SQLException {
        if (which.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(sql)) {
            update.setArray(1, numbers(which));
            update.executeUpdate();
        }
    }

    private Optional<Instant> first(List<Neighbour> of, Instant from) throws SQLException {
        try (var select = connection.prepareStatement(FIRST)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            select.setArray(1, numbers(of));
            select.setObject(2, from.atOffset(ZoneOffset.UTC));
            try (var row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(SeriesStore.instant(row, 1));
            }
        }
    }

    private Array numbers(List<Neighbour> of) throws SQLException {
        return SeriesStore.numbers(
                connection, of.stream().map(Neighbour::series).toList());
    }

    private void save(Instant until) throws SQLException {
        try (var update = connection.prepareStatement(SAVE)) {
            update.setObject(1, until == null ? null : until.atOffset(ZoneOffset.UTC));
            update.setObject(2, waitsSince == null ? null : waitsSince.atOffset(ZoneOffset.UTC));
            update.setInt(3, neighbourhood);
            update.executeUpdate();
        }
    }
}
