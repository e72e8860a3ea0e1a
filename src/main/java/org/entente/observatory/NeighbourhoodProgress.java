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
    /** Of a long history, in one transaction. */
    private static final int SLICES = 1_000;

    private static final String LOCK = """
            select n.compared_until, n.waits_since, s.frequency_ms, s.lateness_ms
            from neighbourhood n join series s on s.number = n.series where n.series = ? for update of n
            """;
    private static final String NEIGHBOURS = """
            select b.series, c.number, p.watermark, g.scored_until, b.left_after is not null,
                coalesce(g.scored_until > b.left_after and g.scored_until >= n.compared_until, false)
            from neighbourhood n join neighbour b on b.neighbourhood = n.series join series c on c.compares = b.series
            join series_progress p on p.series = b.series join series_scoring g on g.series = b.series
            where n.series = ? order by b.series
            """;
    private static final String FIRST = """
            select min(o.at) from unnest(?::int[]) as b (series) cross join lateral (
                select at from observation where series = b.series and at >= ? and not late order by at limit 1) o
            """;
    private static final String LEAVE = """
            update neighbour b set left_after = coalesce(g.scored_until, '-infinity')
            from series_scoring g where g.series = b.series and b.series = any (?)
            """;
    private static final String RETURN = "update neighbour set left_after = null where series = any (?)";
    private static final String SAVE = "update neighbourhood set compared_until = ?, waits_since = ? where series = ?";

    /** @param hasCaughtUp since it was left out */
    private record Neighbour(
            int series,
            int comparison,
            Instant watermark,
            Instant scoredUntil,
            boolean isLeftOut,
            boolean hasCaughtUp) {
        /** Whether all that can come of it before then is here. */
        boolean hasCome(Instant until) {
            return watermark != null && !watermark.isBefore(until);
        }

        Neighbour returned() {
            return new Neighbour(series, comparison, watermark, scoredUntil, false, false);
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
            try (var row = lock.executeQuery()) {
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
        try (var select = connection.prepareStatement(NEIGHBOURS)) {
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
        if (comparedUntil == null) {
            comparedUntil = first(neighbours, oldest).map(this::start).orElse(null);
        }
        if (comparedUntil == null) {
            return false;
        }
        update(RETURN, neighbours.stream().filter(Neighbour::hasCaughtUp).toList());
        neighbours.replaceAll(each -> each.hasCaughtUp() ? each.returned() : each);
        var over = over();
        boolean isOver = over.isAfter(comparedUntil);
        if (isOver) {
            compareUntil(over, now);
        } else {
            waitForOthers(now);
        }
        save();
        return isOver && comparedUntil.isBefore(over);
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
                .map(each -> each.scoredUntil() == null ? Instant.MIN : start(each.scoredUntil()))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private void compareUntil(Instant over, Instant now) throws SQLException {
        var taking = taking();
        // nothing is read of slices without an observation
        var from = first(taking, comparedUntil).map(this::start).orElse(over);
        var end = from.plus(slice.multipliedBy(SLICES));
        comparedUntil = end.isBefore(over) ? end : over;
        waitsSince = null;
        var comparisons = taking.stream().collect(Collectors.toMap(Neighbour::series, Neighbour::comparison));
        var computed = new ComputedObservations();
        for (var each : NeighbourSlice.read(connection, comparisons.keySet(), slice, from, comparedUntil)) {
            each.apart((series, observation) -> computed.add(comparisons.get(series), observation));
            computed.add(neighbourhood, each.middle());
        }
        computed.store(connection, now);
    }

    /** For the next slice: once half of those who take part have come, the others have as long as the neighbourhood's lateness. */
    private void waitForOthers(Instant now) throws SQLException {
        var end = comparedUntil.plus(slice);
        var taking = taking();
        long come = taking.stream().filter(each -> each.hasCome(end)).count();
        if (come == taking.size() || come * 2 < taking.size()) {
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

    private void save() throws SQLException {
        try (var update = connection.prepareStatement(SAVE)) {
            update.setObject(1, comparedUntil.atOffset(ZoneOffset.UTC));
            update.setObject(2, waitsSince == null ? null : waitsSince.atOffset(ZoneOffset.UTC));
            update.setInt(3, neighbourhood);
            update.executeUpdate();
        }
    }
}
