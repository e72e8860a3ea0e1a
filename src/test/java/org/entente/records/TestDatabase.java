package org.entente.records;

import java.util.Map;
import javax.sql.DataSource;
import org.entente.local.LocalStackResource;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL server of this test run, without the hub. */
final class TestDatabase {
    private TestDatabase() {}

    static DataSource dataSource() {
        Map<String, String> stack = new LocalStackResource().start();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(stack.get("quarkus.datasource.jdbc.url"));
        source.setUser(stack.get("quarkus.datasource.username"));
        source.setPassword(stack.get("quarkus.datasource.password"));
        return source;
    }
}
