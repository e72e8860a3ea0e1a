package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.access.Access;
import org.entente.identity.Caller;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.policy.Action;

/**
 * Periods of time that a dataset's records state, of which anyone may read all: who is told of one elsewhere is told of nothing that they
 * could not have read here.
 */
@ApplicationScoped
public class RecordPeriods {
    private static final int LONGEST_SECONDS = 10;
    private static final int LONGEST_NAME = 200;

    /** The fields that say them: two of instants, the end exclusive, and one of text. */
    public record Asked(UUID dataset, String from, String to, String name) {}

    public record Period(String name, Instant from, Instant to) {}

    /**
     * @param records what they were read of, another after each load
     * @param rows how many records it had
     */
    public record Found(String records, long rows, List<Period> periods) {}

    private final AgroalDataSource database;
    private final Access access;
    private final RecordShapes shapes;

    RecordPeriods(AgroalDataSource database, Access access, RecordShapes shapes) {
        this.database = database;
        this.access = access;
        this.shapes = shapes;
    }

    /** @throws HubException BAD_INPUT where the dataset has no such fields */
    public void require(Asked asked, String path) throws SQLException {
        var shape = shapes.current(asked.dataset)
                .orElseThrow(() -> HubException.badInput(path + ".dataset", "Its records were never loaded"));
        require(has(shape, asked.from, FieldType.INSTANT), path + ".from", "The dataset has no such field of instants");
        require(has(shape, asked.to, FieldType.INSTANT), path + ".to", "The dataset has no such field of instants");
        require(has(shape, asked.name, FieldType.TEXT), path + ".name", "The dataset has no such field of text");
    }

    private static void require(boolean holds, String path, String message) {
        if (!holds) {
            throw HubException.badInput(path, message);
        }
    }

    private static boolean has(RecordShape shape, String name, FieldType type) {
        return shape.fields().stream().anyMatch(field -> field.name.equals(name) && field.type == type);
    }

    /** Whether a citizen is shown all records and these fields as they are, without being obliged to anything. */
    public boolean areOpen(Asked asked) throws SQLException {
        var decided = access.decide(Caller.CITIZEN, Action.READ, asked.dataset);
        if (!decided.decision().permits() || !decided.forAnyone()) {
            return false;
        }
        return shapes.find(asked.dataset, decided.epoch())
                .filter(shape -> GrantedRows.of(decided, shape).parts().stream()
                        .anyMatch(part -> part.rows().takesAll()
                                && Stream.of(asked.from, asked.to, asked.name).noneMatch(part.masks()::containsKey)))
                .isPresent();
    }

    /** The latest ones; those without a beginning, an end after it or a name are left out. Empty where there are no records. */
    public Optional<Found> latest(Asked asked, int most) throws SQLException {
        var shape = shapes.current(asked.dataset);
        return shape.isEmpty() ? Optional.empty() : latest(asked, shape.get(), most);
    }

    /** What is appended meanwhile is not yet counted, and so read again. */
    private Optional<Found> latest(Asked asked, RecordShape shape, int most) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement("select name, row_count from record_table where dataset = ?")) {
            select.setObject(1, asked.dataset);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var table = row.getString(1);
                long count = row.getLong(2);
                var sql = sql(asked, shape, table, most);
                return Optional.of(new Found(table, count, periods(sql, connection)));
            }
        }
    }

    /** All names are generated; nothing that a partner wrote becomes SQL. */
    private static BoundSql sql(Asked asked, RecordShape shape, String table, int most) {
        var from = shape.typed().field(asked.from, "from").column();
        var to = shape.typed().field(asked.to, "to").column();
        var name = shape.typed().field(asked.name, "name").column();
        return new BoundSql()
                .append("select left(" + name + ", ")
                .bind(LONGEST_NAME, "int")
                .append("), " + from + ", " + to + " from " + new RecordTable(table).qualified())
                .append(" where " + from + " < " + to + " and " + name
                        + " is not null order by 2 desc, 3 desc, 1 limit ")
                .bind(most, "int");
    }

    private static List<Period> periods(BoundSql sql, Connection connection) throws SQLException {
        try (var select = sql.prepare(connection)) {
            select.setQueryTimeout(LONGEST_SECONDS);
            try (var rows = select.executeQuery()) {
                var periods = new ArrayList<Period>();
                while (rows.next()) {
                    periods.add(new Period(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getObject(3, OffsetDateTime.class).toInstant()));
                }
                return periods;
            }
        }
    }
}
