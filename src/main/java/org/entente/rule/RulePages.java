package org.entente.rule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;
import org.entente.access.Request;
import org.entente.access.RequestCursors;
import org.entente.identity.Role;
import org.entente.kernel.PageInfo;
import org.entente.rule.RuleApi.RuleConnection;
import org.entente.rule.RuleApi.RuleEdge;

/** The rules of the caller's partner, or all of them for the auditor, by id. */
@ApplicationScoped
class RulePages {
    private static final UUID FIRST = new UUID(0, 0);
    private static final String QUERY = "rules";

    private final RuleStore rules;
    private final RequestCursors cursors;

    RulePages(RuleStore rules, RequestCursors cursors) {
        this.rules = rules;
        this.cursors = cursors;
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    RuleConnection of(Request request, int first, String after) throws SQLException {
        var caller = request.caller();
        var owner = caller.has(Role.AUDITOR) ? null : caller.requirePartner();
        var position = after == null ? FIRST : UUID.fromString(cursors.open(request, QUERY, after));
        var page = rules.page(owner, position, first + 1);
        var edges = page.stream()
                .limit(first)
                .map(rule -> new RuleEdge(
                        cursors.seal(request, QUERY, rule.id().toString()), RuleView.of(rule, request.language())))
                .toList();
        return new RuleConnection(
                edges,
                new PageInfo(
                        page.size() > first,
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }
}
