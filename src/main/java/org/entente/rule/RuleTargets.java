package org.entente.rule;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Where a rule's version may matter: found by the dataset, by one of its themes, or for all; by partner, or for all. So that a decision
 * reads the rules that may concern it, however many others there are.
 */
@ApplicationScoped
class RuleTargets {
    static final String ALL = "*";

    private static final String ADD = """
            insert into rule_target (owner, target, partner, rule, version)
            select ?, target, partner, ?, ? from unnest(?::text[]) target, unnest(?::text[]) partner
            on conflict do nothing
            """;

    private final AgroalDataSource database;

    RuleTargets(AgroalDataSource database) {
        this.database = database;
    }

    void add(String owner, UUID rule, int version, RuleContent content) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(ADD)) {
            insert.setString(1, owner);
            insert.setObject(2, rule);
            insert.setInt(3, version);
            insert.setArray(4, connection.createArrayOf("text", targets(content).toArray()));
            insert.setArray(
                    5, connection.createArrayOf("text", partners(content).toArray()));
            insert.executeUpdate();
        }
    }

    /** Selectors narrow each other: where datasets are named, themes need not be looked at. */
    private static List<String> targets(RuleContent content) {
        if (content.datasets() != null) {
            return content.datasets();
        }
        return content.themes() == null ? List.of(ALL) : content.themes();
    }

    private static List<String> partners(RuleContent content) {
        return content.partners() == null ? List.of(ALL) : content.partners();
    }
}
