package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.HubException;

/**
 * How many different tables of a cube a partner asked for, kept for good. What was given once is given again for nothing: it tells
 * nothing new. Citizens share one budget, since what one of them was told the others can know; it is a new one with each snapshot, or
 * whoever spent it would have closed the cube to all of them for ever.
 */
@ApplicationScoped
class CubeBudget {
    private static final String ASK = """
            insert into cube_question (dataset, partner, question, asked_at) values (?, ?, ?, ?) on conflict do nothing
            """;
    private static final String ASKED = "select count(*) from cube_question where dataset = ? and partner = ?";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 4))";

    private final AgroalDataSource database;
    private final Clock clock;

    CubeBudget(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param partner null for a citizen
     * @return how many more there may be
     * @throws HubException LIMIT_EXCEEDED when these would be too many; then none of them counts
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    int spend(PublishedCube cube, String partner, List<String> questions) throws SQLException {
        var dataset = cube.dataset();
        int budget = cube.cube().budget();
        var asker = partner == null ? " " + cube.snapshot() : partner;
        try (var connection = database.getConnection()) {
            lock(connection, dataset + asker);
            ask(connection, dataset, asker, questions);
            int asked = asked(connection, dataset, asker);
            if (asked > budget) {
                throw HubException.limitExceeded(
                        "groupBy", "Your partner was given " + budget + " different tables of this cube, which is all");
            }
            return budget - asked;
        }
    }

    private static void lock(Connection connection, String name) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, name);
            lock.execute();
        }
    }

    private void ask(Connection connection, UUID dataset, String partner, List<String> questions) throws SQLException {
        try (var insert = connection.prepareStatement(ASK)) {
            for (var question : questions) {
                insert.setObject(1, dataset);
                insert.setString(2, partner);
                insert.setString(3, question);
                insert.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int asked(Connection connection, UUID dataset, String partner) throws SQLException {
        try (var select = connection.prepareStatement(ASKED)) {
            select.setObject(1, dataset);
            select.setString(2, partner);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
