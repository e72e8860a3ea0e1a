package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/**
 * Snapshots of a cube. Whoever sees a cube before and after one person came learns what that person added; so a snapshot is followed by
 * the next only when so many units came, went or changed that each of them hides among the others.
 */
@ApplicationScoped
class CubeSnapshots {
    static final int LEAST_CHANGED = 10;
    private static final String LONGEST = "set local statement_timeout to '5min'";

    private final AgroalDataSource database;
    private final CubeStore store;
    private final CubeKeys keys;
    private final Clock clock;

    CubeSnapshots(AgroalDataSource database, CubeStore store, CubeKeys keys, Clock clock) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /** Takes the next one if enough has changed; someone else may be doing it already. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void refresh(UUID dataset, RecordShape shape) throws SQLException {
        try (var connection = database.getConnection()) {
            execute(connection, LONGEST);
            if (CubeStore.lock(connection, dataset, false) && store.behind().contains(dataset)) {
                compare(connection, store.current(dataset).orElseThrow(), shape);
            }
        }
    }

    private void compare(Connection connection, CubeStore.Kept kept, RecordShape shape) throws SQLException {
        var next = next(kept, shape);
        var sql = take(connection, next, shape);
        long units = units(connection, next);
        if (number(connection, sql.changed(kept.published(shape).table())) < leastChanged(units)) {
            drop(connection, kept.dataset(), next.snapshot());
            store.compared(connection, kept.dataset(), shape);
        } else {
            moveTo(connection, next, shape, units);
        }
    }

    private PublishedCube next(CubeStore.Kept kept, RecordShape shape) {
        var now = clock.instant();
        return new PublishedCube(
                kept.dataset(),
                kept.version(),
                CubeReader.read(kept.said(), shape.typed(), now),
                kept.snapshot() + 1,
                now);
    }

    /** How many units would not be the same, were this cube taken again of the present records. */
    long changed(Connection connection, PublishedCube former, int number, RecordShape shape) throws SQLException {
        var again = new PublishedCube(former.dataset(), former.version(), former.cube(), number, former.takenAt());
        long changed = number(connection, take(connection, again, shape).changed(former.table()));
        drop(connection, again.dataset(), number);
        return changed;
    }

    /** At least ten, and a tenth: fewer would be alone in many cells of the finest tables that are given. */
    static long leastChanged(long units) {
        return Math.max(LEAST_CHANGED, (units + 9) / 10);
    }

    /** In the running transaction, which holds the dataset's lock. */
    CubeSnapshotSql take(Connection connection, PublishedCube cube, RecordShape shape) throws SQLException {
        var sql = new CubeSnapshotSql(cube.dataset(), cube.cube(), shape, cube.table());
        // a row's text must not hang on where it is read
        execute(connection, "set local timezone to 'UTC'");
        execute(connection, sql.create());
        try (var fill = sql.fill(keys).prepare(connection)) {
            fill.executeUpdate();
        }
        execute(connection, "analyze " + cube.table());
        return sql;
    }

    void moveTo(Connection connection, PublishedCube next, RecordShape shape, long units) throws SQLException {
        store.point(connection, next, shape, units);
        if (next.snapshot() > 2) {
            // answers under way stay on the one before
            drop(connection, next.dataset(), next.snapshot() - 2);
        }
    }

    long units(Connection connection, PublishedCube cube) throws SQLException {
        return number(connection, "select count(distinct unit) from " + cube.table());
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void drop(Connection connection, UUID dataset, int snapshot) throws SQLException {
        execute(connection, "drop table if exists " + PublishedCube.table(dataset, snapshot));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
