package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;

/** The tables {@code neighbourhood} and {@code neighbour}, in the running transaction. */
@ApplicationScoped
class NeighbourhoodStore {
    private final AgroalDataSource database;

    NeighbourhoodStore(AgroalDataSource database) {
        this.database = database;
    }

    /** @param middle the series of the median */
    void begin(UUID middle) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into neighbourhood (series) select number from series where id = ?")) {
            insert.setObject(1, middle);
            insert.executeUpdate();
        }
    }

    /**
     * False where the series has neighbours already.
     *
     * @param later whether it takes part once it has caught up
     */
    boolean add(UUID middle, int series, boolean later) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into neighbour (neighbourhood, series, left_after)
                        select number, ?, case when ? then '-infinity'::timestamptz end from series where id = ?
                        on conflict (series) do nothing""")) {
            insert.setInt(1, series);
            insert.setBoolean(2, later);
            insert.setObject(3, middle);
            return insert.executeUpdate() == 1;
        }
    }
}
