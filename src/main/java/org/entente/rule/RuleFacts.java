package org.entente.rule;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;

/**
 * The rules that a decision must know of: those of the dataset's owner in force that may concern this dataset and this caller's partner,
 * ended ones too, so that an explanation can say what ended. The cost grows with these alone.
 */
@ApplicationScoped
@Priority(FactSource.AFTER_CATALOGUE)
class RuleFacts implements FactSource {
    /** Targets are looked up one by one ({@code offset 0}), so that the cost does not grow with other owners' rules. */
    private static final String RULES = """
            select t.owner, t.target, t.rule, t.version, v.content
            from unnest(?::text[], ?::text[]) as wanted (owner, target) cross join lateral (
                     select * from rule_target r
                     where r.owner = wanted.owner and r.target = wanted.target and r.partner = any (?) offset 0) t
                 join rule_step s on s.rule = t.rule and s.version = t.version and %s
                 join rule_version v on v.rule = t.rule and v.version = t.version
            """;

    private static final String NOW = RULES.formatted("s.superseded_at is null");
    private static final String THEN =
            RULES.formatted("s.step = (select max(step) from rule_step where rule = t.rule and recorded(xid) <= ?)");

    private record Target(String owner, String target) {}

    private record Found(String id, int version, RuleContent content) {}

    private final RuleStore rules;

    RuleFacts(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        gatherAll(snapshot, List.of(facts));
    }

    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var found = find(snapshot, all);
        for (var facts : all) {
            var concerning = new TreeMap<String, Found>();
            targets(facts)
                    .flatMap(target -> found.getOrDefault(target, List.of()).stream())
                    .forEach(rule -> concerning.put(rule.id, rule));
            concerning
                    .values()
                    .forEach(rule -> facts.add(rule.content.facts(rule.id, rule.version, facts.now, facts.about())));
        }
    }

    private static Stream<Target> targets(Facts facts) {
        var about = facts.about();
        return Stream.concat(Stream.of(RuleTargets.ALL, facts.dataset.toString()), about.themes().stream())
                .map(target -> new Target(about.owner(), target));
    }

    private Map<Target, List<Found>> find(Connection snapshot, List<Facts> all) throws SQLException {
        Set<Target> wanted =
                all.stream().flatMap(RuleFacts::targets).collect(Collectors.toCollection(LinkedHashSet::new));
        var found = new HashMap<Target, List<Found>>();
        try (var select = snapshot.prepareStatement(all.getFirst().asOf == null ? NOW : THEN)) {
            bind(select, wanted, all.getFirst());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(new Target(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                            .add(new Found(rows.getString(3), rows.getInt(4), rules.content(rows.getString(5))));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement select, Set<Target> wanted, Facts facts) throws SQLException {
        var connection = select.getConnection();
        var owners = wanted.stream().map(Target::owner).toArray();
        var targets = wanted.stream().map(Target::target).toArray();
        var partners = Stream.of(RuleTargets.ALL, facts.caller.partner()).filter(partner -> partner != null);
        select.setArray(1, connection.createArrayOf("text", owners));
        select.setArray(2, connection.createArrayOf("text", targets));
        select.setArray(3, connection.createArrayOf("text", partners.toArray()));
        if (facts.asOf != null) {
            select.setLong(4, facts.asOf);
        }
    }

    /** Whether a dataset exists is no rule's matter. */
    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) {}
}
