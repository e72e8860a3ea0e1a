package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * Compares neighbours, slice of time by slice of time, each once all of it is scored: how far each stands from the others becomes an
 * observation of the series that compares it, what is in the middle of all one of the neighbourhood's. These are scored like any. Who is
 * overdue by the neighbourhood's lateness is left out until it has caught up, so that a broken sensor holds up the others once. Ends with
 * the look's thread: not safe for several.
 *
 * <p>What a slice says depends on what was received and never on how fast it was scored, but for who comes back and when; it never
 * changes.
 */
@ApplicationScoped
class Neighbourhoods {
    private static final Logger LOG = Logger.getLogger(Neighbourhoods.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;
    /**
     * Those with a first observation, with one that is back, with a slice that is over, and with one that has waited long enough or
     * begins to wait; none before the slice's end. Those behind the last one of the look before come first, so that none starves.
     */
    private static final String DUE = """
            select n.series from %s cross join lateral (
                select n.compared_until + n.frequency_ms * interval '1 millisecond' as end_of_slice) e
            cross join lateral (
                select bool_or(scored is not null) as begun, bool_or(%s) as back,
                    bool_and(coalesce(scored >= end_of_slice, false)) filter (where b.left_after is null) as over,
                    count(*) filter (where b.left_after is null) as taking,
                    count(*) filter (where b.left_after is null and come >= end_of_slice) as come
                from %s where b.neighbourhood = n.series) m
            where n.series <> all (?) and (n.compared_until is null or end_of_slice <= ?) and (
                n.compared_until is null and begun or back or over
                or come < taking and come >= least(%d, (taking + 1) / 2)
                    and (n.waits_since is null or %s + n.lateness_ms * interval '1 millisecond' <= ?))
            order by n.series <= ?, n.series limit %d
            """.formatted(
                    NeighbourhoodProgress.NEIGHBOURHOODS,
                    NeighbourhoodProgress.IS_BACK,
                    NeighbourhoodProgress.POSITIONS,
                    NeighbourhoodRegistration.FEWEST,
                    NeighbourhoodProgress.WAITS_SINCE,
                    AT_ONCE);

    private final AgroalDataSource database;
    private final ObservationPartitions partitions;
    private final Clock clock;
    /** Those that failed, and until when they are left out. */
    private final Map<Integer, Instant> setAside = new HashMap<>();

    private int last;

    Neighbourhoods(AgroalDataSource database, ObservationPartitions partitions, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** A part of each of which something can be said, in a transaction of its own, until nothing is left. */
    void compare() throws SQLException {
        boolean more = true;
        while (more) {
            more = false;
            var now = clock.instant();
            setAside.values().removeIf(until -> !now.isBefore(until));
            for (int each : due(now)) {
                more |= compare(each, now);
                last = each;
            }
        }
    }

    private List<Integer> due(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(DUE)) {
            select.setArray(1, SeriesStore.numbers(connection, setAside.keySet()));
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            select.setObject(3, now.atOffset(ZoneOffset.UTC));
            select.setInt(4, last);
            try (var rows = select.executeQuery()) {
                var due = new ArrayList<Integer>();
                while (rows.next()) {
                    due.add(rows.getInt(1));
                }
                return due;
            }
        }
    }

    private boolean compare(int neighbourhood, Instant now) {
        Callable<Boolean> part = () -> {
            try (var connection = database.getConnection()) {
                return NeighbourhoodProgress.lock(connection, neighbourhood).compare(partitions.oldest(), now);
            }
        };
        try {
            return QuarkusTransaction.requiringNew().call(part);
        } catch (Exception failure) {
            setAside.put(neighbourhood, now.plus(SET_ASIDE));
            LOG.errorf(failure, "Neighbourhood %d cannot be compared and is set aside for a while", (Object)
                    neighbourhood);
            return false;
        }
    }
}
