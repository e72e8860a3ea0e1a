package org.entente.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entente.policy.PolicyInput.PurposeFacts;

/** What is recorded of the caller's partner, and which of the caller's purposes the purpose tree in force knows. */
@ApplicationScoped
class CallerFacts implements FactSource {
    private static final String COMPETENT = "select competent_authority from partner where id = ?";
    private static final String COMPETENT_THEN = """
            select competent_authority from partner_version
            where partner = ? and recorded(xid) <= ? order by version desc limit 1
            """;
    private static final String PURPOSES = """
            select code, law_enforcement from purpose
            where version = (select max(version) from purpose_tree) and code = any (?) order by code
            """;
    private static final String PURPOSES_THEN = """
            select code, law_enforcement from purpose
            where version = (select max(version) from purpose_tree where recorded(xid) <= ?) and code = any (?)
            order by code
            """;

    @Override
    public void gather(Connection snapshot, Facts facts) throws SQLException {
        facts.competentAuthority(competent(snapshot, facts));
        purposes(snapshot, facts.caller.purposes(), facts.asOf).forEach(facts::add);
    }

    /** The caller is the same in all. */
    @Override
    public void gatherAll(Connection snapshot, List<Facts> all) throws SQLException {
        var one = all.getFirst();
        boolean competent = competent(snapshot, one);
        var purposes = purposes(snapshot, one.caller.purposes(), one.asOf);
        for (var facts : all) {
            facts.competentAuthority(competent);
            purposes.forEach(facts::add);
        }
    }

    @Override
    public void gatherVisible(Connection snapshot, VisibleFacts facts) throws SQLException {
        purposes(snapshot, facts.caller.purposes(), null).forEach(facts::add);
    }

    private static boolean competent(Connection snapshot, Facts facts) throws SQLException {
        if (facts.caller.partner() == null) {
            return false;
        }
        try (var select = snapshot.prepareStatement(facts.asOf == null ? COMPETENT : COMPETENT_THEN)) {
            select.setString(1, facts.caller.partner());
            if (facts.asOf != null) {
                select.setLong(2, facts.asOf);
            }
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static List<PurposeFacts> purposes(Connection snapshot, Set<String> codes, Long asOf) throws SQLException {
        var purposes = new ArrayList<PurposeFacts>();
        if (codes.isEmpty()) {
            return purposes;
        }
        try (var select = snapshot.prepareStatement(asOf == null ? PURPOSES : PURPOSES_THEN)) {
            int parameter = 1;
            if (asOf != null) {
                select.setLong(parameter++, asOf);
            }
            select.setArray(parameter, snapshot.createArrayOf("text", codes.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    purposes.add(new PurposeFacts(rows.getString(1), rows.getBoolean(2)));
                }
            }
        }
        return purposes;
    }
}
