package org.entente.rule;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.entente.catalogue.DatasetField;
import org.entente.catalogue.DatasetFields;
import org.entente.kernel.FieldType;
import org.entente.kernel.TypedFields;

/** The datasets of an owner that a rule's selectors take now. */
public final class SelectedDatasets {
    private static final String SELECTED = """
            with selected as (
                select d.id from dataset d
                where d.owner = ? and d.archived_at is null
                      and (?::uuid[] is null or d.id = any (?::uuid[]))
                      and (?::text[] is null or jsonb_exists_any(d.draft -> 'themes', ?::text[]))
                      and (?::text[] is null or d.regime = any (?::text[]))
                      and (?::text[] is null or exists (
                          select from dataset_field f where f.dataset = d.id and f.sensitivity = any (?::text[]))))
            """;
    private static final String IDS = SELECTED + "select id from selected order by id limit ?";

    /** Each different way in which selected datasets have some fields; datasets whose fields are not known yet have none. */
    private static final String SHAPES = SELECTED + """
            , shape as (
                select array_agg(f.name order by f.name) filter (where f.name = any (?)) as names,
                       array_agg(f.type order by f.name) filter (where f.name = any (?)) as types,
                       array_agg(f.scale order by f.name) filter (where f.name = any (?)) as scales
                from dataset_field f join selected s on s.id = f.dataset group by f.dataset)
            select distinct names, types, scales from shape
            """;

    private SelectedDatasets() {}

    public static List<UUID> ids(Connection connection, String owner, RuleContent rule, int most) throws SQLException {
        try (var select = connection.prepareStatement(IDS)) {
            select.setInt(bind(select, owner, rule), most);
            try (var rows = select.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }

    /** @param names the fields that matter */
    static List<TypedFields> shapes(Connection connection, String owner, RuleContent rule, Collection<String> names)
            throws SQLException {
        try (var select = connection.prepareStatement(SHAPES)) {
            int next = bind(select, owner, rule);
            var wanted = connection.createArrayOf("text", names.toArray());
            select.setArray(next++, wanted);
            select.setArray(next++, wanted);
            select.setArray(next, wanted);
            try (var rows = select.executeQuery()) {
                var shapes = new ArrayList<TypedFields>();
                while (rows.next()) {
                    shapes.add(shape(rows));
                }
                return shapes;
            }
        }
    }

    private static TypedFields shape(ResultSet row) throws SQLException {
        var fields = new ArrayList<DatasetField>();
        if (row.getArray(1) != null) {
            var names = (String[]) row.getArray(1).getArray();
            var types = (String[]) row.getArray(2).getArray();
            var scales = (Integer[]) row.getArray(3).getArray();
            for (int i = 0; i < names.length; i++) {
                var field = new DatasetField();
                field.name = names[i];
                field.type = FieldType.valueOf(types[i]);
                field.scale = scales[i];
                field.position = i;
                fields.add(field);
            }
        }
        return DatasetFields.typed(fields);
    }

    private static int bind(PreparedStatement select, String owner, RuleContent rule) throws SQLException {
        select.setString(1, owner);
        int next = 2;
        next = twice(select, next, array(select, "uuid", rule.datasets()));
        next = twice(select, next, array(select, "text", rule.themes()));
        next = twice(select, next, array(select, "text", rule.regimes()));
        return twice(select, next, array(select, "text", rule.sensitivities()));
    }

    private static int twice(PreparedStatement select, int parameter, Array array) throws SQLException {
        select.setArray(parameter, array);
        select.setArray(parameter + 1, array);
        return parameter + 2;
    }

    private static Array array(PreparedStatement select, String type, List<?> values) throws SQLException {
        return values == null
                ? null
                : select.getConnection()
                        .createArrayOf(
                                type, values.stream().map(Object::toString).toArray());
    }
}
