package org.entente.observatory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** What neighbours were found to say, which is over for good, each series' in the order of time: stored, and due to be scored. */
final class ComparedObservations {
    private static final String INSERT = """
            insert into observation (series, at, value, late)
            select series, timestamptz 'epoch' + at * interval '1 millisecond', value, false
            from unnest(?::int[], ?::bigint[], ?::float8[]) as computed (series, at, value)
            """;
    private static final String PROGRESS = """
            update series_progress p set newest = c.at, watermark = c.at, appended_at = ?
            from (select series, timestamptz 'epoch' + max(at) * interval '1 millisecond' as at
                from unnest(?::int[], ?::bigint[]) as computed (series, at) group by series) c
            where p.series = c.series
            """;
    private static final int DUE_AT_ONCE = 500;

    private final List<Integer> series = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();

    /** Nothing is said where it is not a number. */
    void add(int of, Observation observation) {
        if (observation.isMeasured()) {
            series.add(of);
            observations.add(observation);
        }
    }

    void store(Connection connection, Instant now) throws SQLException {
        if (series.isEmpty()) {
            return;
        }
        var numbers = SeriesStore.numbers(connection, series);
        var instants = observations.stream()
                .mapToLong(each -> each.at().toEpochMilli())
                .toArray();
        var values = observations.stream().mapToDouble(Observation::value).toArray();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, numbers);
            insert.setObject(2, instants);
            insert.setObject(3, values);
            insert.executeUpdate();
        }
        try (var update = connection.prepareStatement(PROGRESS)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(2, numbers);
            update.setObject(3, instants);
            update.executeUpdate();
        }
        ObservationBook.due(connection, List.copyOf(new LinkedHashSet<>(series)), DUE_AT_ONCE);
    }
}
