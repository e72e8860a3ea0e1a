package org.entente.catalogue;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.NormalForm;

/**
 * The datasets that a caller may know of in the order of their ids, straight from the system of record. Ids never change, so that who reads page
 * after page misses no dataset for being changed meanwhile.
 */
@ApplicationScoped
class VisibleIds {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int READ_AT_ONCE = 1_000;
    private static final String NEXT = """
            select id, owner, access_level from dataset
            where archived_at is null and id > ? and (access_level <> 'HIDDEN' or not ?) order by id limit ?
            """;

    private final AgroalDataSource database;

    VisibleIds(AgroalDataSource database) {
        this.database = database;
    }

    /** @param after null for the first ones */
    List<UUID> next(NormalForm visible, UUID after, int most) throws SQLException {
        var taken = new ArrayList<UUID>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(NEXT)) {
            select.setBoolean(2, VisibleDatasets.sparesHidden(visible.root()));
            select.setInt(3, READ_AT_ONCE);
            var last = after == null ? BEFORE_ALL : after;
            while (last != null && taken.size() < most) {
                select.setObject(1, last);
                try (var rows = select.executeQuery()) {
                    last = take(rows, visible, taken);
                }
            }
        }
        return taken.subList(0, Math.min(most, taken.size()));
    }

    /** The last one read, null where there are no more. */
    private static UUID take(ResultSet rows, NormalForm visible, List<UUID> taken) throws SQLException {
        UUID last = null;
        int read = 0;
        for (; rows.next(); read++) {
            last = rows.getObject(1, UUID.class);
            if (VisibleDatasets.takes(visible, last, rows.getString(2), rows.getString(3))) {
                taken.add(last);
            }
        }
        return read < READ_AT_ONCE ? null : last;
    }
}
