package org.entente.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.entente.kernel.Filter.Op;

/**
 * One canonical form for values at load and for constants in filters, so that SQL, Elasticsearch and memory compare the same
 * thing. What has no canonical form is refused, never bent.
 */
public final class Canonical {
    public static final int MAX_TEXT_BYTES = 1_024;

    /** Digits of a DECIMAL: as a scaled number it fits a long, which is what Elasticsearch keeps. */
    public static final int MAX_DIGITS = 18;

    private static final int MAX_CONSTANT_DIGITS = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Canonical() {}

    /**
     * A value to be stored; null stays null. Decimals are rounded half up to the scale, instants cut to milliseconds, points
     * rounded to 1e-6 degrees. Numbers, instants and booleans may come as text. A date alone is its midnight in UTC.
     *
     * @throws HubException BAD_INPUT at {@code path}
     */
    public static Object value(FieldDefinition field, Object value, String path) {
        return value == null ? null : convert(field, value, true, FilterPath.root(path));
    }

    /** A constant in a filter: not rounded, because a column of scale 2 never equals 1.005, and 1.005 must not become 1.01. */
    static Object constant(FieldDefinition field, Object value, FilterPath path) {
        return convert(field, value, false, path);
    }

    private static Object convert(FieldDefinition field, Object value, boolean load, FilterPath path) {
        return switch (field.type()) {
            case TEXT -> text(value, path);
            case DECIMAL -> load ? stored(number(value, path), field.scale(), path) : exact(number(value, path), path);
            case INTEGER -> whole(number(value, path), path);
            case DOUBLE -> finite(value, path);
            case INSTANT -> instant(value, load, path);
            case BOOLEAN -> bool(value, path);
            case POINT -> point(value, path);
            case AREAS -> areas(value, path);
            case JSON -> value;
        };
    }

    /** The driver would silently send {@code ?} for a lone surrogate, and PostgreSQL has no NUL. */
    static String text(Object value, FilterPath path) {
        if (!(value instanceof String text)) throw path.badInput("A text is expected");
        if (text.length() > MAX_TEXT_BYTES * 4) throw tooLong(path);
        String normal = storable(text, path);
        if (normal.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) throw tooLong(path);
        return normal;
    }

    /**
     * A text that nobody compares, of any length; null stays null.
     *
     * @throws HubException BAD_INPUT at {@code path} for one that PostgreSQL cannot hold
     */
    public static String freeText(String text, String path) {
        return text == null ? null : storable(text, FilterPath.root(path));
    }

    /** Whether a TEXT can hold it. */
    public static boolean isText(String text) {
        try {
            text(text, FilterPath.root(""));
            return true;
        } catch (HubException e) {
            return false;
        }
    }

