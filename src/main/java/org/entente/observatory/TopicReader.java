package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The thread that reads the partners' topics, where there is a Kafka to read from. Where to read on is PostgreSQL's to say, not Kafka's:
 * after an assignment and after each failure the stored positions are read and sought. Kafka or PostgreSQL may be away for as long as they
 * like, also at the start.
 */
@ApplicationScoped
public class TopicReader {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Looks may be late, and one may fail. */
    private static final Duration LONGEST_UNHEARD = LOOK.multipliedBy(3);

    /** After that many failures in a row messages are taken one by one. */
    private static final int FAILURES = 3;

    private final AgroalDataSource database;
    private final KafkaConfig config;
    private final KafkaClients clients;
    private final ObservationMessages messages;
    private final TopicRound round;
    private final ScoredRound scores;
    private final TopicReception reception;
    private final Clock clock;
    private final TopicPositions positions = new TopicPositions();
    private final TopicEnds ends = new TopicEnds();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean reachable;
    private boolean looked;
    /** Whether each assigned partition is read from where it was taken. */
    private boolean placed = true;

    private Duration pause = Duration.ZERO;
    private int failures;
    private int failuresOfScores;
    private long lookedAt = System.nanoTime() - LOOK.toNanos();

    TopicReader(
            AgroalDataSource database,
            KafkaConfig config,
            KafkaClients clients,
            ObservationMessages messages,
            TopicRound round,
            ScoredRound scores,
            TopicReception reception,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.clients = clients;
        this.messages = messages;
        this.round = round;
        this.scores = scores;
        this.reception = reception;
        this.clock = clock;
    }

    void start(@Observes StartupEvent boot) {
        if (config.bootstrapServers().isPresent()) {
            thread = Thread.ofPlatform().name("topics").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        stopped.countDown();
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    boolean isConfigured() {
        return config.bootstrapServers().isPresent();
    }

    boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    /** Whether Kafka answered lately. */
    boolean isReachable() {
        return reachable;
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                lap();
            }
        } catch (WakeupException | InterruptedException end) {
            LOG.debug("Topics are read no more");
        } finally {
            close();
        }
    }

    private void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }

    private void lap() throws InterruptedException {
        try {
            open();
            place();
            var records = poll();
            if (!records.isEmpty()) {
                reachable = true;
                take(records);
            }
            hear();
            look();
            pause = Duration.ZERO;
        } catch (WakeupException end) {
            throw end;
        } catch (Throwable failure) { // an error too: nobody else would read on this replica, and nobody would know
            placed = false;
            ends.forget();
            rest(failure);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try {
            consumer.poll(POLL).forEach(records::add);
        } catch (OffsetOutOfRangeException gone) {
            restart(gone);
        }
        return records;
    }

    private void open() {
        if (consumer == null) {
            consumer = clients.consumer();
            var names =
                    messages.topics().pattern() + (config.scoring() ? "|" + Pattern.quote(messages.scoredTopic()) : "");
            consumer.subscribe(Pattern.compile(names), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    hold(partitions);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    ends.forget();
                }
            });
        }
    }

    /** Until it is known where they are to be read from. Kafka knows of no position, and must not be asked for one. */
    private void hold(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        partitions.forEach(each -> consumer.seek(each, 0));
        placed = false;
        ends.forget();
    }

    private void place() throws SQLException {
        if (placed) {
            return;
        }
        var assigned = consumer.assignment();
        try (var connection = database.getConnection()) {
            positions.read(connection, assigned);
        }
        var unknown =
                assigned.stream().filter(each -> positions.of(each) == null).toList();
        Map<TopicPartition, Long> beginnings = unknown.isEmpty() ? Map.of() : consumer.beginningOffsets(unknown);
        for (var each : assigned) {
            var position = positions.of(each);
            consumer.seek(each, position == null ? beginnings.get(each) : position);
        }
        consumer.resume(assigned);
        placed = true;
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        var observed = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var scored = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        records.forEach(each -> (each.topic().equals(messages.scoredTopic()) ? scored : observed).add(each));
        if (failures < FAILURES) {
            failures++;
            round.take(observed, positions);
        } else {
            round.takeApart(observed, positions);
        }
        failures = 0;
        if (failuresOfScores < FAILURES) {
            failuresOfScores++;
            scores.take(scored, positions);
        } else {
            scores.takeApart(scored, positions);
        }
        failuresOfScores = 0;
    }

    /** Kafka kept the messages for too short a time, or the topic was made anew. What is read again is recognised as there already. */
    private void restart(OffsetOutOfRangeException gone) {
        LOG.errorf(
                "Topics are read from their beginning, and what Kafka no longer has is missing: %s", gone.getMessage());
        consumer.seekToBeginning(gone.partitions());
    }

    private void hear() throws Exception {
        reception.heard(ends.reached(consumer), LONGEST_UNHEARD);
    }

    /** A consumer whose broker is away says nothing of it. */
    private void look() {
        if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return;
        }
        boolean news = reachable || !looked;
        looked = true;
        try {
            consumer.listTopics(Duration.ofSeconds(2));
            ends.ask(consumer, clock.instant());
            reachable = true;
        } catch (WakeupException end) {
            throw end;
        } catch (RuntimeException away) {
            reachable = false;
            if (news) {
                LOG.warnf("Kafka does not answer: %s", away);
            }
        }
        lookedAt = System.nanoTime();
    }

    private void rest(Throwable failure) throws InterruptedException {
        var longer = pause.isZero() ? Duration.ofMillis(100) : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        LOG.warnf("Topics are read again in %d ms: %s", pause.toMillis(), failure);
        stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (consumer != null) {
            remain();
        }
    }

    /** In the group, reading nothing. */
    private void remain() {
        try {
            consumer.pause(consumer.assignment());
            consumer.poll(Duration.ZERO);
        } catch (WakeupException end) {
            throw end;
        } catch (RuntimeException again) {
            LOG.debugf("Still: %s", again);
        }
    }
}
