package org.entente.records;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;

/** Fills in the members that a steward left out: the values that enough units have. They are fixed when the cube is published. */
@ApplicationScoped
class CubeProposal {
    private static final int MOST = 1_000;

    private final AgroalDataSource database;

    CubeProposal(AgroalDataSource database) {
        this.database = database;
    }

    CubeInput completed(CubeInput said, RecordShape shape) throws SQLException {
        var dimensions = new ArrayList<CubeInput.Dimension>();
        for (int i = 0; i < said.dimensions().size(); i++) {
            var dimension = said.dimensions().get(i);
            var field = shape.typed().field(dimension.field(), "cube.dimensions[" + i + "].field");
            dimensions.add(isOpen(dimension, field) ? completed(dimension, field, said, shape) : dimension);
        }
        return new CubeInput(said.unit(), dimensions, said.measures(), said.zone(), said.budget());
    }

    private static boolean isOpen(CubeInput.Dimension dimension, FieldDefinition field) {
        return dimension.levels().getLast().members() == null
                && (field.type() == FieldType.TEXT
                        || field.type() == FieldType.BOOLEAN
                        || field.type() == FieldType.AREAS);
    }

    private CubeInput.Dimension completed(
            CubeInput.Dimension dimension, FieldDefinition field, CubeInput said, RecordShape shape)
            throws SQLException {
        var members = values(field, said, shape).stream()
                .map(value -> new CubeInput.Member(value, null))
                .toList();
        var levels = new ArrayList<>(dimension.levels());
        levels.add(new CubeInput.Level(levels.removeLast().name(), members, null, null));
        return new CubeInput.Dimension(
                dimension.field(), levels, dimension.lower(), dimension.upper(), dimension.from(), dimension.until());
    }

    private List<String> values(FieldDefinition field, CubeInput said, RecordShape shape) throws SQLException {
        var value = field.type() == FieldType.AREAS ? "unnest(" + field.column() + ")" : field.column() + "::text";
        var unit = said.unit() == null
                ? "id"
                : shape.typed().field(said.unit(), "cube.unit").column();
        var sql = "select value from (select %s as value, %s as unit from %s) v where value is not null"
                        .formatted(value, unit, shape.table())
                + " group by value having count(distinct unit) >= " + CellNoise.THRESHOLD
                + " order by value collate \"C\" limit " + (MOST + 1);
        var values = new ArrayList<String>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        if (values.isEmpty() || values.size() > MOST) {
            throw HubException.badInput(
                    "cube.dimensions", "The field '" + field.name() + "' has no values to count by, or too many");
        }
        return values;
    }
}
