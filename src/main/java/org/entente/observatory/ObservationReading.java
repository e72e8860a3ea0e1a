package org.entente.observatory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** One series' part of a call, read: what can be used, in the order of time (of one instant the first first), and what is set aside. */
final class ObservationReading {
    /** @param at null where it cannot be read */
    record Given(int index, Instant at, Object value) {
        String text() {
            return Objects.toString(value, null);
        }
    }

    /** @param at as it was written */
    record SetAside(Given given, String at, ObservationKind kind) {}

    /** What instants are taken: within these. */
    record Period(Instant from, Instant until) {}

    final Series series;
    final List<Given> usable = new ArrayList<>();
    final List<SetAside> setAside = new ArrayList<>();

    ObservationReading(Series series, SeriesObservations observations, Period taken) {
        this.series = series;
        boolean unit = observations.unit() == null || observations.unit().equals(series.unit());
        for (int i = 0; i < observations.at().size(); i++) {
            var at = observations.at().get(i);
            var given = new Given(i, instant(at), observations.values().get(i));
            var wrong = unit ? wrong(given, taken) : ObservationKind.WRONG_UNIT;
            if (wrong == null) {
                usable.add(given);
            } else {
                setAside.add(new SetAside(given, Objects.toString(at, null), wrong));
            }
        }
        usable.sort(Comparator.comparing(Given::at));
    }

    private ObservationKind wrong(Given given, Period taken) {
        if (given.at == null) {
            return ObservationKind.UNREADABLE_INSTANT;
        }
        if (!given.at.isBefore(taken.until)) {
            return ObservationKind.FUTURE;
        }
        return given.at.isBefore(taken.from) ? ObservationKind.TOO_OLD : wrong(number(given.value));
    }

    private ObservationKind wrong(double value) {
        if (Double.isNaN(value)) {
            return ObservationKind.NOT_A_NUMBER;
        }
        if (Double.isInfinite(value)) {
            return ObservationKind.INFINITE;
        }
        return value < series.least() || value > series.greatest() ? ObservationKind.ABSURD : null;
    }

    /** JSON has no NaN and no infinity: programs write them as texts. */
    static double number(Object value) {
        return switch (value) {
            case null -> Double.NaN;
            // adding zero turns -0.0 into 0.0
            case Number number -> number.doubleValue() + 0.0;
            case String text -> numberIn(text);
            default -> Double.NaN;
        };
    }

    private static double numberIn(String text) {
        try {
            return Double.parseDouble(text) + 0.0;
        } catch (NumberFormatException none) {
            return switch (text) {
                case "inf", "+inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-inf", "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
            };
        }
    }

    private static Instant instant(Object at) {
        try {
            return switch (at) {
                case BigDecimal number -> Instant.ofEpochMilli(number.longValueExact());
                case BigInteger number -> Instant.ofEpochMilli(number.longValueExact());
                case Number number -> Instant.ofEpochMilli(number.longValue());
                case String text ->
                    Instant.ofEpochMilli((text.endsWith("Z")
                                    ? Instant.parse(text)
                                    : OffsetDateTime.parse(text).toInstant())
                            .toEpochMilli());
                case null, default -> null;
            };
        } catch (DateTimeException | ArithmeticException unreadable) {
            return null;
        }
    }
}
