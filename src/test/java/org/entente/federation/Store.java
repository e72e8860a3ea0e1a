package org.entente.federation;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What lies in the tables, read past all of the hub's code. */
@ApplicationScoped
public class Store {
    private final AgroalDataSource database;

    Store(AgroalDataSource database) {
        this.database = database;
    }

    /** The first column of each row. */
    public List<String> texts(String sql, String... parameters) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (var found = select.executeQuery()) {
                var texts = new ArrayList<String>();
                while (found.next()) {
                    texts.add(found.getString(1));
                }
                return texts;
            }
        }
    }

    /** Of the one row. */
    public String text(String sql, String... parameters) throws SQLException {
        var texts = texts(sql, parameters);
        if (texts.size() != 1) {
            throw new AssertionError(texts.size() + " rows: " + sql);
        }
        return texts.getFirst();
    }

    public long number(String sql, String... parameters) throws SQLException {
        return Long.parseLong(text(sql, parameters));
    }
}
