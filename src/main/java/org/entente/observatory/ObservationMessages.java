package org.entente.observatory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.entente.kernel.PublicId;
import org.entente.observatory.ObservationReading.Period;

/**
 * Reads messages of the partners' topics. Who may write to a topic is Kafka's to say, by its ACLs; the topic's name says for which partner,
 * and a message counts only for a series of that partner's. The key is the series' id, so that all of a series is in one partition and in
 * its order; the value is {@code {"at": […], "values": […], "unit": …}}, as in {@link SeriesObservations}.
 *
 * <p>What becomes of a message depends on the messages before it and on the instant that it bears, not on when it is read; but an instant
 * ahead of the hub's clock counts as now.
 */
@ApplicationScoped
class ObservationMessages {
    private final KafkaConfig config;
    private final ObservationPartitions partitions;
    private final ObservatoryConfig observatory;
    private final Clock clock;
    private final ObjectReader json;

    ObservationMessages(
            KafkaConfig config,
            ObservationPartitions partitions,
            ObservatoryConfig observatory,
            Clock clock,
            ObjectMapper json) {
        this.config = config;
        this.partitions = partitions;
        this.observatory = observatory;
        this.clock = clock;
        // as GraphQL reads numbers, and as strictly
        this.json = json.readerFor(Content.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    /** One message, as it came. */
    record Message(String topic, byte[] key, byte[] value, Instant at) {
        String keyText() {
            return key == null ? "" : new String(key, StandardCharsets.UTF_8);
        }
    }

    /** A series and the partner that its observations come from. */
    record Owned(Series series, String owner) {}

    /** Either what can be used of it, or why nothing can. */
    record Read(ObservationReading reading, MessageReason refused) {
        private static Read refused(MessageReason reason) {
            return new Read(null, reason);
        }

        int observations() {
            return reading == null ? 0 : reading.usable.size() + reading.setAside.size();
        }
    }

    private record Content(String unit, List<Object> at, List<Object> values) {}

    /** The names of the partners' topics. */
    Pattern topics() {
        return Pattern.compile(Pattern.quote(config.topic() + ".") + ".+");
    }

    /** What a {@link ScoringTopology} writes to. */
    String scoredTopic() {
        return config.topic() + "-scored";
    }

    String partner(String topic) {
        return topic.substring(config.topic().length() + 1);
    }

    /** Empty where the key is no series' id, written as the hub writes it: another way of writing it may lie in another partition. */
    Optional<UUID> series(Message message) {
        return PublicId.find(message.keyText()).filter(id -> id.toString().equals(message.keyText()));
    }

    /** @param known the series of an id, null where there is none */
    Read read(Message message, Function<UUID, Owned> known) {
        var id = series(message);
        var content = content(message.value);
        if (id.isEmpty() || content.isEmpty()) {
            return Read.refused(MessageReason.UNREADABLE);
        }
        if (content.get().at.size() > ObservationAppends.MOST) {
            return Read.refused(MessageReason.TOO_MANY);
        }
        var owned = known.apply(id.get());
        if (owned == null || !owned.owner.equals(partner(message.topic))) {
            return Read.refused(MessageReason.UNKNOWN_SERIES);
        }
        var now = clock.instant();
        var sent = message.at.isBefore(now) ? message.at : now;
        var taken = new Period(partitions.oldest(), sent.plus(observatory.clockSkew()));
        var observations =
                new SeriesObservations(id.get().toString(), content.get().unit, content.get().at, content.get().values);
        return new Read(new ObservationReading(owned.series, observations, taken), null);
    }

    private Optional<Content> content(byte[] value) {
        try {
            Content content = value == null ? null : json.readValue(value);
            return content == null
                            || content.at == null
                            || content.values == null
                            || content.at.size() != content.values.size()
                    ? Optional.empty()
                    : Optional.of(content);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
