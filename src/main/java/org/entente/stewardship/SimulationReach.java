package org.entente.stewardship;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
 * but the owner gets anything of data that is not open, whatever a rule says, so that only partners with consents matter there. Partners that
 * have no consent on a dataset and that no rule of the owner names cannot get different answers, unless one is a competent authority and the
 * other is not: one of them stands for all.
 */
@ApplicationScoped
class SimulationReach {
    private static final int MOST_DATASETS = 200;
    private static final int MOST_CASES = 50_000;
    private static final String DATASETS = """
            select d.id, d.access_level,
                   array(select distinct consumer from consent_dataset where dataset = d.id order by 1) as consumers
            from dataset d where d.id = any (?)
            """;
    private static final String PARTNERS = "select id, competent_authority from partner order by id";
    private static final String NAMED = "select distinct partner from rule_target where owner = ?";
    private static final String PURPOSES =
            "select code from purpose where version = (select max(version) from purpose_tree) order by code";

    /** @param partners that get the same answers; none for citizens */
    record Party(UUID dataset, List<String> partners, boolean withoutPurpose) {
        /** One that stands for all, null for citizens. */
        String partner() {
            return partners.isEmpty() ? null : partners.getFirst();
        }
    }

    record Reach(List<Party> parties, List<String> purposes, List<String> roles, List<Action> actions) {
        private long cases() {
            return (long) parties.size() * (purposes.size() + 1) * roles.size() * actions.size();
        }

        /** @throws HubException LIMIT_EXCEEDED as soon as there are too many decisions to compare */
        private void add(Party party) {
            parties.add(party);
            if (cases() > MOST_CASES) {
                throw HubException.limitExceeded(
                        "rule", "More than " + MOST_CASES + " decisions to compare; simulate a narrower draft");
            }
        }
    }

    /**
     * Who a draft can touch.
     *
     * @param selected by id, whether each is a competent authority
     * @param named by some rule of the owner
     */
    private record Touched(
            String owner, Map<String, Boolean> selected, Set<String> named, boolean citizens, boolean ownerToo) {}

    private final AgroalDataSource database;

    SimulationReach(AgroalDataSource database) {
        this.database = database;
    }

    Reach of(Drafted rule) throws SQLException {
        var versions =
                Stream.of(rule.draft(), rule.active()).filter(Objects::nonNull).toList();
        try (var connection = database.getConnection()) {
            var reach = new Reach(
                    new ArrayList<>(),
                    selected(versions, RuleContent::purposes, texts(connection, PURPOSES)),
                    roles(versions),
                    selected(versions, RuleContent::actions, actions()));
            addParties(connection, touched(connection, rule.owner(), versions), versions, reach);
            return reach;
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

    private static Touched touched(Connection connection, String owner, List<RuleContent> versions)
            throws SQLException {
        var selected = partners(connection);
        selected.keySet()
                .retainAll(Set.copyOf(selected(versions, RuleContent::partners, List.copyOf(selected.keySet()))));
        var named = named(connection, owner);
        versions.stream().map(RuleContent::partners).filter(Objects::nonNull).forEach(named::addAll);
        return new Touched(
                owner,
                selected,
                named,
                versions.stream().anyMatch(version -> version.partners() == null),
                versions.stream()
                        .anyMatch(version ->
                                version.partners() != null && version.partners().contains(owner)));
    }

    private static void addParties(Connection connection, Touched touched, List<RuleContent> versions, Reach reach)
            throws SQLException {
        try (var select = connection.prepareStatement(DATASETS)) {
            var ids = datasets(connection, touched.owner, versions);
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    addParties(
                            rows.getObject(1, UUID.class),
                            rows.getString(2).equals(AccessLevel.OPEN.name()),
                            Set.of((String[]) rows.getArray(3).getArray()),
                            touched,
                            reach);
                }
            }
        }
    }

    private static void addParties(UUID dataset, boolean open, Set<String> consumers, Touched touched, Reach reach) {
        var alike = new TreeMap<Boolean, List<String>>();
        touched.selected.forEach((partner, competent) -> {
            if (partner.equals(touched.owner)) {
                return;
            }
            if (consumers.contains(partner) || open && touched.named.contains(partner)) {
                reach.add(new Party(dataset, List.of(partner), open));
            } else if (open) {
                alike.computeIfAbsent(competent, any -> new ArrayList<>()).add(partner);
            }
        });
        alike.values().forEach(partners -> reach.add(new Party(dataset, partners, true)));
        if (open && touched.citizens) {
            reach.add(new Party(dataset, List.of(), true));
        }
        if (touched.ownerToo) {
            reach.add(new Party(dataset, List.of(touched.owner), true));
        }
    }

    private static Map<String, Boolean> partners(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(PARTNERS);
                var rows = select.executeQuery()) {
            var partners = new LinkedHashMap<String, Boolean>();
            while (rows.next()) {
                partners.put(rows.getString(1), rows.getBoolean(2));
            }
            return partners;
        }
    }

    private static Set<String> named(Connection connection, String owner) throws SQLException {
        try (var select = connection.prepareStatement(NAMED)) {
            select.setString(1, owner);
            try (var rows = select.executeQuery()) {
                var named = new HashSet<String>();
                while (rows.next()) {
                    named.add(rows.getString(1));
                }
                return named;
            }
        }
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
