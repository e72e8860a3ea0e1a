package org.entente.observatory;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
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
import org.entente.kernel.PublicId;
import org.entente.observatory.ScoredObservations.Point;
import org.jboss.logging.Logger;

/**
 * Takes over what a {@link ScoringTopology} scored, with how far it was taken, in one transaction. Only of series that are scored there, and
 * of each only what lies behind what was taken already.
 */
@ApplicationScoped
class ScoredRound {
    private static final String LOCK = """
            select g.series, s.id, s.dataset, g.scored_until, g.adjustments, g.suspended, g.streamed_until,
                greatest((select since from reception),
                    (select since from topic_position t where t.topic = p.topic and t.partition = p.partition))
            from series_scoring g join series s on s.number = g.series join series_progress p on p.series = g.series
            where s.id = any (?) and g.streamed order by g.series for update of g
            """;
    /**
     * Scores may be here before what they are of: then it is decided now that the series is scored there. Who appends to one locks its
     * progress before.
     */
    private static final String DECIDE = """
            update series_scoring g set streamed = true where not g.streamed and g.scored_until is null and g.series = any (array(
                select p.series from series_progress p join series s on s.number = p.series
                where s.id = any (?) and p.newest is null order by p.series for update of p))
            """;

    private static final String SAVE = """
            update series_scoring set scored_until = coalesce(?, scored_until), adjustments = ?, suspended = ?, silent_from = ?,
                streamed_until = ? where series = ?
            """;
    private static final String STREAM = "update series_scoring set streamed = true where series = any (?)";
    /** Their watermark moves with messages alone, as the topology's does. */
    private static final String UNSETTLED = """
            update series_progress p set settles_at = null from series_scoring g
            where p.series = any (?) and p.settles_at is not null and g.series = p.series and g.streamed
            """;

    private static final String STREAMED =
            "select exists (select from series_scoring where series = any (?) and streamed)";

    private static final Logger LOG = Logger.getLogger(ScoredRound.class);

    private final AgroalDataSource database;
    private final ObservationPartitions partitions;
    private final AnomalyStore anomalies;
    private final AnomalyFeed feed;
    private final SeriesAdjustments adjustments;
    private final Clock clock;

    ScoredRound(
            AgroalDataSource database,
            ObservationPartitions partitions,
            AnomalyStore anomalies,
            AnomalyFeed feed,
            SeriesAdjustments adjustments,
            Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.anomalies = anomalies;
        this.feed = feed;
        this.adjustments = adjustments;
        this.clock = clock;
    }

    /**
     * Those of one series, in their order.
     *
     * @param adjustments how many there are
     * @param drifted the detectors, and the last observation with which they were found to
     */
    private record Lane(
            int series,
            UUID dataset,
            Instant until,
            int adjustments,
            Set<DetectorKind> suspended,
            List<Point> points,
            List<KnownAnomaly> told,
            Map<DetectorKind, Instant> drifted,
            Heard heard) {
        boolean isNew() {
            return !points.isEmpty() || heard.isNew;
        }
    }

    /** The latest that the topology heard of a series, and when it will be silent; since when the hub was able to receive it. */
    private static final class Heard {
        private final Instant receiving;
        private Instant newest;
        private Instant silentFrom;
        private boolean isNew;

        Heard(Instant newest, Instant receiving) {
            this.newest = newest;
            this.receiving = receiving;
        }

        void of(ScoredObservations scored) {
            var at = Instant.ofEpochMilli(scored.newest);
            if (scored.newest != Long.MIN_VALUE && (newest == null || !at.isBefore(newest))) {
                newest = at;
                silentFrom = scored.silentFrom == Long.MAX_VALUE ? null : Instant.ofEpochMilli(scored.silentFrom);
                isNew = true;
            }
        }

