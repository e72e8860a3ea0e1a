package org.entente.kernel;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

class MemoryFilterTest extends FilterContract {
    private List<Row> rows;

    @Override
    protected void load(List<Row> rows) {
        this.rows = rows;
    }

    @Override
    protected Set<UUID> taken(NormalForm form) {
        return rows.stream()
                .filter(row -> MemoryFilter.takes(form, row.values()::get))
                .map(Row::id)
                .collect(Collectors.toSet());
    }
}
