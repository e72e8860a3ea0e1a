package org.entente.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.entente.kernel.Canonical;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;
import org.entente.kernel.TypedFields;

/**
 * Finds the type of each field by reading all rows: the narrowest one that all but 1 in 100 of its values have; those few are
 * then rejected with their rows. Where one value has a leading zero all are codes, not numbers. Texts too long to be compared can
 * be read, not filtered ({@code JSON}). Cost: one pass, a few counters a field.
 */
final class TypeInference implements RowSink {
    private static final int TOLERATED = 100;
    private static final int LARGEST_SCALE = 6;
    private static final int MOST_FIELDS = 500;
    private static final Pattern LEADING_ZERO = Pattern.compile("-?0[0-9]+(\\.[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1," + LARGEST_SCALE + "})?");
    private static final Pattern DOUBLE =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");
    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?");
    private static final List<FieldType> NARROWEST_FIRST = List.of(
            FieldType.BOOLEAN,
            FieldType.INTEGER,
            FieldType.DECIMAL,
            FieldType.DOUBLE,
            FieldType.INSTANT,
            FieldType.POINT,
            FieldType.TEXT);

    record Inferred(String name, FieldType type, int scale) {}

    private static final class Seen {
        long values;
        int scale;
        boolean codes;
        final Map<FieldType, Long> fitting = new EnumMap<>(FieldType.class);
    }

    private final Map<String, Seen> fields = new LinkedHashMap<>();

    @Override
    public void row(long line, Map<String, Object> values) {
        values.forEach((name, value) -> {
            var seen = fields.computeIfAbsent(name, key -> new Seen());
            if (value != null) {
                see(seen, value);
            }
        });
    }

    @Override
    public void reject(long line, String reason, String raw) {}

    private static void see(Seen seen, Object value) {
        seen.values++;
        switch (value) {
            case Boolean truth -> fits(seen, FieldType.BOOLEAN);
            case Point place -> fits(seen, FieldType.POINT);
            case BigDecimal number -> seeText(seen, written(number));
            case String text -> seeText(seen, text);
            default -> {}
        }
    }

    /** 1e999999999 must not be written out. */
    private static String written(BigDecimal number) {
        return Math.abs(number.scale()) > LARGEST_SCALE ? number.toString() : number.toPlainString();
    }

    private static void seeText(Seen seen, String text) {
        if (Canonical.isText(text)) {
            fits(seen, FieldType.TEXT);
        }
        seen.codes |= LEADING_ZERO.matcher(text).matches();
        if (text.equals("true") || text.equals("false")) {
            fits(seen, FieldType.BOOLEAN);
        } else if (INTEGER.matcher(text).matches()) {
            fits(seen, FieldType.INTEGER);
            fits(seen, FieldType.DECIMAL);
            fits(seen, FieldType.DOUBLE);
        } else if (DECIMAL.matcher(text).matches()) {
            seen.scale = Math.max(seen.scale, text.length() - text.indexOf('.') - 1);
            fits(seen, FieldType.DECIMAL);
            fits(seen, FieldType.DOUBLE);
        } else if (DOUBLE.matcher(text).matches()) {
            fits(seen, FieldType.DOUBLE);
        } else if (INSTANT.matcher(text).matches()) {
            fits(seen, FieldType.INSTANT);
        }
    }

    private static void fits(Seen seen, FieldType type) {
        seen.fitting.merge(type, 1L, Long::sum);
    }

    /** @throws UnreadableRecordsException when there is nothing that could be a table's columns */
    List<Inferred> inferred() {
        if (fields.isEmpty()) {
            throw new UnreadableRecordsException("There is no record in the file", null);
        }
        if (fields.size() > MOST_FIELDS) {
            throw new UnreadableRecordsException("Its records have more than " + MOST_FIELDS + " fields", null);
        }
        if (fields.keySet().stream().anyMatch(name -> name.endsWith(TypedFields.AREAS))) {
            throw new UnreadableRecordsException("A field's name must not end with " + TypedFields.AREAS, null);
        }
        var inferred = new ArrayList<Inferred>(fields.size());
        fields.forEach((name, seen) -> {
            var type = type(seen);
            inferred.add(new Inferred(name, type, type == FieldType.DECIMAL ? seen.scale : 0));
        });
        return inferred;
    }

    /** A field without any value is text. */
    private static FieldType type(Seen seen) {
        if (seen.values == 0) {
            return FieldType.TEXT;
        }
        return NARROWEST_FIRST.stream()
                .filter(type -> !seen.codes || type == FieldType.TEXT)
                .filter(type -> (seen.values - seen.fitting.getOrDefault(type, 0L)) * TOLERATED <= seen.values)
                .findFirst()
                .orElse(FieldType.JSON);
    }
}
