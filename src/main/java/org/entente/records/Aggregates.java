package org.entente.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.access.Access;
import org.entente.access.Decided;
import org.entente.access.FilterArgument;
import org.entente.access.Request;
import org.entente.kernel.CancelledStatement;
import org.entente.kernel.HubException;
import org.entente.kernel.WholeLists;
import org.entente.policy.Action;
import org.entente.policy.Decision;
import org.entente.policy.ObligationKind;
import org.entente.records.Aggregate.Value;
import org.entente.records.AggregateQuery.Computed;

/**
 * Answers with aggregates as granted: decided, computed in SQL over the rows of the grants, written to the audit log before they
 * leave. Of a dataset with personal data, or under statistical secrecy, only cells of its published cube.
 */
@ApplicationScoped
public class Aggregates {
    private static final int LONGEST_SECONDS = 10;

    private final AgroalDataSource database;
    private final Access access;
    private final RecordShapes shapes;
    private final GrantedRowsCache grants;
    private final CubeTables cubes;
    private final ObjectMapper json;

    Aggregates(
            AgroalDataSource database,
            Access access,
            RecordShapes shapes,
            GrantedRowsCache grants,
            CubeTables cubes,
            ObjectMapper json) {
        this.database = database;
        this.access = access;
        this.shapes = shapes;
        this.grants = grants;
        this.cubes = cubes;
        this.json = json;
    }

    /** What a caller asks for. */
    public record Query(
            UUID dataset,
            List<AggregateGroup> groupBy,
            List<AggregateMetric> metrics,
            FilterArgument filter,
            int first) {}

    public Aggregate compute(Request request, Query query) throws SQLException {
        WholeLists.require(json.valueToTree(query.groupBy), "groupBy");
        request.spend(query.first);
        var decided = access.require(request, Action.AGGREGATE, query.dataset);
        var shape = shapes.find(query.dataset, decided.epoch());
        var answer = shape.isPresent()
                ? access.enforce(request, decided, () -> compute(request, decided, query, shape.get()))
                : Aggregate.NOTHING;
        access.answered(request, decided, answer.cells().size());
        return answer;
    }

    private Aggregate compute(Request request, Decided decided, Query query, RecordShape shape) throws SQLException {
        var granted = grants.of(decided, shape);
        if (cubes.mustBeUsed(query.dataset, shape)) {
            return cubes.answer(request, decided, query, granted, shape);
        }
        int least = minimumGroupSize(decided.decision());
        var refused = GroupSize.refused(least, query, shape);
        if (refused.isPresent()) {
            throw access.refusal(request, decided, refused.get().code());
        }
        var rows = rows(query, granted, shape);
        var withheld = GroupSize.withheld(least, rows);
        return new Aggregate(
                rows.stream().map(row -> cell(request, row, withheld)).toList(), null);
    }

    /** Whether of this dataset only cells of its published cube may be given. */
    public boolean byCubeAlone(UUID dataset, RecordShape shape) throws SQLException {
        return cubes.mustBeUsed(dataset, shape);
    }

    /** The strictest of what the decision asks for; 0 where it does not. */
    public static int minimumGroupSize(Decision decision) {
        return decision.obligations().stream()
                .filter(obligation -> obligation.kind() == ObligationKind.MINIMUM_GROUP_SIZE)
                .mapToInt(obligation -> Integer.parseInt(obligation.value()))
                .max()
                .orElse(0);
    }

    private static Aggregate.Cell cell(Request request, AggregateRow row, Map<AggregateRow, AggregateReason> withheld) {
        var reason = withheld.get(row);
        return new Aggregate.Cell(
                row.group(),
                row.values().stream()
                        .map(value -> reason == null ? Value.exact(value) : Value.suppressed(request, reason))
                        .toList());
    }

    /** The names are checked before the caller learns whether they are masked: an unknown field is BAD_INPUT either way. */
    private List<AggregateRow> rows(Query query, GrantedRows granted, RecordShape shape) throws SQLException {
        var groups = groups(query, granted, shape);
        var metrics = metrics(query, granted, shape);
        var asked = granted.asked(FilterArgument.read(query.filter, "filter"), shape, "filter");
        try (var connection = database.getConnection()) {
            var numbered = AggregatePeriods.numbered(connection, shape.table(), groups);
            return read(connection, new AggregateQuery(shape, granted, asked, numbered, metrics), query.first);
        }
    }

    private static List<AggregateGroup.Column> groups(Query query, GrantedRows granted, RecordShape shape) {
        var groups = new ArrayList<AggregateGroup.Column>();
        for (int i = 0; i < query.groupBy.size(); i++) {
            var path = "groupBy[" + i + "]";
            groups.add(query.groupBy.get(i).column(shape.typed(), path));
            granted.requireShown(query.groupBy.get(i).field(), path + ".field");
        }
        if (Set.copyOf(groups).size() < groups.size()) {
            throw HubException.badInput("groupBy", "Twice the same");
        }
        return groups;
    }

    private static List<Computed> metrics(Query query, GrantedRows granted, RecordShape shape) {
        var metrics = new ArrayList<Computed>();
        for (int i = 0; i < query.metrics.size(); i++) {
            var metric = query.metrics.get(i);
            metrics.add(new Computed(metric, metric.field(shape.typed(), "metrics[" + i + "]")));
            if (metric.field() != null) {
                granted.requireShown(metric.field(), "metrics[" + i + "].field");
            }
        }
        return metrics;
    }

    private static List<AggregateRow> read(Connection connection, AggregateQuery query, int most) throws SQLException {
        var rows = new ArrayList<AggregateRow>();
        try (var statement = query.sql(most + 1).prepare(connection)) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(query.read(result));
                }
            }
        } catch (SQLException e) {
            throw tooLong(e);
        }
        if (rows.size() > most) {
            throw HubException.limitExceeded("groupBy", "The table has more than " + most + " cells");
        }
        return rows;
    }

    static SQLException tooLong(SQLException failure) {
        if (CancelledStatement.is(failure)) {
            throw HubException.limitExceeded("groupBy", "It takes longer than " + LONGEST_SECONDS + " s");
        }
        return failure;
    }
}
