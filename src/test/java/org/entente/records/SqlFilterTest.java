package org.entente.records;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.kernel.FilterContract;
import org.entente.kernel.FilterSamples;
import org.entente.kernel.NormalForm;
import org.entente.kernel.Row;

class SqlFilterTest extends FilterContract {
    private final SampleTable table = new SampleTable(TestDatabase.dataSource(), "filter_samples");

    @Override
    protected void load(List<Row> rows) throws SQLException {
        table.fill(rows);
    }

    @Override
    protected Set<UUID> taken(NormalForm form) throws SQLException {
        BoundSql sql = table.select().append(" where ");
        SqlFilter.append(form, FilterSamples.FIELDS, sql);
        return Set.copyOf(table.ids(sql));
    }
}
