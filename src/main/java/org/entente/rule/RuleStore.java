package org.entente.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.entente.rule.Rule.Step;
import org.entente.rule.Rule.Version;

/** Rules in the database, in the running transaction. */
@ApplicationScoped
class RuleStore {
    private static final String VERSIONS = """
            select rule, version, content, drafted_by, drafted_by_name, recorded_at from rule_version
            where rule = any (?) order by rule, version
            """;
    private static final String STEPS = """
            select rule, step, version, below, taken_by, recorded_at from rule_step where rule = any (?) order by rule, step
            """;
    private static final String PAGE = """
            select id, owner from rule where (?::text is null or owner = ?::text) and id > ? order by id limit ?
            """;
    private static final String ADD_VERSION = """
            insert into rule_version (rule, version, content, drafted_by, drafted_by_name, recorded_at)
            values (?, ?, ?::jsonb, ?, ?, ?)
            """;
    private static final String ADD_STEP = """
            insert into rule_step (rule, step, version, below, taken_by, recorded_at) values (?, ?, ?, ?, ?, ?)
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;

    RuleStore(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Optional<Rule> find(UUID id) throws SQLException {
        return one("select id, owner from rule where id = ?", id);
    }

    /** To be changed in this transaction: a second change waits, then sees the first. */
    Optional<Rule> lock(UUID id) throws SQLException {
        return one("select id, owner from rule where id = ? for update", id);
    }

    private Optional<Rule> one(String sql, UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            Map<UUID, String> owners;
            try (var rows = select.executeQuery()) {
                owners = owners(rows);
            }
            return rules(connection, owners).stream().findFirst();
        }
    }

    /** By id, a page after one; all owners' where none is given. */
    List<Rule> page(String owner, UUID after, int first) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PAGE)) {
            select.setString(1, owner);
            select.setString(2, owner);
            select.setObject(3, after);
            select.setInt(4, first);
            Map<UUID, String> owners;
            try (var rows = select.executeQuery()) {
                owners = owners(rows);
            }
            return rules(connection, owners);
        }
    }

    private static Map<UUID, String> owners(ResultSet rows) throws SQLException {
        var owners = new LinkedHashMap<UUID, String>();
        while (rows.next()) {
            owners.put(rows.getObject(1, UUID.class), rows.getString(2));
        }
        return owners;
    }

    private List<Rule> rules(Connection connection, Map<UUID, String> owners) throws SQLException {
        var rules = new ArrayList<Rule>();
        owners.forEach((id, owner) -> rules.add(new Rule(id, owner, new ArrayList<>(), new ArrayList<>())));
        var byId = new LinkedHashMap<UUID, Rule>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        each(
                connection,
                VERSIONS,
                owners.keySet(),
                row -> byId.get(row.getObject("rule", UUID.class)).versions().add(version(row)));
        each(
                connection,
                STEPS,
                owners.keySet(),
                row -> byId.get(row.getObject("rule", UUID.class)).steps().add(step(row)));
        return rules;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Collection<UUID> ids, RowReader reader)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("version"),
                content(row.getString("content")),
                row.getString("drafted_by"),
                row.getString("drafted_by_name"),
                instant(row));
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getInt("step"),
                row.getObject("version", Integer.class),
                row.getObject("below", Integer.class),
                row.getString("taken_by"),
                instant(row));
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("recorded_at", OffsetDateTime.class).toInstant();
    }

    RuleContent content(String text) throws SQLException {
        try {
            return json.readValue(text, RuleContent.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored rule is not readable", e);
        }
    }

    void create(UUID id, String owner) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into rule (id, owner) values (?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, owner);
            insert.executeUpdate();
        }
    }

    void add(UUID rule, Version version) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(ADD_VERSION)) {
            insert.setObject(1, rule);
            insert.setInt(2, version.version());
            insert.setString(3, json.valueToTree(version.content()).toString());
            insert.setString(4, version.draftedBy());
            insert.setString(5, version.draftedByName());
            insert.setObject(6, version.recordedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Closes the step before. */
    void add(UUID rule, Step step) throws SQLException {
        try (var connection = database.getConnection();
                var close = connection.prepareStatement(
                        "update rule_step set superseded_at = ? where rule = ? and superseded_at is null");
                var insert = connection.prepareStatement(ADD_STEP)) {
            var at = step.recordedAt().atOffset(ZoneOffset.UTC);
            close.setObject(1, at);
            close.setObject(2, rule);
            close.executeUpdate();
            insert.setObject(1, rule);
            insert.setInt(2, step.step());
            insert.setObject(3, step.version(), Types.INTEGER);
            insert.setObject(4, step.below(), Types.INTEGER);
            insert.setString(5, step.takenBy());
            insert.setObject(6, at);
            insert.executeUpdate();
        }
    }
}
