package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.entente.observatory.ObservationReading.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of observation gets, whichever way it comes; the README's table says the same. */
abstract class ObservationContract {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);
    static final Period TAKEN = new Period(NOON.minus(Duration.ofDays(365)), NOON.plus(Duration.ofDays(1)));

    /** Hourly, up to three hours late; the latest observation is of noon, so nothing up to nine can be overtaken any more. */
    static final Series SERIES = new Series(
            UUID.randomUUID(),
            7,
            UUID.randomUUID(),
            "noise",
            "dB",
            HOUR,
            Duration.ofHours(3),
            null,
            null,
            List.of(),
            0,
            200,
            false,
            NOON,
            NOON.minus(Duration.ofHours(3)),
            null,
            null,
            null);

    /** By the way that is under test. */
    abstract ObservationReading read(Series series, SeriesObservations observations);

    ObservationBatch taken(Series series, Map<Long, Double> known, String unit, Object... atAndValue) {
        var at = new Object[atAndValue.length / 2];
        var values = new Object[at.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = atAndValue[2 * i] instanceof Instant instant ? instant.toString() : atAndValue[2 * i];
            values[i] = atAndValue[2 * i + 1];
        }
        var given = new SeriesObservations(series.id().toString(), unit, Arrays.asList(at), Arrays.asList(values));
        var batch = new ObservationBatch(series, read(series, given));
        batch.take(new HashMap<>(known));
        return batch;
    }

    private static Stream<Arguments> what_each_gets() {
        return Stream.of(
                arguments("in its order", NOON.plus(HOUR), 60, "dB", "{ACCEPTED=1}", "13:00=60.0"),
                arguments("without a unit", NOON.plus(HOUR), 60, null, "{ACCEPTED=1}", "13:00=60.0"),
                arguments("as milliseconds", NOON.plus(HOUR).toEpochMilli(), 60, "dB", "{ACCEPTED=1}", "13:00=60.0"),
                arguments("of another offset", "2026-05-01T15:00:00+02:00", 60, "dB", "{ACCEPTED=1}", "13:00=60.0"),
                arguments("a number as a text", NOON.plus(HOUR), "60.5", "dB", "{ACCEPTED=1}", "13:00=60.5"),
                arguments("a decimal", NOON.plus(HOUR), new BigDecimal("1e2"), "dB", "{ACCEPTED=1}", "13:00=100.0"),
                arguments(
                        "after two that are missing",
                        NOON.plus(HOUR.multipliedBy(3)),
                        60,
                        "dB",
                        "{ACCEPTED=1, MISSING=2}",
                        "15:00=60.0"),
                arguments(
                        "by a clock that wavers",
                        NOON.plus(Duration.ofMinutes(80)),
                        60,
                        "dB",
                        "{ACCEPTED=1}",
                        "13:20=60.0"),
                arguments(
                        "reordered within the lateness",
                        NOON.minus(Duration.ofMinutes(170)),
                        60,
                        "dB",
                        "{ACCEPTED=1, REORDERED=1}",
                        "09:10=60.0"),
                arguments("at the watermark", NOON.minus(Duration.ofHours(3)), 60, "dB", "{LATE=1}", "09:00=60.0 late"),
                arguments("long late", NOON.minus(Duration.ofDays(30)), 60, "dB", "{LATE=1}", "12:00=60.0 late"),
                arguments("twice the same", NOON, 55, "dB", "{DUPLICATE=1}", ""),
                arguments("another value of the same instant", NOON, 56, "dB", "{CONFLICTING=1}", ""),
                arguments("not a number", NOON.plus(HOUR), "NaN", "dB", "{NOT_A_NUMBER=1}", ""),
                arguments("null", NOON.plus(HOUR), null, "dB", "{NOT_A_NUMBER=1}", ""),
                arguments("a word", NOON.plus(HOUR), "loud", "dB", "{NOT_A_NUMBER=1}", ""),
                arguments("a truth value", NOON.plus(HOUR), true, "dB", "{NOT_A_NUMBER=1}", ""),
                arguments("infinite", NOON.plus(HOUR), "Infinity", "dB", "{INFINITE=1}", ""),
                arguments("infinite, downwards", NOON.plus(HOUR), "-inf", "dB", "{INFINITE=1}", ""),
                arguments("too great for a double", NOON.plus(HOUR), new BigDecimal("1e400"), "dB", "{INFINITE=1}", ""),
                arguments("absurd", NOON.plus(HOUR), 200.5, "dB", "{ABSURD=1}", ""),
                arguments("absurd, downwards", NOON.plus(HOUR), -0.1, "dB", "{ABSURD=1}", ""),
                arguments("in another unit", NOON.plus(HOUR), 60, "Pa", "{WRONG_UNIT=1}", ""),
                arguments("of no instant", "yesterday", 60, "dB", "{UNREADABLE_INSTANT=1}", ""),
                arguments("of a null instant", null, 60, "dB", "{UNREADABLE_INSTANT=1}", ""),
                arguments("of the future", NOON.plus(Duration.ofDays(1)), 60, "dB", "{FUTURE=1}", ""),
                arguments("of a time that is not kept", NOON.minus(Duration.ofDays(366)), 60, "dB", "{TOO_OLD=1}", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_each_gets(String name, Object at, Object value, String unit, String counts, String stored) {
        var batch = taken(SERIES, Map.of(NOON.toEpochMilli(), 55.0), unit, at, value);

        assertThat(batch.counts()).hasToString(counts);
        assertThat(stored(batch)).isEqualTo(stored);
        assertThat(batch.setAside.size()
                        + batch.stored.size()
                        + batch.counts().getOrDefault(ObservationKind.DUPLICATE, 0))
                .as("each is stored, set aside or there already")
                .isEqualTo(1);
    }

    static String stored(ObservationBatch batch) {
        return String.join(
                ", ",
                batch.stored.stream()
                        .map(each -> Instant.ofEpochMilli(each.at()).toString().substring(11, 16) + "=" + each.value()
                                + (each.late() ? " late" : ""))
                        .toList());
    }
}
