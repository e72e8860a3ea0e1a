package org.entente.rule;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.entente.kernel.Filter;
import org.entente.kernel.FilterJson;
import org.entente.kernel.HubException;
import org.entente.kernel.NormalForm;
import org.entente.kernel.TypedFields;
import org.entente.policy.RuleEffect;

/** What a rule names must be there: refused when it is drafted, not found out when it is used. */
@ApplicationScoped
class RuleReferences {
    static final String NOT_YOURS = "Not a dataset of your partner";

    private static final String DATASETS =
            "select count(*) from dataset where id = any (?::uuid[]) and owner = ? and archived_at is null";
    private static final String PARTNERS = "select count(*) from partner where id = any (?)";
    private static final String PURPOSES = """
            with recursive tree as (
                select code, code as root from purpose
                where version = (select max(version) from purpose_tree) and code = any (?)
                union all
                select child.code, tree.root from purpose child join tree on child.parent = tree.code
                where child.version = (select max(version) from purpose_tree))
            select code, root from tree
            """;

    private final AgroalDataSource database;

    RuleReferences(AgroalDataSource database) {
        this.database = database;
    }

    /** Those given, with the children that they have now; null for null. */
    List<String> purposes(List<String> given) throws SQLException {
        if (given == null) {
            return null;
        }
        var codes = new TreeSet<String>();
        var roots = new HashSet<String>();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(PURPOSES)) {
            select.setArray(1, connection.createArrayOf("text", given.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    codes.add(rows.getString(1));
                    roots.add(rows.getString(2));
                }
            }
        }
        RuleShape.require(roots.containsAll(given), "purposes", "There is no such purpose");
        return List.copyOf(codes);
    }

    /** @throws HubException BAD_INPUT with the path of what is not there or cannot hold */
    void check(String owner, RuleContent rule) throws SQLException {
        try (var connection = database.getConnection()) {
            if (rule.datasets() != null) {
                requireAll(connection, DATASETS, rule.datasets(), owner, "datasets", NOT_YOURS);
            }
            if (rule.partners() != null) {
                requireAll(connection, PARTNERS, rule.partners(), null, "partners", "There is no such partner");
            }
            checkFields(connection, owner, rule);
        }
    }

    private static void requireAll(
            Connection connection, String sql, List<String> ids, String owner, String path, String problem)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            if (owner != null) {
                select.setString(2, owner);
            }
            try (var row = select.executeQuery()) {
                row.next();
                RuleShape.require(row.getInt(1) == ids.size(), path, problem);
            }
        }
    }

    private static void checkFields(Connection connection, String owner, RuleContent rule) throws SQLException {
        if (rule.fields() == null && rule.rowFilter() == null) {
            return;
        }
        var filter = rule.rowFilter() == null ? Filter.ALL : FilterJson.read(rule.rowFilter(), "rule.rowFilter");
        var fields = rule.fields() == null ? List.<String>of() : rule.fields();
        var names = Stream.concat(FilterNames.of(filter).stream(), fields.stream())
                .distinct()
                .toList();
        var shapes = SelectedDatasets.shapes(connection, owner, rule, names);
        RuleShape.require(!shapes.isEmpty(), "datasets", "No dataset that it selects has fields yet");
        checkNames(rule, shapes);
        if (rule.rowFilter() != null) {
            checkFilter(filter, shapes, rule.effect());
        }
    }

    /** A mask must find its fields in every dataset; a permit shows those that there are. */
    private static void checkNames(RuleContent rule, List<TypedFields> shapes) {
        if (rule.fields() == null) {
            return;
        }
        for (int i = 0; i < rule.fields().size(); i++) {
            var name = rule.fields().get(i);
            var having =
                    shapes.stream().filter(shape -> names(shape).contains(name)).count();
            RuleShape.require(
                    rule.effect() == RuleEffect.MASK ? having == shapes.size() : having > 0,
                    "fields[" + i + "]",
                    rule.effect() == RuleEffect.MASK
                            ? "Not every dataset that the rule selects has a field '" + name + "'"
                            : "No dataset that the rule selects has a field '" + name + "'");
        }
    }

    private static Set<String> names(TypedFields shape) {
        return shape.all().stream().map(field -> field.name()).collect(java.util.stream.Collectors.toSet());
    }

    private static void checkFilter(Filter filter, Collection<TypedFields> shapes, RuleEffect effect) {
        var forms = new ArrayList<NormalForm>();
        for (var shape : shapes) {
            forms.add(NormalForm.of(filter, shape, "rule.rowFilter"));
        }
        RuleShape.require(forms.stream().noneMatch(Contradiction::in), "rowFilter", "It takes no row");
        RuleShape.require(
                effect != RuleEffect.FILTER || !forms.contains(NormalForm.ALL),
                "rowFilter",
                "It takes every row: the rule would change nothing");
    }
}
