package org.entente.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.entente.policy.AccessLevel;

/** What the index reads of datasets, straight from the table: it runs outside of requests and their persistence contexts. */
@ApplicationScoped
class DatasetRows {
    /** @param archived whether it is kept for its history alone */
    record Row(
            UUID id,
            String owner,
            AccessLevel accessLevel,
            DatasetDraft draft,
            long version,
            Instant recordedAt,
            boolean archived) {}

    private final AgroalDataSource database;
    private final ObjectMapper json;

    DatasetRows(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Row> read(Collection<UUID> ids) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("""
                        select id, owner, access_level, draft, version, recorded_at, archived_at
                        from dataset where id = any (?)""")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var found = select.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        }
    }

    private Row row(ResultSet found) throws SQLException {
        return new Row(
                found.getObject(1, UUID.class),
                found.getString(2),
                AccessLevel.valueOf(found.getString(3)),
                draft(found.getString(4)),
                found.getLong(5),
                found.getObject(6, OffsetDateTime.class).toInstant(),
                found.getObject(7) != null);
    }

    private DatasetDraft draft(String text) {
        try {
            return json.readValue(text, DatasetDraft.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored draft is not readable", e);
        }
    }

    /** All that are not archived, in one snapshot: one statement whose rows are fetched page by page. */
    void forEachPage(int size, Consumer<List<UUID>> page) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                pages(connection, size, page);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void pages(Connection connection, int size, Consumer<List<UUID>> page) throws SQLException {
        try (var select = connection.prepareStatement("select id from dataset where archived_at is null")) {
            select.setFetchSize(size);
            try (var found = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (found.next()) {
                    ids.add(found.getObject(1, UUID.class));
                    if (ids.size() == size) {
                        page.accept(List.copyOf(ids));
                        ids.clear();
                    }
                }
                if (!ids.isEmpty()) {
                    page.accept(ids);
                }
            }
        }
    }
}
