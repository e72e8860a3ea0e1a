package org.entente.records;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.kernel.FilterContract;
import org.entente.kernel.FilterSamples;
import org.entente.kernel.NormalForm;
import org.entente.kernel.Row;
import org.junit.jupiter.api.AfterAll;

class SqlFilterTest extends FilterContract {
    private SampleTable table;

    @Override
    protected void load(List<Row> rows) throws SQLException {
        table = new SampleTable(TestDatabase.dataSource(), "filter_samples");
        table.fill(rows);
    }

    @Override
    protected Set<UUID> taken(NormalForm form) throws SQLException {
        BoundSql sql = table.select().append(" where ");
        SqlFilter.append(form, FilterSamples.FIELDS, sql);
        return Set.copyOf(table.ids(sql));
    }

    @AfterAll
    void close() throws SQLException {
        table.close();
    }
}
