package org.entente.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.FilterSamples;
import org.entente.kernel.Point;
import org.entente.kernel.Row;

/** A typed table with the rows of {@link FilterSamples}, as a dataset's table is built. */
final class SampleTable implements AutoCloseable {
    private static final Collection<FieldDefinition> FIELDS = FilterSamples.FIELDS.all();

    private final Connection connection;
    private final String name;

    SampleTable(DataSource database, String name) throws SQLException {
        this.connection = database.getConnection();
        this.name = name;
    }

    void fill(List<Row> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + name);
            statement.execute(definition());
        }
        try (PreparedStatement insert = connection.prepareStatement(insertion())) {
            for (Row row : rows) add(row, insert);
            insert.executeBatch();
        }
    }

    /** @param sql begun with {@link #select} */
    List<UUID> ids(BoundSql sql) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) ids.add(found.getObject("id", UUID.class));
        }
        return ids;
    }

    BoundSql select() {
        return new BoundSql().append("select id from ").append(name);
    }

    private String definition() {
        return FIELDS.stream()
                .flatMap(SampleTable::columns)
                .collect(Collectors.joining(", ", "create table " + name + " (id uuid primary key, ", ")"));
    }

    private static Stream<String> columns(FieldDefinition field) {
        String column = field.column();
        return switch (field.type()) {
            case POINT -> Stream.of(column + "_lon float8", column + "_lat float8");
            case TEXT -> Stream.of(column + " text collate \"C\"");
            case DECIMAL -> Stream.of(column + " numeric(18, " + field.scale() + ")");
            case INTEGER, DOUBLE, INSTANT, BOOLEAN, AREAS, JSON -> Stream.of(column + " " + SqlTypes.of(field.type()));
        };
    }

    private String insertion() {
        long places = 1 + FIELDS.stream().flatMap(SampleTable::columns).count();
        return "insert into " + name + " values (" + "?, ".repeat((int) places - 1) + "?)";
    }

    private static void add(Row row, PreparedStatement insert) throws SQLException {
        int place = 1;
        insert.setObject(place++, row.id());
        for (FieldDefinition field : FIELDS) {
            Object value = row.values().get(field.name());
            if (field.type() == FieldType.POINT)
                insert.setObject(place++, value == null ? null : ((Point) value).longitude());
            insert.setObject(place++, stored(value));
        }
        insert.addBatch();
    }

    private static Object stored(Object value) {
        return switch (value) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Point point -> point.latitude();
            case Collection<?> areas -> areas.toArray(String[]::new);
            case null -> null;
            default -> value;
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
