package org.entente.stewardship;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.entente.rule.RuleContent;
import org.entente.rule.SelectedDatasets;

/** What the store knows of those whom a draft can touch. */
record ReachFacts(Connection connection) {
    private static final int MOST_DATASETS = 200;
    private static final String DATASETS = """
            select d.id, d.access_level,
                   array(select distinct consumer from consent_dataset where dataset = d.id order by 1) as consumers
            from dataset d where d.id = any (?)
            """;
    private static final String PARTNERS = "select id, competent_authority from partner order by id";
    private static final String NAMED = "select distinct partner from rule_target where owner = ?";
    private static final String PURPOSES =
            "select code from purpose where version = (select max(version) from purpose_tree) order by code";

    /** @param consumers partners with consents on it */
    record Selected(UUID id, boolean open, Set<String> consumers) {}

    /** By id, whether each is a competent authority. */
    Map<String, Boolean> partners() throws SQLException {
        var partners = new LinkedHashMap<String, Boolean>();
        for (var partner : read(PARTNERS, select -> {}, row -> Map.entry(row.getString(1), row.getBoolean(2)))) {
            partners.put(partner.getKey(), partner.getValue());
        }
        return partners;
    }

    /** Partners that some rule of the owner names. */
    List<String> named(String owner) throws SQLException {
        return read(NAMED, select -> select.setString(1, owner), row -> row.getString(1));
    }

    List<String> purposes() throws SQLException {
        return read(PURPOSES, select -> {}, row -> row.getString(1));
    }

    /** @throws HubException LIMIT_EXCEEDED when these select too many */
    List<Selected> datasets(String owner, List<RuleContent> versions) throws SQLException {
        var ids = new TreeSet<UUID>();
        for (var version : versions) {
            ids.addAll(SelectedDatasets.ids(connection, owner, version, MOST_DATASETS + 1));
        }
        if (ids.size() > MOST_DATASETS) {
            throw HubException.limitExceeded(
                    "rule", "The rule touches more than " + MOST_DATASETS + " datasets; simulate a narrower draft");
        }
        return read(
                DATASETS,
                select -> select.setArray(1, connection.createArrayOf("uuid", ids.toArray())),
                row -> new Selected(
                        row.getObject(1, UUID.class),
                        row.getString(2).equals(AccessLevel.OPEN.name()),
                        Set.of((String[]) row.getArray(3).getArray())));
    }

    private interface Bind {
        void to(PreparedStatement select) throws SQLException;
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Bind parameters, Read<T> each) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            parameters.to(select);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(each.from(rows));
                }
                return found;
            }
        }
    }
}
