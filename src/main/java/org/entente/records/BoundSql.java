package org.entente.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** SQL text under construction with the values of its parameters. Only texts of ours and generated names are appended. */
public final class BoundSql {
    private final StringBuilder text = new StringBuilder(256);
    private final List<Object> values = new ArrayList<>();

    public BoundSql append(String sql) {
        text.append(sql);
        return this;
    }

    /** Another text with its values. */
    BoundSql append(BoundSql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    /** The cast keeps like against like: a bare parameter could turn the column into another type, and lose its index. */
    public BoundSql bind(Object value, String type) {
        text.append("?::").append(type);
        values.add(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        return this;
    }

    public String text() {
        return text.toString();
    }

    public List<Object> values() {
        return values;
    }

    public PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text());
        for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
        return statement;
    }

    @Override
    public String toString() {
        return text + " " + values;
    }
}
