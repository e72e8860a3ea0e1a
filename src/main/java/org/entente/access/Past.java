package org.entente.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.entente.policy.PolicyEngine;

/**
 * Which governance epoch and which policies were in force at an instant, to the millisecond. An epoch is told by the database's clock, at
 * the end of the change that made it; a replica may have answered on the one before for as long as it trusts it. An audit event names both
 * exactly.
 */
@ApplicationScoped
public class Past {
    private static final String USE = """
            insert into policy_use (at, release)
            select ?, ? where ? is distinct from (select release from policy_use order by at desc limit 1)
            on conflict do nothing
            """;
    private static final String EPOCH =
            "select epoch from governance_change where at <= ? order by at desc, epoch desc limit 1";

    /** The first where there was none yet: it was about to be used. */
    private static final String RELEASE = """
            select release from policy_use order by at > ?, case when at > ? then at end, at desc limit 1
            """;

    public record Moment(Instant at, long epoch, String release) {}

    private final AgroalDataSource database;
    private final PolicyEngine policies;
    private final Epoch epoch;
    private final Clock clock;

    Past(AgroalDataSource database, PolicyEngine policies, Epoch epoch, Clock clock) {
        this.epoch = epoch;
        this.database = database;
        this.policies = policies;
        this.clock = clock;
    }

    void use(@Observes StartupEvent boot) throws SQLException {
        var release = policies.release().sha256();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(USE)) {
            insert.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            insert.setString(2, release);
            insert.setString(3, release);
            insert.executeUpdate();
        }
    }

    public Moment now() throws SQLException {
        return new Moment(clock.instant(), epoch.current(), policies.release().sha256());
    }

    /** Empty before the hub's first record. */
    public Optional<Moment> at(Instant at) throws SQLException {
        var then = at.atOffset(ZoneOffset.UTC);
        try (var connection = database.getConnection();
                var epoch = connection.prepareStatement(EPOCH);
                var release = connection.prepareStatement(RELEASE)) {
            epoch.setObject(1, then);
            release.setObject(1, then);
            release.setObject(2, then);
            try (var changed = epoch.executeQuery();
                    var used = release.executeQuery()) {
                return changed.next() && used.next()
                        ? Optional.of(new Moment(at, changed.getLong(1), used.getString(1)))
                        : Optional.empty();
            }
        }
    }
}
