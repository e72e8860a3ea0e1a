package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.observatory.ObservationMessages.Message;
import org.entente.observatory.ObservationMessages.Owned;
import org.entente.observatory.ObservationMessages.Read;

/**
 * Takes messages as appendObservations takes calls, one for each. A bounded number of them is stored in one transaction, together with how
 * far each partition was taken: a process that dies in between has done nothing, and the messages are read again.
 */
@ApplicationScoped
class TopicRound {
    private static final int OBSERVATIONS = 20_000;
    /** Data that the database does not take, and what its functions raise: else it is not for the message. */
    private static final Set<String> OF_THE_MESSAGE = Set.of("21", "22", "23", "P0");

    private final AgroalDataSource database;
    private final ObservationMessages messages;
    private final SeriesStore series;
    private final ObservationPartitions partitions;
    private final ObservationBook book;
    private final SetAsideMessages setAside;
    private final LiveScoring scoring;
    private final KafkaConfig config;

    TopicRound(
            AgroalDataSource database,
            ObservationMessages messages,
            SeriesStore series,
            ObservationPartitions partitions,
            ObservationBook book,
            SetAsideMessages setAside,
            LiveScoring scoring,
            KafkaConfig config) {
        this.database = database;
        this.messages = messages;
        this.series = series;
        this.partitions = partitions;
        this.book = book;
        this.setAside = setAside;
        this.scoring = scoring;
        this.config = config;
    }

    /** A message, where it came from and what it says. */
    record Taken(ConsumerRecord<byte[], byte[]> record, Read read) {
        Taken failed() {
            return new Taken(record, new Read(null, MessageReason.FAILED));
        }

        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.partition());
        }
    }

    /** In their order. */
    void take(List<ConsumerRecord<byte[], byte[]>> records, TopicPositions positions) throws Exception {
        if (records.isEmpty()) {
            return;
        }
        var now = new ArrayList<Taken>();
        int observations = 0;
        var known = known(records);
        for (var record : records) {
            // not before its turn: what messages say takes many times the memory that they take
            var each = read(record, known);
            if (!now.isEmpty() && observations + each.read.observations() > OBSERVATIONS) {
                store(now, positions);
                now.clear();
                observations = 0;
            }
            now.add(each);
            observations += each.read.observations();
        }
        store(now, positions);
        scoring.wake();
    }

    /**
     * One by one, for when they fail together again and again: one that fails alone, and not because of the hub or its database, is set
     * aside whole, so that it does not hold up those behind it.
     */
    void takeApart(List<ConsumerRecord<byte[], byte[]>> records, TopicPositions positions) throws Exception {
        var known = known(records);
        for (var record : records) {
            var each = read(record, known);
            try {
                store(List.of(each), positions);
            } catch (Exception failure) {
                if (!isOfTheMessage(failure)) {
                    throw failure;
                }
                store(List.of(each.failed()), positions);
            }
        }
        scoring.wake();
    }

    static boolean isOfTheMessage(Throwable failure) {
        boolean byTheDatabase = false;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                byTheDatabase = true;
                var state = refused.getSQLState();
                if (state != null && OF_THE_MESSAGE.contains(state.substring(0, 2))) {
                    return true;
                }
            }
        }
        return !byTheDatabase && failure instanceof RuntimeException;
    }

    private Map<UUID, Owned> known(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        return series.owned(records.stream()
                .flatMap(record -> messages.series(message(record)).stream())
                .collect(Collectors.toSet()));
    }

    private Taken read(ConsumerRecord<byte[], byte[]> record, Map<UUID, Owned> known) {
        return new Taken(record, messages.read(message(record), known::get));
    }

    private static Message message(ConsumerRecord<byte[], byte[]> record) {
        return new Message(record.topic(), record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
    }

    private void store(List<Taken> taken, TopicPositions positions) throws Exception {
        partitions.makeFor(readings(taken));
        var next = new HashMap<TopicPartition, Long>();
        taken.forEach(each -> next.put(each.partition(), each.record.offset() + 1));
        Callable<Void> all = () -> {
            try (var connection = database.getConnection()) {
                positions.move(connection, next);
                store(connection, taken);
                return null;
            }
        };
        QuarkusTransaction.requiringNew().call(all);
        positions.moved(next);
    }

    private static List<ObservationReading> readings(List<Taken> taken) {
        return taken.stream()
                .filter(each -> each.read.refused() == null)
                .map(each -> each.read.reading())
                .toList();
    }

    private void store(Connection connection, List<Taken> taken) throws SQLException {
        var topics = new HashMap<UUID, String>();
        var came = new TreeMap<Integer, TopicPartition>();
        var refused = new TreeMap<String, List<Taken>>();
        for (var each : taken) {
            if (each.read.refused() == null) {
                // a dataset has one owner, and an owner one topic
                topics.put(each.read.reading().series.dataset(), each.record.topic());
                came.put(each.read.reading().series.number(), each.partition());
            } else {
                refused.computeIfAbsent(messages.partner(each.record.topic()), none -> new ArrayList<>())
                        .add(each);
            }
        }
        for (var each : refused.entrySet()) {
            setAside.add(connection, each.getKey(), each.getValue());
        }
        var batches = new TreeMap<UUID, List<ObservationBatch>>();
        var first = new ArrayList<Integer>();
        var stored = new ArrayList<Integer>();
        for (var batch : book.store(connection, readings(taken))) {
            stored.add(batch.series().number());
            if (batch.series().newest() == null && !batch.stored.isEmpty()) {
                first.add(batch.series().number());
            }
            batches.computeIfAbsent(batch.series().dataset(), none -> new ArrayList<>())
                    .add(batch);
        }
        TopicReception.came(connection, came);
        if (config.scoring()) {
            ScoredRound.stream(connection, first, stored);
        }
        for (var each : batches.entrySet()) {
            book.tell(connection, request(topics.get(each.getKey())), each.getKey(), each.getValue());
        }
    }

    /** Whoever may write to the topic: the audit names the topic, Kafka knows who it was. */
    private Request request(String topic) {
        var caller = new Caller("kafka:" + topic, topic, messages.partner(topic), Set.of(), Set.of(), null, null);
        return Request.of(caller, "en");
    }
}