    private static String storable(String text, FilterPath path) {
        if (text.indexOf('\0') >= 0) throw path.badInput("A text cannot contain NUL");
        return isAscii(text) ? text : normalised(text, path);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 127) return false;
        return true;
    }

    private static String normalised(String text, FilterPath path) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) throw path.badInput("A text is not valid Unicode");
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static HubException tooLong(FilterPath path) {
        return path.badInput("A text is longer than " + MAX_TEXT_BYTES + " bytes of UTF-8");
    }

    private static BigDecimal number(Object value, FilterPath path) {
        return switch (value) {
            case BigDecimal d -> d;
            case Long l -> BigDecimal.valueOf(l);
            case Integer i -> BigDecimal.valueOf(i);
            case Double d when Double.isFinite(d) -> BigDecimal.valueOf(d);
            case String s when NUMBER.matcher(s).matches() -> new BigDecimal(s);
            default -> throw path.badInput("A number is expected");
        };
    }

    /** Sizes are compared before any arithmetic: 1e999999999 must not be written out. */
    private static BigDecimal stored(BigDecimal number, int scale, FilterPath path) {
        if (magnitude(number) > MAX_DIGITS) throw path.badInput("A number has too many digits");
        BigDecimal rounded = number.signum() == 0 || magnitude(number) < -scale
                ? BigDecimal.ZERO.setScale(scale)
                : number.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > MAX_DIGITS) throw path.badInput("A number has too many digits");
        return rounded;
    }

    private static BigDecimal exact(BigDecimal number, FilterPath path) {
        if (number.signum() == 0) return BigDecimal.ZERO;
        BigDecimal shortest = number.stripTrailingZeros();
        if (magnitude(shortest) > MAX_CONSTANT_DIGITS || shortest.scale() > MAX_CONSTANT_DIGITS)
            throw path.badInput("A number has too many digits");
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private static Long whole(BigDecimal number, FilterPath path) {
        try {
            if (magnitude(number) <= 19) return number.longValueExact();
        } catch (ArithmeticException e) {
            // told below, in words of ours
        }
        throw path.badInput("A whole number of 64 bits is expected");
    }

    /** NaN equals itself in PostgreSQL and nowhere else; adding zero turns -0.0 into 0.0. */
    private static Double finite(Object value, FilterPath path) {
        double number = number(value, path).doubleValue() + 0.0;
        if (!Double.isFinite(number)) throw path.badInput("A finite number is expected");
        return number;
    }

    private static Instant instant(Object value, boolean load, FilterPath path) {
        Instant instant = parsed(value, path);
        requireYear(instant, path);
        Instant cut = Instant.ofEpochMilli(instant.toEpochMilli());
        // cutting a constant would change what "before" and "from" mean
        if (!load && !cut.equals(instant)) throw path.badInput("An instant is finer than a millisecond");
        return cut;
    }

    /**
     * Of an instant that is no value of a field; null is none.
     *
     * @throws HubException BAD_INPUT at {@code path} for one that neither PostgreSQL nor ISO 8601 could write
     */
    public static void requireYear(Instant instant, String path) {
        if (instant != null) requireYear(instant, FilterPath.root(path));
    }

    private static void requireYear(Instant instant, FilterPath path) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) throw path.badInput("The year is not within 1 to 9999");
    }

    private static Instant parsed(Object value, FilterPath path) {
        if (value instanceof Instant instant) return instant;
        if (value instanceof String text)
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                // told below, in words of ours
            }
        throw path.badInput("An ISO 8601 instant with its offset is expected, such as 2026-05-01T08:30:00Z");
    }

    private static Boolean bool(Object value, FilterPath path) {
        if (value instanceof Boolean b) return b;
        if ("true".equals(value)) return true;
        if ("false".equals(value)) return false;
        throw path.badInput("true or false is expected");
    }

    private static Point point(Object value, FilterPath path) {
        if (!(value instanceof Point(double longitude, double latitude))) throw path.badInput("A point is expected");
        if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
            throw path.badInput("A point is not on the globe");
        return new Point(degrees(longitude), degrees(latitude));
    }

    private static double degrees(double value) {
        return Math.rint(value * 1e6) / 1e6 + 0.0;
    }

    private static Set<String> areas(Object value, FilterPath path) {
        if (!(value instanceof Collection<?> codes)) throw path.badInput("A list of area codes is expected");
        Set<String> areas = new TreeSet<>();
        for (Object code : codes) areas.add(area(code, path));
        return areas;
    }

    /** An empty code is the mark that SearchFields keeps for "known to lie in no area". */
    static String area(Object value, FilterPath path) {
        String code = text(value, path);
        if (code.isEmpty()) throw path.badInput("An area code is empty");
        return code;
    }

    /** The one order of canonical values: PostgreSQL's with collation "C", Elasticsearch's of keywords, and Java's here. */
    public static int compare(Object a, Object b) {
        return switch (a) {
            case String s -> compareText(s, (String) b);
            case BigDecimal d -> d.compareTo((BigDecimal) b);
            case Long l -> l.compareTo((Long) b);
            case Double d -> d.compareTo((Double) b);
            case Instant i -> i.compareTo((Instant) b);
            case Boolean t -> t.compareTo((Boolean) b);
            default -> throw new IllegalArgumentException("no order on " + a.getClass());
        };
    }

    /** By UTF-8 bytes, which is by code points; String.compareTo puts U+FF5E after U+1F600 because it sees surrogates. */
    public static int compareText(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) return Character.isSurrogate(x) == Character.isSurrogate(y) ? x - y : surrogateLast(x, y);
        }
        return a.length() - b.length();
    }

    private static int surrogateLast(char x, char y) {
        return Character.isSurrogate(x) ? 1 : -1;
    }

    static void requireOperable(FieldDefinition field, Op op, FilterPath path) {
        if (!(op.isEquality() ? field.type().hasEquality() : field.type().isOrdered()))
            throw path.badInput("The field's type " + field.type() + " has no such comparison");
    }
}