        /** As {@link Reception} and {@link TopicReception} say; null for never. */
        Instant silentFrom() {
            return silentFrom == null || receiving == null || !newest.isBefore(receiving)
                    ? silentFrom
                    : silentFrom.plus(Duration.between(newest, receiving));
        }
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records, TopicPositions positions) throws Exception {
        if (records.isEmpty()) {
            return;
        }
        var scored = new HashMap<UUID, List<ScoredObservations>>();
        var next = new HashMap<TopicPartition, Long>();
        for (var record : records) {
            next.put(partition(record), record.offset() + 1);
            read(record, scored);
        }
        store(scored, next, positions);
    }

    /** One by one: a record that fails alone, and not because of the hub or its database, is left out. */
    void takeApart(List<ConsumerRecord<byte[], byte[]>> records, TopicPositions positions) throws Exception {
        for (var record : records) {
            try {
                take(List.of(record), positions);
            } catch (Exception failure) {
                if (!TopicRound.isOfTheMessage(failure)) {
                    throw failure;
                }
                LOG.errorf(failure, "%s at %d cannot be taken and is left out", partition(record), record.offset());
                store(Map.of(), Map.of(partition(record), record.offset() + 1), positions);
            }
        }
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static void read(ConsumerRecord<byte[], byte[]> record, Map<UUID, List<ScoredObservations>> scored) {
        try {
            if (record.key() == null || record.value() == null) {
                throw new UnreadableStateException("no key or no value");
            }
            var read = ScoredObservations.read(record.value());
            PublicId.find(new String(record.key(), StandardCharsets.UTF_8))
                    .ifPresent(id -> scored.computeIfAbsent(id, none -> new ArrayList<>())
                            .add(read));
        } catch (UnreadableStateException foreign) {
            LOG.errorf(
                    "%s at %d is no scores and is left out: %s",
                    partition(record), record.offset(), foreign.getMessage());
        }
    }

    private void store(
            Map<UUID, List<ScoredObservations>> scored, Map<TopicPartition, Long> next, TopicPositions positions)
            throws Exception {
        partitions.make(months(scored));
        Callable<Boolean> all = () -> {
            try (var connection = database.getConnection()) {
                positions.move(connection, next);
                decide(connection, scored.keySet());
                var lanes = lanes(connection, scored);
                store(connection, lanes);
                return lanes.stream().anyMatch(lane -> !lane.told.isEmpty());
            }
        };
        boolean told = QuarkusTransaction.requiringNew().call(all);
        positions.moved(next);
        if (told) {
            feed.look();
        }
    }

    private static Set<YearMonth> months(Map<UUID, List<ScoredObservations>> scored) {
        return scored.values().stream()
                .flatMap(List::stream)
                .flatMap(each -> each.points.stream())
                .map(point -> ObservationPartitions.of(Instant.ofEpochMilli(point.at())))
                .collect(Collectors.toSet());
    }

    private static void decide(Connection connection, Set<UUID> series) throws SQLException {
        try (var update = connection.prepareStatement(DECIDE)) {
            update.setArray(1, connection.createArrayOf("uuid", series.toArray()));
            update.executeUpdate();
        }
    }

    private List<Lane> lanes(Connection connection, Map<UUID, List<ScoredObservations>> scored) throws SQLException {
        var lanes = new ArrayList<Lane>();
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("uuid", scored.keySet().toArray()));
            try (var rows = lock.executeQuery()) {
                while (rows.next()) {
                    var lane = new Lane(
                            rows.getInt(1),
                            rows.getObject(3, UUID.class),
                            SeriesStore.instant(rows, 4),
                            rows.getInt(5),
                            SeriesAdjustments.detectors(rows.getArray(6)),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new EnumMap<>(DetectorKind.class),
                            new Heard(SeriesStore.instant(rows, 7), SeriesStore.instant(rows, 8)));
                    fill(lane, scored.get(rows.getObject(2, UUID.class)));
                    if (lane.isNew()) {
                        lanes.add(lane);
                    }
                }
            }
        }
        return lanes;
    }

    private void fill(Lane lane, List<ScoredObservations> scored) {
        var after = lane.until;
        var points = new TreeMap<Long, Point>();
        for (var each : scored) {
            each.points.stream()
                    .filter(point -> isAfter(Instant.ofEpochMilli(point.at()), after))
                    .forEach(point -> points.putIfAbsent(point.at(), point));
            each.anomalies.stream()
                    .filter(told -> isAfter(told.anomaly().at(), after))
                    .map(told -> new KnownAnomaly(
                            UUID.randomUUID(),
                            0,
                            lane.series,
                            lane.dataset,
                            told.anomaly(),
                            told.occasions(),
                            clock.instant()))
                    .forEach(lane.told::add);
            lane.heard.of(each);
            if (!each.points.isEmpty()) {
                var last = Instant.ofEpochMilli(each.points.getLast().at());
                each.drifted.all().stream()
                        .filter(detector -> isAfter(last, after))
                        .forEach(detector -> lane.drifted.put(detector, last));
            }
        }
        lane.points.addAll(points.values());
    }

    private static boolean isAfter(Instant at, Instant until) {
        return until == null || at.isAfter(until);
    }

    private void store(Connection connection, List<Lane> lanes) throws SQLException {
        int size = lanes.stream().mapToInt(lane -> lane.points.size()).sum();
        var series = new int[size];
        var at = new long[size];
        var numbers = new double[3][size];
        int i = 0;
        for (var lane : lanes) {
            for (var point : lane.points) {
                series[i] = lane.series;
                at[i] = point.at();
                numbers[0][i] = point.probability();
                numbers[1][i] = point.expected();
                numbers[2][i++] = point.band();
            }
        }
        ScoringRound.insert(connection, series, at, numbers, false);
        try (var save = connection.prepareStatement(SAVE)) {
            for (var lane : lanes) {
                save.setObject(
                        1,
                        lane.points.isEmpty()
                                ? null
                                : offset(Instant.ofEpochMilli(
                                        lane.points.getLast().at())));
                save.setInt(2, suspend(connection, lane));
                save.setArray(3, SeriesAdjustments.names(connection, lane.suspended));
                save.setObject(4, offset(lane.heard.silentFrom()));
                save.setObject(5, offset(lane.heard.newest));
                save.setInt(6, lane.series);
                save.addBatch();
            }
            save.executeBatch();
        }
        anomalies.add(
                connection, lanes.stream().flatMap(lane -> lane.told.stream()).toList());
    }

    private static OffsetDateTime offset(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** Writes down what the topology found by itself, as the hub does; returns how many adjustments there are then. */
    private int suspend(Connection connection, Lane lane) throws SQLException {
        int number = lane.adjustments;
        for (var each : lane.drifted.entrySet()) {
            var detector = each.getKey();
            if (lane.suspended.add(detector)) {
                var adjustment = new Adjustment(
                        lane.series, ++number, each.getValue(), Adjustment.Kind.SUSPENDED, detector, null);
                adjustments.add(connection, adjustment, Adjustment.Cause.DRIFT, null);
                adjustments.tell(connection, lane.dataset, lane.series, detector, Adjustment.Cause.DRIFT);
            }
        }
        return number;
    }

    /**
     * In the running transaction: from its first observation on a series is scored in one place.
     *
     * @param first series of which nothing was there before
     * @param stored series of which something was stored now
     */
    static void stream(Connection connection, List<Integer> first, List<Integer> stored) throws SQLException {
        update(connection, STREAM, first);
        update(connection, UNSETTLED, stored);
    }

    private static void update(Connection connection, String sql, List<Integer> series) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setArray(1, SeriesStore.numbers(connection, series));
            update.executeUpdate();
        }
    }

    /** In the running transaction, in which their progress is locked. */
    static boolean areStreamed(Connection connection, List<Integer> series) throws SQLException {
        try (var select = connection.prepareStatement(STREAMED)) {
            select.setArray(1, SeriesStore.numbers(connection, series));
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
