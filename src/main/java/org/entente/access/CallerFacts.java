package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.identity.Caller;
import org.entente.policy.PolicyInput.PurposeFacts;

/** What is recorded of the caller's partner, and which of the caller's purposes the purpose tree in force knows. */
@ApplicationScoped
class CallerFacts implements FactSource {
    /** One row at least, for the partner; with purposes one of each. */
    private static final String FACTS = """
            select partner.competent, p.code, p.law_enforcement
            from (select (%s)) as partner (competent)
                 left join purpose p on p.version = (select max(version) from purpose_tree %s) and p.code = any (?)
            order by p.code
            """;

    private static final String NOW = FACTS.formatted("select competent_authority from partner where id = ?", "");
    private static final String THEN = FACTS.formatted("""
            select competent_authority from partner_version
            where partner = ? and recorded(xid) <= ? order by version desc limit 1
            """, "where recorded(xid) <= ?");

    private record Known(boolean competent, List<PurposeFacts> purposes) {}

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        gatherAll(snapshot, List.of(facts));
    }

    /** The caller is the same in all. */
    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var known = known(snapshot, all.getFirst().caller, all.getFirst().asOf);
        for (var facts : all) {
            facts.competentAuthority(known.competent);
            known.purposes.forEach(facts::add);
        }
    }

    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException {
        known(snapshot, facts.caller, null).purposes.forEach(facts::add);
    }

    private static Known known(Connection snapshot, Caller caller, Long asOf) throws SQLException {
        if (caller.partner() == null && caller.purposes().isEmpty()) {
            return new Known(false, List.of());
        }
        try (var select = snapshot.prepareStatement(asOf == null ? NOW : THEN)) {
            int parameter = 1;
            select.setString(parameter++, caller.partner());
            if (asOf != null) {
                select.setLong(parameter++, asOf);
                select.setLong(parameter++, asOf);
            }
            select.setArray(
                    parameter, snapshot.createArrayOf("text", caller.purposes().toArray()));
            try (var rows = select.executeQuery()) {
                return known(rows);
            }
        }
    }

    private static Known known(ResultSet rows) throws SQLException {
        boolean competent = false;
        var purposes = new ArrayList<PurposeFacts>();
        while (rows.next()) {
            competent = rows.getBoolean("competent");
            if (rows.getString("code") != null) {
                purposes.add(new PurposeFacts(rows.getString("code"), rows.getBoolean("law_enforcement")));
            }
        }
        return new Known(competent, purposes);
    }
}
