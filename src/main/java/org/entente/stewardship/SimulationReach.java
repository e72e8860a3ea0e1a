package org.entente.stewardship;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.entente.identity.Role;
import org.entente.kernel.HubException;
import org.entente.policy.AccessLevel;
import org.entente.policy.Action;
import org.entente.rule.RuleContent;
import org.entente.rule.RuleService.Drafted;
import org.entente.rule.SelectedDatasets;

/**
 * All that putting a draft in force can touch: what it selects, and what the version selects that it takes the place of. Without any consent nobody
 * but the owner gets anything of data that is not open, whatever a rule says, so that only partners with consents matter there.
 */
@ApplicationScoped
class SimulationReach {
    private static final int MOST_DATASETS = 200;
    private static final String DATASETS = """
            select d.id, d.access_level,
                   array(select distinct consumer from consent_dataset where dataset = d.id order by 1) as consumers
            from dataset d where d.id = any (?)
            """;
    private static final String PARTNERS = "select id from partner order by id limit 10000";
    private static final String PURPOSES =
            "select code from purpose where version = (select max(version) from purpose_tree) order by code";

    /** @param partner null for citizens */
    record Party(UUID dataset, String partner, boolean withoutPurpose) {}

    record Reach(List<Party> parties, List<String> purposes, List<String> roles, List<Action> actions) {
        int cases() {
            return parties.size() * (purposes.size() + 1) * Math.max(1, roles.size()) * actions.size();
        }
    }

    private final AgroalDataSource database;

    SimulationReach(AgroalDataSource database) {
        this.database = database;
    }

    Reach of(Drafted rule) throws SQLException {
        var versions =
                Stream.of(rule.draft(), rule.active()).filter(Objects::nonNull).toList();
        try (var connection = database.getConnection()) {
            return new Reach(
                    parties(connection, rule.owner(), versions),
                    selected(versions, RuleContent::purposes, texts(connection, PURPOSES)),
                    roles(versions),
                    selected(versions, RuleContent::actions, actions()));
        }
    }

    private static List<Action> actions() {
        return Arrays.stream(Action.values())
                .filter(action -> action != Action.DISCOVER)
                .toList();
    }

    /** All where one version selects all. */
    private static <T> List<T> selected(
            List<RuleContent> versions, Function<RuleContent, List<T>> selector, List<T> all) {
        if (versions.stream().anyMatch(version -> selector.apply(version) == null)) {
            return all;
        }
        return versions.stream()
                .flatMap(version -> selector.apply(version).stream())
                .distinct()
                .toList();
    }

    /** Which role a caller has matters only to rules that ask for one. */
    private static List<String> roles(List<RuleContent> versions) {
        return versions.stream().allMatch(version -> version.roles() == null)
                ? List.of(Role.PARTNER_AGENT)
                : List.of(Role.PARTNER_AGENT, Role.DATA_STEWARD);
    }

    private static List<Party> parties(Connection connection, String owner, List<RuleContent> versions)
            throws SQLException {
        var everyone = texts(connection, PARTNERS);
        var named = selected(versions, RuleContent::partners, everyone);
        boolean all = versions.stream().anyMatch(version -> version.partners() == null);
        boolean ownerToo = versions.stream()
                .anyMatch(version ->
                        version.partners() != null && version.partners().contains(owner));
        var parties = new ArrayList<Party>();
        try (var select = connection.prepareStatement(DATASETS)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", datasets(connection, owner, versions).toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var dataset = rows.getObject(1, UUID.class);
                    boolean open = rows.getString(2).equals(AccessLevel.OPEN.name());
                    var candidates = open
                            ? everyone
                            : List.of((String[]) rows.getArray(3).getArray());
                    candidates.stream()
                            .filter(partner -> named.contains(partner) && !partner.equals(owner))
                            .forEach(partner -> parties.add(new Party(dataset, partner, open)));
                    if (open && all) {
                        parties.add(new Party(dataset, null, true));
                    }
                    if (ownerToo) {
                        parties.add(new Party(dataset, owner, true));
                    }
                }
            }
        }
        return parties;
    }

    private static Collection<UUID> datasets(Connection connection, String owner, List<RuleContent> versions)
            throws SQLException {
        Set<UUID> ids = new TreeSet<>();
        for (var version : versions) {
            ids.addAll(SelectedDatasets.ids(connection, owner, version, MOST_DATASETS + 1));
        }
        if (ids.size() > MOST_DATASETS) {
            throw HubException.limitExceeded(
                    "rule", "The rule touches more than " + MOST_DATASETS + " datasets; simulate a narrower draft");
        }
        return ids;
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
