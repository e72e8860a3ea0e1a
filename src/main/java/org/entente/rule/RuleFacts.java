package org.entente.rule;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.entente.access.FactSource;
import org.entente.access.Facts;
import org.entente.access.VisibleFacts;
import org.entente.policy.PolicyInput;

/**
 * The rules that a decision must know of: those of the dataset's owner in force that may concern this dataset and this caller's partner,
 * ended ones too, so that an explanation can say what ended. The cost grows with these alone.
 */
@ApplicationScoped
@Priority(FactSource.AFTER_CATALOGUE)
class RuleFacts implements FactSource {
    private static final String NOW = """
            select distinct on (t.rule) t.rule, t.version, v.content
            from rule_target t
                 join rule_step s on s.rule = t.rule and s.version = t.version and s.superseded_at is null
                 join rule_version v on v.rule = t.rule and v.version = t.version
            where t.owner = ? and t.target = any (?) and t.partner = any (?)
            order by t.rule
            """;
    private static final String THEN = """
            select distinct on (t.rule) t.rule, t.version, v.content
            from rule_target t
                 join rule_step s on s.rule = t.rule and s.version = t.version
                      and s.step = (select max(step) from rule_step where rule = t.rule and recorded(xid) <= ?)
                 join rule_version v on v.rule = t.rule and v.version = t.version
            where t.owner = ? and t.target = any (?) and t.partner = any (?)
            order by t.rule
            """;

    private final RuleStore rules;

    RuleFacts(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        try (var select = snapshot.prepareStatement(facts.asOf == null ? NOW : THEN)) {
            bind(select, facts);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(rule(rows, facts));
                }
            }
        }
    }

    private static void bind(PreparedStatement select, Facts facts) throws SQLException {
        int next = 1;
        if (facts.asOf != null) {
            select.setLong(next++, facts.asOf);
        }
        var targets =
                Stream.concat(Stream.of(RuleTargets.ALL, facts.dataset.toString()), facts.about().themes().stream());
        var partners = Stream.of(RuleTargets.ALL, facts.caller.partner()).filter(partner -> partner != null);
        var connection = select.getConnection();
        select.setString(next++, facts.about().owner());
        select.setArray(next++, connection.createArrayOf("text", targets.toArray()));
        select.setArray(next, connection.createArrayOf("text", partners.toArray()));
    }

    private PolicyInput.RuleFacts rule(ResultSet row, Facts facts) throws SQLException {
        return rules.content(row.getString("content"))
                .facts(row.getString("rule"), row.getInt("version"), facts.now, facts.about());
    }

    /** Whether a dataset exists is no rule's matter. */
    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) {}
}
