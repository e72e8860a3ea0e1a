package org.entente.records;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

final class TestDatabase {
    static DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(System.getProperty("entente.test.jdbc"));
        return source;
    }
}
