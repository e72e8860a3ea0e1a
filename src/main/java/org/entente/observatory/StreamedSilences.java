package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.entente.observatory.ScoringRound.Done;

/**
 * Tells of the silence of series that a topology scores: it has no clock, and says with its scores when each will be silent unless something
 * comes. A bounded number of them at a look.
 */
@ApplicationScoped
class StreamedSilences {
    /** A steward may have suspended the rule since the topology was asked. */
    private static final String TELL = """
            update series_scoring g set silent_from = null from series s
            where g.series = any (?) and s.number = g.series
            returning g.series, s.dataset, 'SILENCE' = any (g.suspended),
                (select periods from series_adjustment a where a.series = g.series and a.number = g.calendar),
                (select count(*) from (select from score where series = g.series limit %d) scored)
            """.formatted(Measured.MOST_REMEMBERED);

    private final AgroalDataSource database;
    private final AnomalyStore anomalies;
    private final CalendarStore calendars;
    private final Clock clock;

    StreamedSilences(AgroalDataSource database, AnomalyStore anomalies, CalendarStore calendars, Clock clock) {
        this.database = database;
        this.anomalies = anomalies;
        this.calendars = calendars;
        this.clock = clock;
    }

    Done tell() throws Exception {
        Callable<Done> all = () -> {
            try (var connection = database.getConnection()) {
                var now = clock.instant();
                var quiet = SilentSeries.find(connection, now, true);
                var told = quiet.isEmpty() ? List.<KnownAnomaly>of() : silences(connection, quiet, now);
                anomalies.add(connection, told);
                return new Done(quiet.size(), 0, told.size());
            }
        };
        return QuarkusTransaction.requiringNew().call(all);
    }

    private List<KnownAnomaly> silences(Connection connection, Collection<Integer> quiet, Instant now)
            throws SQLException {
        var told = new ArrayList<KnownAnomaly>();
        try (var update = connection.prepareStatement(TELL)) {
            update.setArray(1, SeriesStore.numbers(connection, quiet));
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(3)) {
                        var periods = SeriesAdjustments.periods(rows.getArray(4));
                        var seasons = calendars.seasons(connection, periods == null ? List.of() : periods);
                        told.add(new KnownAnomaly(
                                UUID.randomUUID(),
                                0,
                                rows.getInt(1),
                                rows.getObject(2, UUID.class),
                                Measured.nothing(now)
                                        .anomaly(Suspicion.byRule(EvidenceKind.SILENCE), rows.getLong(5), List.of()),
                                seasons.occasions(now),
                                now));
                    }
                }
            }
        }
        return told;
    }
}
