package org.entente.kernel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.entente.kernel.Filter.And;
import org.entente.kernel.Filter.Compare;
import org.entente.kernel.Filter.Exists;
import org.entente.kernel.Filter.In;
import org.entente.kernel.Filter.InArea;
import org.entente.kernel.Filter.Interval;
import org.entente.kernel.Filter.Not;
import org.entente.kernel.Filter.Op;
import org.entente.kernel.Filter.Or;
import org.entente.kernel.Filter.Prefix;

/** Random rows and filters over few, awkward values, so that they meet often. The same seed gives the same ones. */
public final class FilterSamples {
    public static final TypedFields FIELDS = new TypedFields(List.of(
            new FieldDefinition("Libellé", FieldType.TEXT, "f1"),
            new FieldDefinition("label", FieldType.TEXT, "f2"),
            new FieldDefinition("price", FieldType.DECIMAL, 2, "f3"),
            new FieldDefinition("share", FieldType.DECIMAL, 4, "f4"),
            new FieldDefinition("count", FieldType.INTEGER, "f5"),
            new FieldDefinition("level", FieldType.DOUBLE, "f6"),
            new FieldDefinition("at", FieldType.INSTANT, "f7"),
            new FieldDefinition("open", FieldType.BOOLEAN, "f8"),
            new FieldDefinition("place", FieldType.POINT, "f9"),
            new FieldDefinition("areas", FieldType.AREAS, "f10")));

    private static final List<String> ORDERED = List.of("Libellé", "label", "price", "share", "count", "level", "at");

