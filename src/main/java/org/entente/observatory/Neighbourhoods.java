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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Compares neighbours, slice of time by slice of time, each once all of it is scored: how far each stands from the others becomes an
 * observation of the series that compares it, what is in the middle of all one of the neighbourhood's. These are scored like any. Who is
 * overdue by the neighbourhood's lateness is left out until it has caught up, so that a broken sensor holds up the others once.
 *
 * <p>What a slice says depends on what was received, never on how fast it was scored, and never changes.
 */
@ApplicationScoped
class Neighbourhoods {
    private static final Logger LOG = Logger.getLogger(Neighbourhoods.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;
    /**
     * Those with a first observation, with one that has caught up, with a slice that is over, and with one that has waited long enough
     * or begins to wait.
     */
    private static final String DUE = """
            select n.series from neighbourhood n join series s on s.number = n.series
            cross join lateral (
                select n.compared_until + s.frequency_ms * interval '1 millisecond' as end_of_slice offset 0) next
            cross join lateral (
                select bool_or(g.scored_until is not null) as begun,
                    bool_or(g.scored_until > b.left_after and g.scored_until >= n.compared_until) as back,
                    bool_and(coalesce(g.scored_until >= end_of_slice, false)) filter (where b.left_after is null) as over,
                    count(*) filter (where b.left_after is null) as waited,
                    count(*) filter (where b.left_after is null and p.watermark >= end_of_slice) as come
                from neighbour b join series_progress p on p.series = b.series join series_scoring g on g.series = b.series
                where b.neighbourhood = n.series) m
            where n.series <> all (?) and (
                n.compared_until is null and begun or back or over
                or come < waited and come * 2 >= waited and come > 0
                    and (n.waits_since is null or n.waits_since + s.lateness_ms * interval '1 millisecond' <= ?))
            order by n.series limit %d
            """.formatted(AT_ONCE);

    private final AgroalDataSource database;
    private final ObservationPartitions partitions;
    private final Clock clock;
    /** Those that failed, and until when they are left out. */
    private final Map<Integer, Instant> setAside = new ConcurrentHashMap<>();

    Neighbourhoods(AgroalDataSource database, ObservationPartitions partitions, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Those of which something can be said, each in a transaction of its own. */
    void compare() throws SQLException {
        var now = clock.instant();
        setAside.values().removeIf(until -> !now.isBefore(until));
        for (int each : due(now)) {
            try {
                compare(each, now);
            } catch (Exception failure) {
                setAside.put(each, now.plus(SET_ASIDE));
                LOG.errorf(failure, "Neighbourhood %d cannot be compared and is set aside for a while", (Object) each);
            }
        }
    }

    private List<Integer> due(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(DUE)) {
            select.setArray(1, SeriesStore.numbers(connection, setAside.keySet()));
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                var due = new ArrayList<Integer>();
                while (rows.next()) {
                    due.add(rows.getInt(1));
                }
                return due;
            }
        }
    }

    private void compare(int neighbourhood, Instant now) throws Exception {
        Callable<Boolean> part = () -> {
            try (var connection = database.getConnection()) {
                return NeighbourhoodProgress.lock(connection, neighbourhood).compare(partitions.oldest(), now);
            }
        };
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(part);
        }
    }
}
