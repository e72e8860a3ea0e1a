package org.entente.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldDefinition;
import org.entente.kernel.FieldType;
import org.entente.kernel.HubException;
import org.entente.kernel.TypedFields;
import org.entente.records.Cube.Measure;

/** Makes a cube of what a steward said, and refuses what makes none. */
final class CubeReader {
    private final TypedFields fields;
    private final ZoneId zone;
    private final Instant now;

    private CubeReader(TypedFields fields, ZoneId zone, Instant now) {
        this.fields = fields;
        this.zone = zone;
        this.now = now;
    }

    /**
     * @param now of the snapshot, where periods end that have no end of their own
     * @throws HubException BAD_INPUT with the path of what is wrong
     */
    static Cube read(CubeInput input, TypedFields fields, Instant now) {
        var zone = AggregateGroup.zone(input.zone(), "cube.zone");
        var reader = new CubeReader(fields, zone, now);
        var cube = new Cube(
                reader.unit(input.unit()),
                zone,
                reader.dimensions(input),
                input.measures() == null ? List.of() : reader.measures(input),
                input.budget());
        requireDifferent(
                cube.dimensions().stream()
                        .map(dimension -> dimension.field().name())
                        .toList(),
                "cube.dimensions");
        requireDifferent(
                cube.measures().stream().map(measure -> measure.field().name()).toList(), "cube.measures");
        return cube;
    }

    /** Its text is what the unit's key is made of, so it must not hang on settings of a session. */
    private FieldDefinition unit(String name) {
        if (name == null) {
            return null;
        }
        var field = fields.field(name, "cube.unit");
        if (field.type() != FieldType.TEXT && field.type() != FieldType.INTEGER) {
            throw HubException.badInput("cube.unit", "A text or a whole number is expected");
        }
        return field;
    }

    private List<CubeDimension> dimensions(CubeInput input) {
        var dimensions = new ArrayList<CubeDimension>();
        for (int i = 0; i < input.dimensions().size(); i++) {
            var path = "cube.dimensions[" + i + "]";
            var dimension = input.dimensions().get(i);
            var field = fields.field(dimension.field(), path + ".field");
            dimensions.add(new CubeLevels(field, dimension, path, zone, now).read());
        }
        return dimensions;
    }

    private List<Measure> measures(CubeInput input) {
        var measures = new ArrayList<Measure>();
        for (int i = 0; i < input.measures().size(); i++) {
            measures.add(measure(input.measures().get(i), "cube.measures[" + i + "]"));
        }
        return measures;
    }

    private Measure measure(CubeInput.Measure measure, String path) {
        var field = fields.field(measure.field(), path + ".field");
        if (!AggregateMetric.isNumeric(field.type())) {
            throw HubException.badInput(path + ".field", "A numeric field is expected");
        }
        var lower = number(field, measure.lower(), path + ".lower");
        var upper = number(field, measure.upper(), path + ".upper");
        if (lower.compareTo(upper) >= 0) {
            throw HubException.badInput(path + ".upper", "The upper bound must lie above the lower one");
        }
        return new Measure(field, lower, upper);
    }

    /** One that the field could have: then its size is known before any arithmetic, and 1e999999999 is never written out. */
    static BigDecimal number(FieldDefinition field, BigDecimal said, String path) {
        var number = new BigDecimal(Canonical.value(field, said, path).toString());
        if (number.compareTo(said) != 0) {
            throw HubException.badInput(path, "The number has more digits than the field can have");
        }
        return number;
    }

    static void requireDifferent(List<String> names, String path) {
        if (new HashSet<>(names).size() < names.size()) {
            throw HubException.badInput(path, "Twice the same name");
        }
    }
}
