package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.entente.observatory.ObservationMessages.Message;
import org.entente.observatory.ObservationMessages.Owned;

/**
 * Scores the partners' topics, message by message, into one topic: the hub's own scorers, each with its series' state in a store that
 * Kafka keeps a changelog of. Several instances part the partitions among them; with exactly-once processing each message is scored once,
 * by the state that the one before it left.
 */
final class ScoringTopology implements Processor<byte[], byte[], byte[], byte[]> {
    private static final String STORE = "series";
    private static final String SOURCE = "observations";
    private static final String PROCESSOR = "scorers";

    private final ObservationMessages messages;
    private final Function<UUID, Owned> known;
    private final IntFunction<List<Adjustment>> adjustments;
    private final Function<List<Long>, SeasonalContext> calendars;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;

    private ScoringTopology(
            ObservationMessages messages,
            Function<UUID, Owned> known,
            IntFunction<List<Adjustment>> adjustments,
            Function<List<Long>, SeasonalContext> calendars) {
        this.messages = messages;
        this.known = known;
        this.adjustments = adjustments;
        this.calendars = calendars;
    }

    /**
     * @param known the series of an id, null where there is none
     * @param adjustments all that are known of a series' number, in their order
     * @param calendars the seasons by the periods that an adjustment names, none for the hub's own
     */
    static Topology of(
            Pattern topics,
            String scored,
            ObservationMessages messages,
            Function<UUID, Owned> known,
            IntFunction<List<Adjustment>> adjustments,
            Function<List<Long>, SeasonalContext> calendars) {
        var bytes = new ByteArrayDeserializer();
        // in memory: a state is a few kilobytes, the changelog has it all, and none of the native code of the stores on
        // disk is needed
        var states = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), SOURCE, ScoringTopology::sent, bytes, bytes, topics)
                .addProcessor(PROCESSOR, () -> new ScoringTopology(messages, known, adjustments, calendars), SOURCE)
                .addStateStore(states, PROCESSOR)
                .addSink("scored", scored, new ByteArraySerializer(), new ByteArraySerializer(), PROCESSOR);
    }

    /** A message without an instant is of 1970, where Kafka would stop. */
    private static long sent(ConsumerRecord<Object, Object> message, long latest) {
        return Math.max(0, message.timestamp());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        store = given.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var topic = context.recordMetadata().orElseThrow().topic();
        var message = new Message(topic, record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
        var read = messages.read(message, known);
        if (read.refused() != null) {
            return;
        }
        var reading = read.reading();
        var series = StreamedSeries.of(reading.series, store.get(record.key()));
        long heard = series.newest();
        var scored = series.take(reading, adjustments.apply(reading.series.number()), calendars);
        store.put(record.key(), series.save());
        if (!scored.points.isEmpty() || scored.newest > heard) {
            context.forward(record.withValue(scored.save()));
        }
    }
}
