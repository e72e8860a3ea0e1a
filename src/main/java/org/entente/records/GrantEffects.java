package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.entente.access.Epoch;
import org.entente.kernel.FilterBounds;
import org.entente.kernel.FilterJson;
import org.entente.kernel.NormalForm;
import org.entente.policy.Decision.Grant;
import org.entente.policy.MaskMethod;

/**
 * What a change of grants does to the rows of a dataset: exact counts, by one statement over its typed table. Fields that the grants
 * treat alike are counted once.
 */
@ApplicationScoped
public class GrantEffects {
    /**
     * Rows of which something holds.
     *
     * @param gained after and not before
     * @param lost before and not after
     */
    public record Counts(long before, long after, long gained, long lost) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        boolean changed() {
            return gained > 0 || lost > 0;
        }
    }

    /**
     * @param shown rows in which the value is shown as it is
     * @param visible rows in which it is shown in whatever form, as it is, hashed or coarser
     */
    public record FieldCounts(String field, Counts shown, Counts visible) {
        public boolean changed() {
            return shown.changed() || visible.changed();
        }

        boolean gains() {
            return shown.gained > 0 || visible.gained > 0;
        }

        boolean loses() {
            return shown.lost > 0 || visible.lost > 0;
        }
    }

    /** @param rows those that some grant takes */
    public record Effect(Counts rows, List<FieldCounts> fields) {
        public boolean gains() {
            return rows.gained > 0 || fields.stream().anyMatch(FieldCounts::gains);
        }

        public boolean loses() {
            return rows.lost > 0 || fields.stream().anyMatch(FieldCounts::loses);
        }
    }

    private final AgroalDataSource database;
    private final RecordShapes shapes;
    private final Epoch epoch;

    GrantEffects(AgroalDataSource database, RecordShapes shapes, Epoch epoch) {
        this.database = database;
        this.shapes = shapes;
        this.epoch = epoch;
    }

    /**
     * None of a denial's grants takes a row; a dataset whose records were never loaded has none.
     *
     * @param seconds how long counting may take
     */
    public Effect of(UUID dataset, List<Grant> before, List<Grant> after, int seconds) throws SQLException {
        var shape = shapes.find(dataset, epoch.current());
        return shape.isEmpty() ? new Effect(Counts.NONE, List.of()) : count(shape.get(), before, after, seconds);
    }

    private record Predicates(NormalForm before, NormalForm after) {}

    private record FieldPredicates(Predicates shown, Predicates visible) {}

    private Effect count(RecordShape shape, List<Grant> before, List<Grant> after, int seconds) throws SQLException {
        var asked = new LinkedHashMap<Predicates, Counts>();
        var rows = new Predicates(taken(shape, before, any -> true), taken(shape, after, any -> true));
        asked.put(rows, null);
        var fields = new LinkedHashMap<String, FieldPredicates>();
        for (var field : shape.fields()) {
            var each = new FieldPredicates(
                    new Predicates(shown(shape, before, field.name), shown(shape, after, field.name)),
                    new Predicates(visible(shape, before, field.name), visible(shape, after, field.name)));
            fields.put(field.name, each);
            asked.put(each.shown, null);
            asked.put(each.visible, null);
        }
        count(shape, asked, seconds);
        var counted = new ArrayList<FieldCounts>();
        fields.forEach(
                (name, each) -> counted.add(new FieldCounts(name, asked.get(each.shown), asked.get(each.visible))));
        return new Effect(asked.get(rows), counted);
    }

    private static NormalForm shown(RecordShape shape, List<Grant> grants, String field) {
        return taken(shape, grants, grant -> method(grant, field) == null);
    }

    private static NormalForm visible(RecordShape shape, List<Grant> grants, String field) {
        return taken(shape, grants, grant -> method(grant, field) != MaskMethod.REMOVE);
    }

    private static MaskMethod method(Grant grant, String field) {
        return grant.masks().stream()
                .filter(mask -> mask.field().equals(field))
                .map(mask -> mask.method())
                .findFirst()
                .orElse(null);
    }

    private static NormalForm taken(RecordShape shape, List<Grant> grants, Predicate<Grant> which) {
        return NormalForm.any(grants.stream()
                .filter(which)
                .map(grant -> NormalForm.of(
                        FilterJson.read(grant.rowFilter(), "rowFilter", FilterBounds.COMBINED),
                        shape.typed(),
                        "rowFilter"))
                .toList());
    }

    private void count(RecordShape shape, LinkedHashMap<Predicates, Counts> asked, int seconds) throws SQLException {
        var sql = new BoundSql().append("select ");
        var separator = "";
        for (var each : asked.keySet()) {
            sql.append(separator);
            counts(shape, each, sql);
            separator = ", ";
        }
        try (var connection = database.getConnection();
                var select = sql.append(" from ").append(shape.table()).prepare(connection)) {
            select.setQueryTimeout(seconds);
            try (var row = select.executeQuery()) {
                row.next();
                int column = 1;
                for (var entry : asked.entrySet()) {
                    entry.setValue(new Counts(
                            row.getLong(column++),
                            row.getLong(column++),
                            row.getLong(column++),
                            row.getLong(column++)));
                }
            }
        }
    }

    private static void counts(RecordShape shape, Predicates each, BoundSql sql) {
        holds(shape, each.before, sql.append("count(*) filter (where "));
        holds(shape, each.after, sql.append("), count(*) filter (where "));
        holds(shape, each.after, sql.append("), count(*) filter (where "));
        holds(shape, each.before, sql.append(" and not "));
        holds(shape, each.before, sql.append("), count(*) filter (where "));
        holds(shape, each.after, sql.append(" and not "));
        sql.append(")");
    }

    /** Unknown is not taken, under "not" too. */
    private static void holds(RecordShape shape, NormalForm form, BoundSql sql) {
        SqlFilter.append(form, shape.typed(), sql.append("coalesce("));
        sql.append(", false)");
    }
}
