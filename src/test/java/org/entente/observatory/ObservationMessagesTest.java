package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.observatory.ObservationMessages.Message;
import org.entente.observatory.ObservationMessages.Owned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An observation that comes by a topic gets what it would get by the mutation; whoever may not send it, or writes nonsense, gets nothing. */
class ObservationMessagesTest extends ObservationContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObservationMessages MESSAGES = TopicSamples.messages(
            Map.of("entente.observatory.oldest", "P1Y", "entente.observatory.clock-skew", "PT24H"),
            Clock.fixed(NOON, ZoneOffset.UTC));
    private static final String ID = SERIES.id().toString();

    @Override
    ObservationReading read(Series series, SeriesObservations observations) {
        var content = new LinkedHashMap<String, Object>();
        content.put("at", observations.at());
        content.put("values", observations.values());
        if (observations.unit() != null) {
            content.put("unit", observations.unit());
        }
        try {
            var read = MESSAGES.read(
                    message("ville", series.id().toString(), JSON.writeValueAsString(content)),
                    id -> new Owned(series, "ville"));
            assertThat(read.refused()).isNull();
            return read.reading();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Message message(String partner, String key, String value) {
        return new Message("observations." + partner, bytes(key), bytes(value), NOON);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<Arguments> what_is_refused() {
        var good = "{\"at\": [\"2026-05-01T13:00:00Z\"], \"values\": [60]}";
        var many = "0,".repeat(10_000) + "0";
        return Stream.of(
                arguments("of another partner's series", "police", ID, good, MessageReason.UNKNOWN_SERIES),
                arguments(
                        "of no series",
                        "ville",
                        "00000000-0000-0000-0000-000000000000",
                        good,
                        MessageReason.UNKNOWN_SERIES),
                arguments("without a key", "ville", null, good, MessageReason.UNREADABLE),
                arguments("whose key is no id", "ville", "quay", good, MessageReason.UNREADABLE),
                arguments(
                        "whose key is written in another way",
                        "ville",
                        ID.toUpperCase(Locale.ROOT),
                        good,
                        MessageReason.UNREADABLE),
                arguments("without a value", "ville", ID, null, MessageReason.UNREADABLE),
                arguments("that is no JSON", "ville", ID, "60 dB", MessageReason.UNREADABLE),
                arguments("that is no object", "ville", ID, "[]", MessageReason.UNREADABLE),
                arguments("that is null", "ville", ID, "null", MessageReason.UNREADABLE),
                arguments("without instants", "ville", ID, "{\"values\": [60]}", MessageReason.UNREADABLE),
                arguments("of two lengths", "ville", ID, "{\"at\": [], \"values\": [60]}", MessageReason.UNREADABLE),
                arguments("with more behind it", "ville", ID, good + good, MessageReason.UNREADABLE),
                arguments(
                        "with a field twice",
                        "ville",
                        ID,
                        "{\"at\": [], \"values\": [], \"values\": []}",
                        MessageReason.UNREADABLE),
                arguments(
                        "with a field of its own",
                        "ville",
                        ID,
                        "{\"at\": [], \"values\": [], \"owner\": \"ville\"}",
                        MessageReason.UNREADABLE),
                arguments("nested without end", "ville", ID, "{\"at\": " + "[".repeat(5_000), MessageReason.UNREADABLE),
                arguments(
                        "with too many observations",
                        "ville",
                        ID,
                        "{\"at\": [%s], \"values\": [%s]}".formatted(many, many),
                        MessageReason.TOO_MANY));
    }

    @ParameterizedTest(name = "a message {0}")
    @MethodSource
    void what_is_refused(String name, String partner, String key, String value, MessageReason reason) {
        var read = MESSAGES.read(
                message(partner, key, value), id -> id.equals(SERIES.id()) ? new Owned(SERIES, "ville") : null);

        assertThat(read.refused()).isEqualTo(reason);
        assertThat(read.reading()).isNull();
    }

    @Test
    void what_is_of_the_future_is_so_by_the_messages_instant_unless_that_is_ahead_of_the_clock() {
        var tomorrow = "{\"at\": [\"%s\"], \"values\": [60]}".formatted(NOON.plus(HOUR));
        assertThat(kinds(tomorrow, NOON)).isEqualTo(0);
        assertThat(kinds(tomorrow, NOON.minus(Duration.ofDays(1)))).isEqualTo(1);
        var late = "{\"at\": [\"%s\"], \"values\": [60]}".formatted(NOON.plus(Duration.ofDays(2)));
        assertThat(kinds(late, NOON.plus(Duration.ofDays(3)))).isEqualTo(1);
    }

    /** How many were set aside. */
    private static int kinds(String value, Instant sent) {
        var message = new Message("observations.ville", bytes(ID), bytes(value), sent);
        return MESSAGES.read(message, id -> new Owned(SERIES, "ville"))
                .reading()
                .setAside
                .size();
    }
}
