package org.entente.rule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.identity.Role;
import org.entente.rule.RuleApi.RuleConnection;
import org.entente.rule.RuleApi.RuleEdge;

/** The rules of the caller's partner, or all of them for the auditor, by id. */
@ApplicationScoped
class RulePages {
    private static final UUID FIRST = new UUID(0, 0);

    private final RuleStore rules;
    private final RequestCursors cursors;

    RulePages(RuleStore rules, RequestCursors cursors) {
        this.rules = rules;
        this.cursors = cursors;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    RuleConnection of(Request request, int first, String cursor) throws SQLException {
        var caller = request.caller();
        var owner = caller.has(Role.AUDITOR) ? null : caller.requirePartner();
        var query = cursors.of(caller, "rules");
        var after = query.open(cursor).map(UUID::fromString).orElse(FIRST);
        var page = query.page(
                rules.page(owner, after, first + 1), first, rule -> rule.id().toString());
        return new RuleConnection(
                page.edges((edge, rule) -> new RuleEdge(edge.get(), RuleView.of(rule, request.language()))),
                page.info());
    }
}
