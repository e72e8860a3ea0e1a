package org.entente.stewardship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.entente.access.AuditedCaller;
import org.entente.access.WhatIf;
import org.entente.identity.Caller;
import org.entente.policy.Action;
import org.entente.rule.RuleService.Drafted;
import org.entente.rule.SelectedDatasets;
import org.entente.stewardship.SimulationView.Direction;
import org.entente.stewardship.SimulationView.Replay;

/** What recorded answers would be with a draft in force: alike questions are asked once, the most frequent ones. */
@ApplicationScoped
class SimulatedReplay {
    private static final int MOST = 1_000;
    private static final int MOST_DATASETS = 200;
    private static final String ANSWERS = """
            select dataset, action, partner, purpose, subject is null as citizen, justification is not null as justified,
                   case when detail -> 'roles' is not null
                        then jsonb_build_object('roles', detail -> 'roles', 'purposes', detail -> 'purposes') end as detail,
                   count(*) as answers, sum(count(*)) over () as total
            from audit_event
            where dataset = any (?) and kind = 'READ' and at >= ? and action <> 'DISCOVER' and row_count is not null
            group by 1, 2, 3, 4, 5, 6, 7
            order by answers desc
            limit %d
            """.formatted(MOST);

    private record Asked(UUID dataset, Action action, Caller caller, long answers, long total) {}

    private final AgroalDataSource database;
    private final SimulatedChanges changes;
    private final WhatIf whatIf;
    private final ObjectMapper json;

    SimulatedReplay(AgroalDataSource database, SimulatedChanges changes, WhatIf whatIf, ObjectMapper json) {
        this.database = database;
        this.changes = changes;
        this.whatIf = whatIf;
        this.json = json;
    }

    Replay of(Drafted rule, Instant at, int days, Simulation simulation, Deadline deadline) throws SQLException {
        var asked = asked(rule, at.minus(Duration.ofDays(days)), deadline);
        var counter = changes.counter(deadline);
        var tally = new Tally(asked.isEmpty() ? 0 : asked.getFirst().total);
        for (var one : asked) {
            deadline.check();
            var facts = whatIf.facts(one.caller, one.action, one.dataset, null, at);
            var compared = simulation.compare(rule, facts, one.dataset);
            tally.count(compared, compared.differs() ? direction(compared, counter) : Direction.TERMS, one.answers);
        }
        return tally.replay(days);
    }

    private static Direction direction(Compared compared, SimulatedChanges.Counter counter) throws SQLException {
        return SimulatedChanges.direction(compared, counter.effect(compared));
    }

    private static final class Tally {
        private final long all;
        private long refused;
        private long narrowed;
        private long widened;
        private long refusedAlready;
        private long notReplayed;

        /** @param all answers, replayed or not */
        Tally(long all) {
            this.all = all;
            this.notReplayed = all;
        }

        void count(Compared compared, Direction direction, long answers) {
            notReplayed -= answers;
            if (!compared.before().permits() && !compared.after().permits()) {
                refusedAlready += answers;
            } else if (!compared.after().permits()) {
                refused += answers;
            } else {
                switch (direction) {
                    case LOSS, BOTH -> narrowed += answers;
                    case GAIN -> widened += answers;
                    case TERMS -> {}
                }
            }
        }

        Replay replay(int days) {
            return new Replay(days, all, refused, narrowed, widened, refusedAlready, notReplayed);
        }
    }

    private List<Asked> asked(Drafted rule, Instant since, Deadline deadline) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(ANSWERS)) {
            select.setQueryTimeout(deadline.statementSeconds());
            select.setArray(
                    1,
                    connection.createArrayOf("uuid", datasets(connection, rule).toArray()));
            select.setObject(2, since.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                var asked = new ArrayList<Asked>();
                while (rows.next()) {
                    asked.add(asked(rows));
                }
                return asked;
            }
        }
    }

    private static Set<UUID> datasets(Connection connection, Drafted rule) throws SQLException {
        var datasets = new LinkedHashSet<>(SelectedDatasets.ids(connection, rule.owner(), rule.draft(), MOST_DATASETS));
        if (rule.active() != null) {
            datasets.addAll(SelectedDatasets.ids(connection, rule.owner(), rule.active(), MOST_DATASETS));
        }
        return datasets;
    }

    private Asked asked(ResultSet row) throws SQLException {
        return new Asked(
                row.getObject("dataset", UUID.class),
                Action.valueOf(row.getString("action")),
                caller(row),
                row.getLong("answers"),
                row.getLong("total"));
    }

    private Caller caller(ResultSet row) throws SQLException {
        try {
            var detail = row.getString("detail");
            return AuditedCaller.of(
                    row.getBoolean("citizen") ? null : "anyone",
                    row.getString("partner"),
                    row.getString("purpose"),
                    row.getBoolean("justified") ? "recorded" : null,
                    detail == null ? null : json.readTree(detail));
        } catch (JsonProcessingException e) {
            throw new SQLException("an audit event's detail is not JSON", e);
        }
    }
}
