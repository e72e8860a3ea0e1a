package org.entente.observatory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.entente.observatory.ObservationMessages.Message;
import org.entente.observatory.ObservationMessages.Owned;

/** Made-up messages of a partner's topic, in any order that sensors think of, and what the hub without a topology makes of them. */
final class TopicSamples {
    static final String TOPIC = "observations.ville";
    static final String SCORED = "observations-scored";
    static final SeasonalContext SEASONS = SeasonalContext.hours(ZoneId.of("Europe/Paris"));
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final SeasonalContext AT_AN_EVENT = SEASONS.with(
            List.of(),
            List.of(new CalendarPeriod("Match", BEGIN.plus(Duration.ofDays(8)), BEGIN.plus(Duration.ofDays(12)))));

    /** A point or an anomaly as text, bit by bit. */
    record Scored(Series series, List<String> points, List<String> anomalies) {}

    private TopicSamples() {}

    static ObservationMessages messages() {
        return messages(Map.of(), Clock.systemUTC());
    }

    static ObservationMessages messages(Map<String, String> properties, Clock clock) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(KafkaConfig.class)
                .withMapping(ObservatoryConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        var observatory = config.getConfigMapping(ObservatoryConfig.class);
        return new ObservationMessages(
                config.getConfigMapping(KafkaConfig.class),
                new ObservationPartitions(null, observatory, clock),
                observatory,
                clock,
                new ObjectMapper());
    }

    /** The same in every JVM: some with shape, some whose observations may come late. */
    static List<Series> series(int count) {
        var all = new ArrayList<Series>();
        for (int i = 0; i < count; i++) {
            all.add(new Series(
                    new UUID(7, i),
                    i,
                    new UUID(8, 0),
                    "noise",
                    "dB",
                    STEP,
                    STEP.multipliedBy(i % 3 * 3L),
                    null,
                    null,
                    List.of(),
                    -1_000,
                    1_000,
                    i % 4 == 0,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        return all;
    }

    static Map<UUID, Owned> owned(List<Series> series) {
        var owned = new HashMap<UUID, Owned>();
        series.forEach(each -> owned.put(each.id(), new Owned(each, "ville")));
        return owned;
    }

    /** Of one series: most in order, some again, reordered, late, absurd, unreadable, and now and then a surge. */
    static List<Message> messages(Series series, int count) {
        var random = new Random(series.number());
        var messages = new ArrayList<Message>();
        for (int n = 0; n < count; n++) {
            var at = new ArrayList<Long>();
            var values = new ArrayList<Object>();
            for (int i = 0; i < 6; i++) {
                long step = n * 5L + i + (random.nextInt(10) == 0 ? -random.nextInt(12) : 0);
                at.add(BEGIN.plus(STEP.multipliedBy(step)).toEpochMilli());
                double value = 60 + 10 * Math.sin(step * 2 * Math.PI / 144) + random.nextGaussian();
                values.add(random.nextInt(500) == 0 ? 5_000 : random.nextInt(300) == 0 ? value + 90 : value);
            }
            var text = random.nextInt(50) == 0 ? "noise" : "{\"at\": %s, \"values\": %s}".formatted(at, values);
            messages.add(new Message(
                    TOPIC,
                    series.id().toString().getBytes(StandardCharsets.UTF_8),
                    text.getBytes(StandardCharsets.UTF_8),
                    Instant.now()));
        }
        return messages;
    }

    /** By what stores and scores where there is no topology. */
    static Scored expected(Series series, List<Message> given, Adjustment... adjustments) {
        var read = messages();
        var owned = new Owned(series, "ville");
        var now = series;
        var stored = new TreeMap<Long, ObservationBatch.Stored>();
        var known = new HashMap<Long, Double>();
        for (var message : given) {
            var reading = read.read(message, id -> owned).reading();
            if (reading != null) {
                var batch = new ObservationBatch(now, reading);
                batch.take(known);
                batch.stored.forEach(each -> {
                    known.put(each.at(), each.value());
                    stored.put(each.at(), each);
                });
                now = now.at(batch.newest(), batch.watermark());
            }
        }
        var scored = new ScoredObservations();
        var scorer = new SeriesScorer(series.withShape());
        var ahead = new ArrayDeque<>(List.of(adjustments));
        var periods = new ArrayList<Long>();
        stored.headMap(now.watermark().toEpochMilli(), true).values().stream()
                .filter(each -> !each.late())
                .forEach(each -> {
                    var at = Instant.ofEpochMilli(each.at());
                    while (!ahead.isEmpty() && ahead.peek().holdsAt(at)) {
                        var adjustment = ahead.remove();
                        scorer.adjust(adjustment);
                        if (adjustment.periods() != null) {
                            periods.clear();
                            periods.addAll(adjustment.periods());
                        }
                    }
                    var seasons = seasons(periods);
                    scored.add(each.at(), scorer.judge(new Observation(at, each.value()), seasons.at(at)), seasons);
                });
        return scored(series, List.of(scored));
    }

    /** With an event, where there are periods. */
    static SeasonalContext seasons(List<Long> periods) {
        return periods.isEmpty() ? SEASONS : AT_AN_EVENT;
    }

    static Scored scored(Series series, List<ScoredObservations> all) {
        var points = new ArrayList<String>();
        var anomalies = new ArrayList<String>();
        for (var each : all) {
            each.points.forEach(point -> points.add(point.at() + " " + Double.doubleToRawLongBits(point.probability())
                    + " " + Double.doubleToRawLongBits(point.expected()) + " "
                    + Double.doubleToRawLongBits(point.band())));
            each.anomalies.forEach(told -> anomalies.add(text(told.anomaly()) + " " + told.occasions()));
        }
        return new Scored(series, points, anomalies);
    }

    /** Evidence by its strengths: how they are kept is not told. */
    private static String text(Anomaly anomaly) {
        var strengths = new ArrayList<Double>();
        for (var kind : EvidenceKind.values()) {
            strengths.add(anomaly.evidence().strength(kind));
        }
        return anomaly.kind() + " " + anomaly.at() + " " + anomaly.value() + " " + anomaly.expected() + " "
                + anomaly.band() + " " + anomaly.probability() + " " + strengths + " " + anomaly.observations() + " "
                + anomaly.oneIn() + " " + anomaly.similar();
    }
}
