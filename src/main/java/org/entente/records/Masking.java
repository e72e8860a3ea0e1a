package org.entente.records;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.entente.kernel.FieldType;
import org.entente.kernel.Point;
import org.entente.policy.MaskMethod;

/**
 * What is shown instead of a masked value; of equal values the same, of an absent one nothing. The classes of GENERALISE and
 * TRUNCATE are bands and cells on a fixed grid, named by their lower end, and what TRUNCATE would leave whole goes; HASH is HMAC-SHA-256 of the canonical text, half of it.
 * For one answer, by one thread at a time.
 */
public final class Masking {
    private static final int BAND = 10;
    private static final int FIRST_CHARACTERS = 3;
    private static final int HASH_BYTES = 16;
    /** Canonical places are whole in these. */
    private static final double MICRO = 1e6;

    private static final long GENERAL_CELL = 10_000;
    private static final long TRUNCATED_CELL = 1_000;

    private final Supplier<Mac> keyed;
    private Mac mac;

    /** @param keyed the consumer's key, asked for only where something is hashed */
    public Masking(Supplier<Mac> keyed) {
        this.keyed = keyed;
    }

    /** The method as it works on the type: where it has no meaning the value goes. */
    static MaskMethod effective(MaskMethod method, FieldType type) {
        boolean meant = switch (method) {
            case REMOVE -> true;
            case HASH -> type != FieldType.AREAS;
            case GENERALISE -> isGraded(type);
            case TRUNCATE -> isGraded(type) && type != FieldType.INTEGER || type == FieldType.TEXT;
        };
        return meant ? method : MaskMethod.REMOVE;
    }

    private static boolean isGraded(FieldType type) {
        return switch (type) {
            case INTEGER, DECIMAL, DOUBLE, INSTANT, POINT -> true;
            case TEXT, BOOLEAN, AREAS, JSON -> false;
        };
    }

    /** @param value canonical, of a type that the method {@link #effective works} on */
    public Object masked(MaskMethod method, Object value) {
        if (value == null) {
            return null;
        }
        return switch (method) {
            case REMOVE -> null;
            case HASH -> hash(text(value));
            case GENERALISE -> generalised(value);
            case TRUNCATE -> truncated(value);
        };
    }

    private static Object generalised(Object value) {
        return switch (value) {
            case Long number -> Math.max(Long.MIN_VALUE / BAND, Math.floorDiv(number, BAND)) * BAND;
            case Double number -> finite(Math.floor(number / BAND) * BAND);
            case BigDecimal number ->
                number.movePointLeft(1)
                        .setScale(0, RoundingMode.FLOOR)
                        .movePointRight(1)
                        .setScale(number.scale());
            case Instant at ->
                at.atOffset(ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .truncatedTo(ChronoUnit.DAYS)
                        .toInstant();
            case Point place -> corner(place, GENERAL_CELL);
            default -> throw new IllegalStateException("has no classes");
        };
    }

    private static Object truncated(Object value) {
        return switch (value) {
            case Double number -> (number < 0 ? Math.ceil(number) : Math.floor(number)) + 0.0;
            case BigDecimal number ->
                number.scale() == 0
                        ? null
                        : number.setScale(0, RoundingMode.DOWN).setScale(number.scale());
            case Instant at -> at.truncatedTo(ChronoUnit.DAYS);
            case Point place -> corner(place, TRUNCATED_CELL);
            case String text ->
                length(text) <= FIRST_CHARACTERS
                        ? null
                        : text.substring(0, text.offsetByCodePoints(0, FIRST_CHARACTERS));
            default -> throw new IllegalStateException("has no first part");
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The lowest band has no lower end among the numbers. */
    private static double finite(double number) {
        return Math.max(-Double.MAX_VALUE, number) + 0.0;
    }

    /** Reckoned in whole millionths: 0.3 is not three tenths. */
    private static Point corner(Point place, long cell) {
        return new Point(lower(place.longitude(), cell), lower(place.latitude(), cell));
    }

    private static double lower(double degrees, long cell) {
        return Math.floorDiv(Math.round(degrees * MICRO), cell) * cell / MICRO;
    }

    /** A number's text must not hang on how many zeros it ends with, nor a place's on anything but where it is. */
    private static String text(Object value) {
        return switch (value) {
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Point place -> place.longitude() + " " + place.latitude();
            default -> value.toString();
        };
    }

    private String hash(String text) {
        if (mac == null) {
            mac = keyed.get();
        }
        byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(whole, HASH_BYTES));
    }
}
