package org.entente.records;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.entente.local.LocalStackResource;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL server of this test run, without the hub and outside of the hub's own schema, which is the hub's to make. */
final class TestDatabase {
    private static final String SCHEMA = "samples";

    private TestDatabase() {}

    static DataSource dataSource() throws SQLException {
        Map<String, String> stack = new LocalStackResource().start();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(stack.get("quarkus.datasource.jdbc.url"));
        source.setUser(stack.get("quarkus.datasource.username"));
        source.setPassword(stack.get("quarkus.datasource.password"));
        source.setCurrentSchema(SCHEMA);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + SCHEMA);
        }
        return source;
    }
}
