package org.entente.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.access.RequestCursors;
import org.entente.catalogue.DatasetSearch.Answer;
import org.entente.catalogue.DatasetSearch.DatasetFilter;
import org.entente.catalogue.DatasetSearch.DatasetOrder;
import org.entente.catalogue.DatasetSearch.Query;
import org.entente.identity.Caller;
import org.entente.index.IndexParts;
import org.entente.index.Projection;
import org.entente.kernel.Filter;
import org.entente.kernel.SealedCursor;
import org.entente.policy.AccessLevel;

/** Datasets in a real database and a real index, and the search over them. */
final class SearchCatalogue implements AutoCloseable {
    static final Filter ANYONE = new Filter.In("accessLevel", List.of("OPEN", "DISCOVERABLE"));
    private static final SealedCursor SEALED =
            new SealedCursor("a secret for tests of 32 bytes..".getBytes(StandardCharsets.UTF_8));

    final IndexParts parts;
    private DatasetFinder finder;

    SearchCatalogue() throws SQLException, IOException {
        this(IndexParts.on(SearchCatalogue::index));
    }

    SearchCatalogue(IndexParts parts) throws SQLException, IOException {
        this.parts = parts;
        parts.execute(
                "insert into partner (id, names) values ('ville', '{\"fr\": \"Ville\"}'), ('aphm', '{\"fr\": \"Hôpital\"}')");
        forgetWeights();
    }

    static Projection index(AgroalDataSource database, ObjectMapper json) {
        return new DatasetIndex(new DatasetRows(database, json));
    }

    /** A replica that has cached nothing. */
    void forgetWeights() {
        finder = new DatasetFinder(
                parts.freshness(),
                parts.searches,
                new WordWeights(parts.searches),
                new RequestCursors(SEALED),
                parts.json);
    }

    static Caller agent(String partner) {
        return new Caller("agent-" + partner, "agent-" + partner, partner, Set.of(), Set.of(), null, null);
    }

    static DatasetDraft draft(String title, String description, List<String> themes, String format) {
        return new DatasetDraft(
                title,
                Map.of("fr", title),
                Map.of("fr", description),
                List.of(),
                new TreeSet<>(themes),
                "Ville de Port-Lazare",
                "ODbL",
                null,
                null,
                null,
                null,
                null,
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(new Distribution(null, null, null, format, null, null)));
    }

    UUID add(AccessLevel level, String owner, String title, String description) throws SQLException, IOException {
        return add(level, owner, draft(title, description, List.of("ENVI"), "CSV"));
    }

    UUID add(AccessLevel level, String owner, DatasetDraft draft) throws SQLException, IOException {
        var id = UUID.randomUUID();
        add(id, level, owner, draft);
        return id;
    }

    /** In the database and the outbox; delivered by {@link IndexParts#deliver()} or the loop. */
    void add(UUID id, AccessLevel level, String owner, DatasetDraft draft) throws SQLException, IOException {
        parts.execute("""
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                values (?, ?, ?, 'NONE', ?::jsonb, '', 1, '2026-01-01T00:00:00Z')""", id, owner, level.name(), parts.json.writeValueAsString(draft));
        parts.outbox(List.of(id), false);
    }

    void rename(UUID id, String title) throws SQLException, IOException {
        parts.execute(
                "update dataset set draft = ?::jsonb, version = version + 1 where id = ?",
                parts.json.writeValueAsString(draft(title, title, List.of(), "CSV")),
                id);
        parts.outbox(List.of(id), false);
    }

    void archive(UUID id) throws SQLException {
        parts.execute("update dataset set archived_at = now(), version = version + 1 where id = ?", id);
        parts.outbox(List.of(id), true);
    }

    /** Id to version of what an index must hold. */
    Map<UUID, Long> stored(boolean hidden) throws SQLException {
        var stored = new HashMap<UUID, Long>();
        try (var connection = parts.database.getConnection();
                var select = connection.prepareStatement("""
                        select id, version from dataset
                        where archived_at is null and (access_level = 'HIDDEN') = ?""")) {
            select.setBoolean(1, hidden);
            var rows = select.executeQuery();
            while (rows.next()) {
                stored.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return stored;
    }

    /** Fails with the difference when the index does not hold exactly what the database has, in the same versions. */
    void requireAgreement() throws SQLException, IOException {
        assertThat(parts.indexed(DatasetIndex.PUBLIC)).isEqualTo(stored(false));
        assertThat(parts.indexed(DatasetIndex.HIDDEN)).isEqualTo(stored(true));
    }

    void setLevel(UUID id, AccessLevel level) throws SQLException {
        parts.execute("update dataset set access_level = ?, version = version + 1 where id = ?", level.name(), id);
        parts.outbox(List.of(id), true);
    }

    Answer citizen(String text) {
        return search(Caller.CITIZEN, ANYONE, query(text));
    }

    static Query query(String text) {
        return new Query(text, DatasetFilter.ANY, DatasetOrder.RELEVANCE, 20, null);
    }

    Answer search(Caller caller, Filter visible, Query query) {
        return finder.search(caller, visible, query);
    }

    List<UUID> ids(Answer answer) {
        return answer.hits().stream().map(DatasetSearch.Hit::id).toList();
    }

    /** All that an answer says, with what its cursors hold: sealing is random by itself. */
    String told(Answer answer) {
        return Arrays.asList(
                        answer.hits(),
                        answer.facets(),
                        answer.totalCount(),
                        answer.page().info().hasNextPage())
                .toString();
    }

    @Override
    public void close() throws Exception {
        parts.close();
    }
}
