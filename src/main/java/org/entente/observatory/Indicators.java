package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
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
import org.entente.records.IntervalValues;
import org.entente.records.IntervalValues.Computation;
import org.jboss.logging.Logger;

/**
 * Keeps indicators up to date: those whose records were added to or loaded anew, and those of which an interval is over for good by
 * now. Only intervals that are still open are computed again, each from all of its records; what is over stays as it is, whatever comes
 * later. Then it is scored like any observation.
 */
@ApplicationScoped
class Indicators {
    private static final Logger LOG = Logger.getLogger(Indicators.class);
    private static final Duration SET_ASIDE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;
    private static final String DUE = """
            select i.series from indicator i join record_table t on t.dataset = i.dataset
            where (i.over_at <= ? or (i.records, i.row_count) is distinct from (t.name, t.row_count)) and i.series <> all (?)
            order by i.series limit %d
            """.formatted(AT_ONCE);

    private final AgroalDataSource database;
    private final SeriesStore series;
    private final IntervalValues values;
    private final IndicatorRecords records;
    private final ObservationPartitions partitions;
    private final Clock clock;
    /** Those that failed, and until when they are left out. */
    private final Map<Integer, Instant> setAside = new ConcurrentHashMap<>();

    Indicators(
            AgroalDataSource database,
            SeriesStore series,
            IntervalValues values,
            IndicatorRecords records,
            ObservationPartitions partitions,
            Clock clock) {
        this.database = database;
        this.series = series;
        this.values = values;
        this.records = records;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Those that are due, a bounded number of them, each in a transaction of its own. */
    void compute() throws SQLException {
        var now = clock.instant();
        setAside.values().removeIf(until -> !now.isBefore(until));
        var due = due(now);
        for (var each : due.isEmpty() ? List.<Series>of() : series.numbered(due)) {
            try {
                compute(each, now);
            } catch (Exception failure) {
                setAside.put(each.number(), now.plus(SET_ASIDE));
                LOG.errorf(failure, "Indicator %d cannot be computed and is set aside for a while", (Object)
                        each.number());
            }
        }
    }

    private List<Integer> due(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(DUE)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setArray(2, SeriesStore.numbers(connection, setAside.keySet()));
            try (var rows = select.executeQuery()) {
                var due = new ArrayList<Integer>();
                while (rows.next()) {
                    due.add(rows.getInt(1));
                }
                return due;
            }
        }
    }

    private void compute(Series each, Instant now) throws Exception {
        var computation = values.of(each.indicator().asked(each.dataset()));
        // months are made outside of the transaction that needs them
        partitions.make(inTransaction(
                connection -> progress(connection, each, computation, now).months()));
        inTransaction(connection -> {
            progress(connection, each, computation, now).compute(connection, computation, records);
            return null;
        });
    }

    private IndicatorProgress progress(Connection connection, Series each, Computation computation, Instant now)
            throws SQLException {
        return IndicatorProgress.of(connection, each, computation, partitions.oldest(), now);
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws Exception {
        Callable<T> all = () -> {
            try (var connection = database.getConnection()) {
                return work.on(connection);
            }
        };
        return QuarkusTransaction.requiringNew().call(all);
    }
}
