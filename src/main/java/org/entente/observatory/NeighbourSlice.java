package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What neighbours did in one slice of time: by series the mean departure from what was expected of it, in its usual distances. */
final class NeighbourSlice {
    /** The scores' period is told too, so that no more months are read than are needed. */
    private static final String SCORED = """
            select floor(extract(epoch from o.at) * 1000 / ?) as slice, b.series, o.at, o.value, s.expected, s.band
            from unnest(?::int[]) as b (series)
            join observation o on o.series = b.series and o.at >= ? and o.at < ? and not o.late
            join score s on s.series = b.series and s.at = o.at and s.at >= ? and s.at < ?
            order by slice, b.series, o.at
            """;

    private static final int LONGEST_SECONDS = 10;

    /** Of one series. */
    private static final class Departure {
        private final Instant at;
        private double total;
        private int count;

        /** @param at of the first */
        Departure(Instant at) {
            this.at = at;
        }

        void add(double departure) {
            total += departure;
            count++;
        }

        double mean() {
            return total / count;
        }
    }

    interface Apart {
        /** @param series the neighbour's; the observation is not a number where the others say nothing */
        void accept(int series, Observation observation);
    }

    private final Map<Integer, Departure> departures = new LinkedHashMap<>();

    /** Those with any observation that was scored, in their order. */
    static List<NeighbourSlice> read(
            Connection connection, Collection<Integer> series, Duration length, Instant from, Instant until)
            throws SQLException {
        try (var select = connection.prepareStatement(SCORED)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            select.setLong(1, length.toMillis());
            select.setArray(2, SeriesStore.numbers(connection, series));
            for (int i = 3; i <= 5; i += 2) {
                select.setObject(i, from.atOffset(ZoneOffset.UTC));
                select.setObject(i + 1, until.atOffset(ZoneOffset.UTC));
            }
            try (var rows = select.executeQuery()) {
                var slices = new LinkedHashMap<Long, NeighbourSlice>();
                while (rows.next()) {
                    var at = SeriesStore.instant(rows, 3);
                    var measured =
                            new Measured(new Observation(at, rows.getDouble(4)), rows.getDouble(5), rows.getDouble(6));
                    slices.computeIfAbsent(rows.getLong(1), none -> new NeighbourSlice())
                            .add(rows.getInt(2), at, measured.departure());
                }
                return List.copyOf(slices.values());
            }
        }
    }

    private void add(int series, Instant at, double departure) {
        if (Double.isFinite(departure)) {
            departures.computeIfAbsent(series, none -> new Departure(at)).add(Neighbourhood.cut(departure));
        }
    }

    /** How far each stands from the others. */
    void apart(Apart each) {
        for (var own : departures.entrySet()) {
            var others = Neighbourhood.of(departures.entrySet().stream()
                    .filter(other -> !other.getKey().equals(own.getKey()))
                    .mapToDouble(other -> other.getValue().mean())
                    .toArray());
            each.accept(
                    own.getKey(),
                    new Observation(
                            own.getValue().at, others.departure(own.getValue().mean())));
        }
    }

    /** Not a number where too few say anything. */
    Observation middle() {
        var all = departures.values().stream().mapToDouble(Departure::mean).toArray();
        var first = departures.values().stream().map(each -> each.at).min(Instant::compareTo);
        return new Observation(
                first.orElse(Instant.EPOCH), Neighbourhood.of(all).median());
    }
}
