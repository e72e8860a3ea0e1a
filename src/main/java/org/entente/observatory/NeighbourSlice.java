package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What neighbours did in one slice of time. */
final class NeighbourSlice {
    /** The scores' period is told twice, so that no more months are read than are needed. */
    private static final String DEPARTURES = """
            select b.series, floor(extract(epoch from o.at) * 1000 / ?) as slice, min(o.at),
                avg((o.value - o.expected) / o.band order by o.at)
            from unnest(?::int[]) as b (series)
            cross join lateral (
                select o.at, o.value, s.expected, s.band from observation o join score s on s.series = o.series and s.at = o.at
                where o.series = b.series and o.at >= ? and o.at < ? and not o.late and s.at >= ? and s.at < ? and s.band > 0) o
            group by b.series, slice order by slice, b.series
            """;

    /** @param departure from what is expected, in usual distances: the mean of its observations' */
    private record Departure(int series, Instant at, double departure) {}

    private final List<Departure> departures = new ArrayList<>();

    interface Apart {
        /** @param series the neighbour's; the observation is not a number where the others say nothing */
        void accept(int series, Observation observation);
    }

    /** Those with any observation that was scored, in their order. */
    static List<NeighbourSlice> read(
            Connection connection, Collection<Integer> series, Duration length, Instant from, Instant until)
            throws SQLException {
        try (var select = connection.prepareStatement(DEPARTURES)) {
            select.setLong(1, length.toMillis());
            select.setArray(2, SeriesStore.numbers(connection, series));
            for (int i = 0; i < 2; i++) {
                select.setObject(3 + 2 * i, from.atOffset(ZoneOffset.UTC));
                select.setObject(4 + 2 * i, until.atOffset(ZoneOffset.UTC));
            }
            try (var rows = select.executeQuery()) {
                var slices = new ArrayList<NeighbourSlice>();
                long last = 0;
                while (rows.next()) {
                    long slice = rows.getLong(2);
                    if (slices.isEmpty() || slice != last) {
                        slices.add(new NeighbourSlice());
                        last = slice;
                    }
                    slices.getLast()
                            .departures
                            .add(new Departure(rows.getInt(1), SeriesStore.instant(rows, 3), rows.getDouble(4)));
                }
                return slices;
            }
        }
    }

    /** How far each stands from the others. */
    void apart(Apart each) {
        for (var own : departures) {
            var others = Neighbourhood.of(departures.stream()
                    .filter(other -> other != own)
                    .mapToDouble(Departure::departure)
                    .toArray());
            each.accept(own.series, new Observation(own.at, others.departure(own.departure)));
        }
    }

    /** Not a number where too few say anything. */
    Observation middle() {
        var all = departures.stream().mapToDouble(Departure::departure).toArray();
        var first =
                departures.stream().map(Departure::at).min(Instant::compareTo).orElseThrow();
        return new Observation(first, Neighbourhood.of(all).median());
    }
}
