package org.entente.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.entente.records.AggregateGroup.Column;

/** Numbers the periods of a table's instants: their first and last are the ends of an index. */
final class AggregatePeriods {
    /** Of more, a table that could be given has but a few. */
    private static final int MOST = 10_000;

    private AggregatePeriods() {}

    static List<Column> numbered(Connection connection, String table, List<Column> groups) throws SQLException {
        var numbered = new ArrayList<Column>();
        for (var group : groups) {
            numbered.add(group.interval() == null ? group : numbered(connection, table, group));
        }
        return numbered;
    }

    private static Column numbered(Connection connection, String table, Column group) throws SQLException {
        var column = group.field().column();
        try (var select = connection.prepareStatement("select min(" + column + "), max(" + column + ") from " + table);
                var row = select.executeQuery()) {
            row.next();
            var first = row.getObject(1, OffsetDateTime.class);
            if (first == null) {
                return group;
            }
            var last = row.getObject(2, OffsetDateTime.class).toInstant().plusMillis(1);
            var periods = CubePeriods.of(group.interval(), group.zone(), first.toInstant(), last, MOST);
            return periods.size() > MOST ? group : group.in(periods);
        }
    }
}
