package org.entente.observatory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.entente.observatory.ObservationMessages.Owned;
import org.jboss.logging.Logger;

/** Runs a {@link ScoringTopology} in this replica, where it is configured, and starts it again when Kafka was away for too long. */
@ApplicationScoped
public class StreamedScoring {
    private static final Logger LOG = Logger.getLogger(StreamedScoring.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final KafkaConfig config;
    private final KafkaClients clients;
    private final ObservationMessages messages;
    private final SeriesStore series;
    private final SeriesAdjustments adjustments;
    private final AgroalDataSource database;
    private final CalendarStore calendars;
    /** What a series is never changes; whether its dataset is archived does. */
    private final Cache<UUID, Owned> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final Cache<Integer, List<Adjustment>> adjusted = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;

    StreamedScoring(
            KafkaConfig config,
            KafkaClients clients,
            ObservationMessages messages,
            SeriesStore series,
            SeriesAdjustments adjustments,
            AgroalDataSource database,
            CalendarStore calendars) {
        this.config = config;
        this.clients = clients;
        this.messages = messages;
        this.series = series;
        this.adjustments = adjustments;
        this.database = database;
        this.calendars = calendars;
    }

    void start(@Observes StartupEvent boot) {
        if (config.bootstrapServers().isPresent() && config.scoring()) {
            thread = Thread.ofPlatform().name("streams").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent end) throws InterruptedException {
        stopped.countDown();
        if (thread != null) {
            thread.join(Duration.ofSeconds(10));
        }
    }

    private void run() {
        try {
            do {
                runOnce();
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var topology = ScoringTopology.of(
                messages.topics(), messages.scoredTopic(), messages, this::owned, this::adjustments, this::seasons);
        try (var streams = new KafkaStreams(topology, clients.streams())) {
            streams.setUncaughtExceptionHandler(failure -> {
                LOG.warnf("Streams are scored again from the last commit: %s", failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((now, before) -> {
                if (now == State.ERROR || now == State.NOT_RUNNING) {
                    ended.countDown();
                }
            });
            streams.start();
            while (stopped.getCount() > 0 && !ended.await(200, TimeUnit.MILLISECONDS)) {
                // runs
            }
            close(streams);
        } catch (RuntimeException unreachable) {
            LOG.warnf("Streams cannot be scored now: %s", unreachable);
        }
    }

    /** Leaves the group at once: else its partitions wait for as long as one that says nothing is waited for. */
    static void close(KafkaStreams streams) {
        streams.close(CloseOptions.timeout(Duration.ofSeconds(5))
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    private List<Adjustment> adjustments(int number) {
        return adjusted.get(number, missing -> {
            try (var connection = database.getConnection()) {
                return adjustments.of(connection, missing);
            } catch (SQLException failure) {
                throw new IllegalStateException("what adjusts a series cannot be read", failure);
            }
        });
    }

    private SeasonalContext seasons(List<Long> periods) {
        try {
            return calendars.seasons(periods);
        } catch (SQLException failure) {
            throw new IllegalStateException("calendars cannot be read", failure);
        }
    }

    private Owned owned(UUID id) {
        return known.get(id, missing -> {
            try {
                return series.owned(List.of(missing)).get(missing);
            } catch (SQLException failure) {
                throw new IllegalStateException("what a series is cannot be read", failure);
            }
        });
    }
}
