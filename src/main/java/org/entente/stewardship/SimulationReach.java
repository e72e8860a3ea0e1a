package org.entente.stewardship;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.entente.identity.Role;
import org.entente.policy.Action;
import org.entente.rule.RuleContent;
import org.entente.rule.RuleService.Drafted;
import org.entente.stewardship.Reach.Party;

/**
 * All that putting a draft in force can touch: what it selects, and what the version selects that it takes the place of. Without any consent nobody
 * but the owner gets anything of data that is not open, whatever a rule says, so that only partners with consents matter there. Partners that
 * have no consent on a dataset and that no rule of the owner names cannot get different answers, unless one is a competent authority and the
 * other is not: one of them stands for all.
 */
@ApplicationScoped
class SimulationReach {
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
            var facts = new ReachFacts(connection);
            var reach = new Reach(
                    selected(versions, RuleContent::purposes, facts.purposes()),
                    roles(versions),
                    selected(versions, RuleContent::actions, actions()));
            var touched = touched(facts, rule.owner(), versions);
            facts.datasets(rule.owner(), versions).forEach(dataset -> addParties(dataset, touched, reach));
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

    private static Touched touched(ReachFacts facts, String owner, List<RuleContent> versions) throws SQLException {
        var selected = facts.partners();
        selected.keySet()
                .retainAll(Set.copyOf(selected(versions, RuleContent::partners, List.copyOf(selected.keySet()))));
        var named = new HashSet<>(facts.named(owner));
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

    private static void addParties(ReachFacts.Selected dataset, Touched touched, Reach reach) {
        boolean open = dataset.open();
        var alike = new TreeMap<Boolean, List<String>>();
        touched.selected.forEach((partner, competent) -> {
            if (partner.equals(touched.owner)) {
                return;
            }
            if (dataset.consumers().contains(partner) || open && touched.named.contains(partner)) {
                reach.add(new Party(dataset.id(), List.of(partner), open));
            } else if (open) {
                alike.computeIfAbsent(competent, any -> new ArrayList<>()).add(partner);
            }
        });
        alike.values().forEach(partners -> reach.add(new Party(dataset.id(), partners, true)));
        if (open && touched.citizens) {
            reach.add(new Party(dataset.id(), List.of(), true));
        }
        if (touched.ownerToo) {
            reach.add(new Party(dataset.id(), List.of(touched.owner), true));
        }
    }
}