    private static final List<Object> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "ab",
            "aB",
            "abc",
            "e",
            "é",
            "e\u0301",
            "e\u0301t\u00e9",
            "été",
            "eté",
            "z",
            "Z",
            "ß",
            "ss",
            "ﬀ",
            "100%",
            "100_",
            "100",
            "100\\",
            "1001",
            "%",
            "_",
            "\\",
            "*",
            "?",
            "a*c",
            "a?c",
            "a.c",
            "[a]",
            "'",
            "''",
            "\"",
            "a'; drop table",
            "null",
            "true",
            "0",
            "\n",
            "\t",
            "\uFF5E",
            "\uFFFD",
            "😀",
            "😀a",
            "😁",
            "\uD83D\uDE00\u0301",
            "\u212B",
            "Å",
            "A\u030A",
            "한",
            "\u1112\u1161\u11AB",
            "İ",
            "i",
            "ı",
            "x".repeat(1_024),
            "é".repeat(512));
    private static final List<Object> DECIMALS = decimals(
            "0",
            "0.00",
            "-0.0",
            "1",
            "1.0",
            "1.00",
            "1.005",
            "1.004",
            "1.01",
            "-1.005",
            "-1",
            "-1.01",
            "0.01",
            "0.0001",
            "0.00005",
            "2.5",
            "1e2",
            "100",
            "99999999999999.99",
            "-99999999999999.99",
            "1e13",
            "123456789.1234",
            "123456789.12");
    private static final List<Object> FINE =
            decimals("1e25", "-1e25", "1.00000000001", "9999999999999999.999", "1e-30");
    private static final List<Object> WHOLE = decimals(
            "0",
            "1",
            "-1",
            "2",
            "10",
            "9007199254740992",
            "9007199254740993",
            "-9007199254740993",
            "9223372036854775807",
            "9223372036854775806",
            "-9223372036854775808",
            "1e3");
    private static final List<Object> DOUBLES = decimals(
            "0",
            "-0.0",
            "0.1",
            "0.2",
            "0.3",
            "0.30000000000000004",
            "-0.1",
            "1e308",
            "-1e308",
            "5e-324",
            "1e-7",
            "3",
            "1e15",
            "9007199254740993");
    private static final List<Object> INSTANTS = List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00.001Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
            "2024-02-29",
            "2024-02-29T00:00:00Z",
            "2024-02-29T01:00:00+01:00",
            "2024-03-31T02:30:00+02:00",
            "2024-03-31T00:30:00Z",
            "1582-10-10T00:00:00Z",
            "1900-01-01T00:09:21+00:09:21",
            "2026-05-01T08:30:00.123Z",
            "2026-05-01T08:30:00.124Z",
            "1961-01-01");
    private static final List<Object> AREAS = List.of("13055", "13201", "2A004", "é", "*", "Arrondissement 1", "'");

    private final Random random;

    public FilterSamples(long seed) {
        random = new Random(seed);
    }

    /** A quarter of the values is absent. */
    public List<Row> rows(int number) {
        return rows(number, 0.25);
    }

    public List<Row> rows(int number, double absent) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < number; i++)
            rows.add(new Row(new UUID(random.nextLong(), random.nextLong()), values(absent)));
        return rows;
    }

    private Map<String, Object> values(double absent) {
        Map<String, Object> values = new HashMap<>();
        for (FieldDefinition field : FIELDS.all())
            if (random.nextDouble() >= absent) values.put(field.name(), Canonical.value(field, raw(field), "row"));
        return values;
    }

    private Object raw(FieldDefinition field) {
        return switch (field.type()) {
            case INSTANT -> random.nextInt(5) == 0 ? "2026-05-01T08:30:00.1239Z" : constant(field);
            case POINT -> new Point(random.nextDouble(-180, 180), random.nextDouble(-90, 90));
            case AREAS -> some(AREAS, random.nextInt(4));
            case DECIMAL -> one(DECIMALS);
            case TEXT, INTEGER, DOUBLE, BOOLEAN, JSON -> constant(field);
        };
    }

    private Object constant(FieldDefinition field) {
        return switch (field.type()) {
            case TEXT -> one(TEXTS);
            case DECIMAL -> random.nextInt(6) == 0 ? one(FINE) : one(DECIMALS);
            case INTEGER -> one(WHOLE);
            case DOUBLE -> one(DOUBLES);
            case INSTANT -> one(INSTANTS);
            case BOOLEAN -> random.nextBoolean();
            case AREAS -> one(AREAS);
            case POINT, JSON -> throw new IllegalArgumentException("no constants of " + field.type());
        };
    }

    public Filter filter() {
        return filter(4);
    }

    private Filter filter(int depth) {
        int kind = random.nextInt(depth == 0 ? 7 : 14);
        return switch (kind) {
            case 0, 1, 2, 3, 4, 5, 6 -> atom(kind);
            case 7, 8 -> new And(filters(depth));
            case 9, 10 -> new Or(filters(depth));
            default -> new Not(filter(depth - 1));
        };
    }

    private List<Filter> filters(int depth) {
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) filters.add(filter(depth - 1));
        return filters;
    }

    private Filter atom(int kind) {
        FieldDefinition ordered = FIELDS.field(one(ORDERED));
        return switch (kind) {
            case 0 -> new Exists(one(List.copyOf(FIELDS.all())).name());
            case 1 -> new Prefix(random.nextBoolean() ? "Libellé" : "label", start((String) one(TEXTS)));
            case 2 -> new InArea("areas", (String) one(AREAS));
            case 3 -> new Interval(ordered.name(), constant(ordered), constant(ordered));
            case 4 -> in(random.nextInt(6) == 0 ? FIELDS.field("open") : ordered);
            case 5 -> new Compare("open", random.nextBoolean() ? Op.EQ : Op.NE, random.nextBoolean());
            default -> new Compare(ordered.name(), one(List.of(Op.values())), constant(ordered));
        };
    }

    private In in(FieldDefinition field) {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) values.add(constant(field));
        return new In(field.name(), values);
    }

    /** Cut between characters: half of one would be refused. */
    private String start(String text) {
        int characters = random.nextInt(1 + text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private List<Object> some(List<Object> from, int number) {
        List<Object> some = new ArrayList<>();
        for (int i = 0; i < number; i++) some.add(one(from));
        return some;
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<Object> decimals(String... numbers) {
        List<Object> decimals = new ArrayList<>();
        for (String number : numbers) decimals.add(new BigDecimal(number));
        return decimals;
    }
}
