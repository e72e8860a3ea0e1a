package org.entente.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.entente.access.Request;
import org.entente.identity.Caller;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored of messages, with how far they were taken. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class TopicRoundTest {
    @Inject
    AgroalDataSource database;

    @Inject
    TopicRound round;

    @Inject
    ObservationAppends appends;

    @Inject
    SetAsideMessages setAside;

    @Inject
    ScoredRound scores;

    @Inject
    ObservationMessages messages;

    @Inject
    SeriesStore store;

    @Inject
    ObservationPartitions partitions;

    @Inject
    ObservationBook book;

    @Inject
    LiveScoring scoring;

    @Inject
    StreamedSilences silences;

    private final UUID dataset = UUID.randomUUID();
    private final UUID others = UUID.randomUUID();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(20));
    private final TopicPositions positions = new TopicPositions();
    private String partner;
    private String topic;
    private long offset;

    @BeforeEach
    void there_is_a_dataset_of_a_partner() throws SQLException {
        partner = "t" + UUID.randomUUID().toString().substring(0, 8);
        topic = "observations." + partner;
        execute("""
                insert into partner (id, names) values ('%1$s', '{"fr": "P"}');
                insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                values ('%2$s', '%1$s', 'OPEN', 'NONE',
                        '{"titles": {"fr": "P"}, "descriptions": {}, "keywords": [], "themes": [], "distributions": []}', '', 1, now());
                update governance_epoch set epoch = epoch + 1
                """.formatted(partner, dataset));
    }

    @AfterEach
    void nothing_is_left() throws SQLException {
        execute("""
                delete from anomaly where dataset = '%1$s';
                update dataset set archived_at = now(), version = version + 1 where id in ('%1$s', '%2$s');
                update governance_epoch set epoch = epoch + 1
                """.formatted(dataset, others));
    }

    private String series(String measure, Duration lateness) throws SQLException {
        var id = UUID.randomUUID();
        execute("""
                with made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    values ('%s', '%s', '%s', 600000, %d, '{}', 0, 1000, false, 'test', now()) returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(id, dataset, measure, lateness.toMillis()));
        return id.toString();
    }

    private ConsumerRecord<byte[], byte[]> message(String key, String value) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset++,
                Instant.now().toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }

    private ConsumerRecord<byte[], byte[]> message(String key, List<Object> at, List<Object> values) {
        return message(
                key,
                "{\"at\": %s, \"values\": %s}"
                        .formatted(at.stream().map(each -> "\"" + each + "\"").toList(), values));
    }

    @Test
    void calls_and_messages_in_the_same_order_come_to_the_same_however_many_are_stored_at_once() throws Exception {
        var called = series("called", Duration.ofHours(1));
        var sent = series("sent", Duration.ofHours(1));
        var random = new Random(4);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int call = 0; call < 40; call++) {
            var at = new ArrayList<Object>();
            var values = new ArrayList<Object>();
            for (int i = 0; i < 5; i++) {
                // some again, some with another value, some reordered, some late, some absurd
                at.add(begin.plus(Duration.ofMinutes(10L * (call * 4 + random.nextInt(15) - 6)))
                        .toString());
                values.add(random.nextInt(20) == 0 ? 5_000 : random.nextInt(3));
            }
            appends.append(
                    Request.of(new Caller("s", "s", partner, Set.of("partner-agent"), Set.of(), null, null), "en"),
                    dataset,
                    List.of(new SeriesObservations(called, null, at, values)),
                    UUID.randomUUID().toString());
            records.add(message(sent, at, values));
        }
        for (int from = 0; from < records.size(); ) {
            int until = Math.min(records.size(), from + 1 + random.nextInt(9));
            round.take(records.subList(from, until), positions);
            from = until;
        }

        var stored =
                "select at || ' ' || value || ' ' || late from observation where series = (select number from series where id = '%s') order by at";
        assertThat(texts(stored.formatted(sent)))
                .isEqualTo(texts(stored.formatted(called)))
                .hasSizeGreaterThan(50)
                .anyMatch(row -> row.endsWith("true"));
        var refused =
                "select kind || ' ' || at || ' ' || value from observation_quarantine where series = (select number from series where id = '%s') order by id";
        assertThat(texts(refused.formatted(sent)))
                .isEqualTo(texts(refused.formatted(called)))
                .anyMatch(row -> row.startsWith("CONFLICTING"))
                .anyMatch(row -> row.startsWith("ABSURD"));
        assertThat(texts("select position from topic_position where topic = '" + topic + "'"))
                .containsExactly("40");
        assertThat(texts("select distinct detail ->> 'counts' is not null from audit_event where caller = '" + topic
                        + "'"))
                .containsExactly("t");
    }

    @Test
    void a_replica_that_lost_its_partition_stores_nothing() throws Exception {
        var sensor = series("noise", Duration.ZERO);
        var first = message(sensor, List.of(begin), List.of(1));
        round.take(List.of(first), positions);
        var other = new TopicPositions();
        try (var connection = database.getConnection()) {
            other.read(connection, List.of(new TopicPartition(topic, 0)));
        }
        round.take(List.of(message(sensor, List.of(begin.plusSeconds(600)), List.of(2))), other);

        var lost = message(sensor, List.of(begin.plusSeconds(1200)), List.of(3));
        assertThatThrownBy(() -> round.take(List.of(lost), positions))
                .hasRootCauseInstanceOf(TopicPositions.MovedException.class);
        assertThatThrownBy(() -> round.takeApart(List.of(lost), positions))
                .hasRootCauseInstanceOf(TopicPositions.MovedException.class);
        assertThatThrownBy(() -> round.take(List.of(first), new TopicPositions()))
                .as("who thinks that nothing was taken yet")
                .hasRootCauseInstanceOf(TopicPositions.MovedException.class);
        assertThat(texts("select value from observation where series = (select number from series where id = '" + sensor
                        + "') order by at"))
                .containsExactly("1", "2");
    }

    @Test
    void what_cannot_be_taken_is_set_aside_for_whoever_sent_it_and_holds_up_nothing() throws Exception {
        var sensor = series("noise", Duration.ZERO);
        var indicator = series("count", Duration.ZERO);
        execute("""
                update series set uses = '{at}' where id = '%s'
                """.formatted(indicator));
        var records = List.of(
                message(sensor, List.of(begin), List.of(1)),
                message(sensor, "loud\0 \uD83D\uDD0A"),
                message(foreign(), List.of(begin), List.of(1)),
                message(indicator, List.of(begin), List.of(1)),
                message(UUID.randomUUID().toString(), List.of(begin), List.of(1)),
                message(sensor, List.of(begin.plusSeconds(600)), List.of(2)));
        round.take(records, positions);

        var sender = new Caller("s", "s", partner, Set.of("partner-agent"), Set.of(), null, null);
        var page = setAside.page(Request.of(sender, "en"), 10, null).rows();
        assertThat(page.stream().map(SetAsideMessages.MessageView::reason))
                .containsExactly(
                        MessageReason.UNREADABLE,
                        MessageReason.UNKNOWN_SERIES,
                        MessageReason.UNKNOWN_SERIES,
                        MessageReason.UNKNOWN_SERIES);
        assertThat(page.getFirst().message()).isEqualTo("loud  \uD83D\uDD0A");
        assertThat(page.getFirst().position()).isEqualTo(1);
        var other = new Caller("o", "o", "ville", Set.of("partner-agent"), Set.of(), null, null);
        assertThat(setAside.page(Request.of(other, "en"), 10, null).rows()).isEmpty();
        assertThat(texts("select value from observation where series = (select number from series where id = '" + sensor
                        + "') order by at"))
                .containsExactly("1", "2");
        assertThat(texts("select count(*) from observation join series on number = series where id <> '" + sensor
                        + "' and at = '" + begin + "' and measure in ('count', 'foreign')"))
                .containsExactly("0");
    }

    /** A series of another partner's. */
    private String foreign() throws SQLException {
        var id = UUID.randomUUID();
        execute("""
                insert into partner (id, names) values ('other-%2$s', '{"fr": "A"}');
                with dataset as (
                    insert into dataset (id, owner, access_level, regime, draft, fingerprint, version, recorded_at)
                    values ('%1$s', 'other-%2$s', 'HIDDEN', 'NONE',
                            '{"titles": {"fr": "A"}, "descriptions": {}, "keywords": [], "themes": [], "distributions": []}', '', 1, now())
                    returning id),
                made as (
                    insert into series (id, dataset, measure, frequency_ms, lateness_ms, keys, least, greatest, with_shape,
                                        registered_by, registered_at)
                    select '%3$s', id, 'foreign', 600000, 0, '{}', 0, 1000, false, 'test', now() from dataset returning number),
                progress as (insert into series_progress (series) select number from made)
                insert into series_scoring (series) select number from made
                """.formatted(others, partner, id));
        return id.toString();
    }

    @Test
    void a_message_that_is_read_again_is_set_aside_once() throws Exception {
        var unreadable = message("quay", "60 dB");
        round.take(List.of(unreadable), positions);
        execute("delete from topic_position where topic = '" + topic + "'");
        round.take(List.of(unreadable, message("quay", "61 dB")), new TopicPositions());

        assertThat(texts("select message from message_quarantine where partner = '" + partner + "' order by position"))
                .containsExactly("60 dB", "61 dB");
    }

    @Test
    void so_many_messages_of_a_partner_are_kept_and_old_ones_forgotten_however_many_they_are() throws Exception {
        execute("""
                insert into message_quarantine (partner, topic, partition, position, reason, created_at)
                select '%1$s', '%2$s', 1, n, 'UNREADABLE', now() - interval '40 days' from generate_series(1, 9999) n
                """.formatted(partner, topic));
        round.take(List.of(message("quay", "60 dB"), message("quay", "61 dB"), message("quay", "62 dB")), positions);

        var kept = "select message from message_quarantine where partner = '" + partner + "' and partition = 0";
        assertThat(texts(kept)).containsExactly("60 dB");
        assertThat(texts("select position from topic_position where topic = '" + topic + "'"))
                .as("it holds up nothing")
                .containsExactly("3");

        setAside.forgetOld();
        assertThat(texts("select count(*) from message_quarantine where partner = '" + partner + "'"))
                .containsExactly("1");
        round.take(List.of(message("quay", "63 dB")), positions);
        assertThat(texts(kept)).containsExactly("60 dB", "63 dB");
    }

    @Test
    void a_message_of_which_nothing_is_stored_does_not_decide_where_its_series_is_scored() throws Exception {
        var config = new SmallRyeConfigBuilder()
                .withMapping(KafkaConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("entente.kafka.scoring", "true"), "test", 100))
                .build()
                .getConfigMapping(KafkaConfig.class);
        var streaming = new TopicRound(database, messages, store, partitions, book, setAside, scoring, config);
        var sensor = series("noise", Duration.ZERO);

        streaming.take(List.of(message(sensor, List.of(begin), List.of(5_000))), positions);
        assertThat(isStreamed(sensor)).isFalse();
        streaming.take(List.of(message(sensor, List.of(begin), List.of(5))), positions);
        assertThat(isStreamed(sensor)).isTrue();
    }

    private boolean isStreamed(String id) throws SQLException {
        return texts("select streamed from series_scoring where series = (select number from series where id = '" + id
                        + "')")
                .equals(List.of("t"));
    }

    @Test
    void a_series_that_a_topology_scores_and_that_says_nothing_is_told_of_once_unless_the_rule_is_suspended()
            throws Exception {
        var heard = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(2));
        var quiet = series("quiet", Duration.ofMinutes(30));
        var suspended = series("suspended", Duration.ZERO);
        var ahead = series("ahead", Duration.ZERO);
        for (var each : List.of(quiet, suspended, ahead)) {
            scores.take(List.of(scored(each, heard)), positions);
            round.take(List.of(message(each, List.of(heard), List.of(5))), positions);
        }
        round.take(List.of(message(ahead, List.of(heard.plusSeconds(60)), List.of(5))), positions);
        execute("""
                begin;
                update series_scoring set suspended = '{SILENCE}' where series = (select number from series where id = '%1$s');
                update topic_position set heard = now() where topic = '%2$s';
                update series_scoring g set silent_from = now() - interval '1 hour' from series s
                where s.number = g.series and s.dataset = '%3$s' and g.silent_from is not null;
                commit
                """.formatted(suspended, topic, dataset));
        silences.tell();
        silences.tell();

        assertThat(texts("select s.measure || ' ' || a.observations from anomaly a join series s on s.number = a.series"
                        + " where a.kind = 'SILENCE' and a.dataset = '" + dataset + "'"))
                .as("of what waits to be scored it is said anew")
                .containsExactly("quiet 1");
    }

    /** Of one observation. */
    private ConsumerRecord<byte[], byte[]> scored(String id, Instant at) {
        var scored = new ScoredObservations();
        scored.points.add(new ScoredObservations.Point(at.toEpochMilli(), 0.5, 1, 1));
        scored.newest = at.toEpochMilli();
        scored.silentFrom = at.plus(Duration.ofMinutes(50)).toEpochMilli();
        return scored(id.getBytes(StandardCharsets.UTF_8), scored.save());
    }

    private ConsumerRecord<byte[], byte[]> scored(byte[] key, byte[] value) {
        return new ConsumerRecord<>("scored-" + partner, 0, offset++, key, value);
    }

    private List<String> scoresOf(String id) throws SQLException {
        return texts("select count(*) from score where series = (select number from series where id = '" + id + "')");
    }

    @Test
    void scores_that_come_before_what_they_are_of_are_taken_unless_calls_were_first() throws Exception {
        var early = series("early", Duration.ZERO);
        var called = series("called", Duration.ZERO);
        append(called);
        scores.take(List.of(scored(early, begin), scored(called, begin.minusSeconds(600))), positions);

        assertThat(scoresOf(early)).containsExactly("1");
        assertThat(isStreamed(early)).isTrue();
        assertThat(isStreamed(called)).isFalse();
        assertThatThrownBy(() -> append(early)).hasMessageContaining("come by Kafka");
    }

    private void append(String id) throws Exception {
        appends.append(
                Request.of(new Caller("s", "s", partner, Set.of("partner-agent"), Set.of(), null, null), "en"),
                dataset,
                List.of(new SeriesObservations(id, null, List.of(begin.toString()), List.of(1))),
                UUID.randomUUID().toString());
    }

    @Test
    void a_detector_that_the_topology_suspended_is_suspended_here_once() throws Exception {
        var sensor = series("noise", Duration.ZERO);
        var record = drifted(sensor, begin);
        scores.take(List.of(record), positions);
        scores.take(List.of(drifted(sensor, begin), drifted(sensor, begin.plusSeconds(600))), positions);

        assertThat(texts(
                        "select number || ' ' || kind || ' ' || detector || ' ' || cause || ' ' || (after = '%s') from series_adjustment where series = (select number from series where id = '%s')"
                                .formatted(begin, sensor)))
                .containsExactly("1 SUSPENDED SIZE DRIFT true");
        assertThat(texts(
                        "select adjustments || array_to_string(suspended, ' ') from series_scoring g join series s on s.number = g.series where s.id = '"
                                + sensor + "'"))
                .containsExactly("1SIZE");
        assertThat(texts("select count(*) from audit_event where action = 'suspendDetector' and dataset = '" + dataset
                        + "'"))
                .as("its owner is told")
                .containsExactly("1");
    }

    private ConsumerRecord<byte[], byte[]> drifted(String id, Instant at) {
        var scored = new ScoredObservations();
        scored.points.add(new ScoredObservations.Point(at.toEpochMilli(), 0.5, 1, 1));
        scored.drifted.add(DetectorKind.SIZE);
        return scored(id.getBytes(StandardCharsets.UTF_8), scored.save());
    }

    @Test
    void so_much_that_was_set_aside_of_a_series_is_kept_and_the_rest_counted() throws Exception {
        var sensor = series("noise", Duration.ZERO);
        var number =
                texts("select number from series where id = '" + sensor + "'").getFirst();
        execute("""
                with called as (
                    insert into observation_append (id, dataset, result) values (gen_random_uuid(), '%s', '{}') returning id)
                insert into observation_quarantine (append, series, kind)
                select id, %s, 'ABSURD' from called, generate_series(1, 9999)
                """.formatted(dataset, number));
        round.take(List.of(message(sensor, List.of(begin, begin), List.of(5_001, 5_002))), positions);
        round.take(List.of(message(sensor, List.of(begin, begin), List.of(5_003, 5))), positions);

        assertThat(texts("select value from observation_quarantine where value is not null and series = " + number))
                .containsExactly("5001");
        assertThat(texts("select count(*) from observation_append where dataset = '" + dataset + "'"))
                .as("no row for what keeps nothing")
                .containsExactly("2");
        assertThat(texts("select value from observation where series = " + number))
                .containsExactly("5");
        assertThat(texts(
                        "select sum((count ->> 'count')::int) from audit_event, jsonb_array_elements(detail -> 'counts') count"
                                + " where dataset = '" + dataset + "' and count ->> 'kind' = 'ABSURD'"))
                .as("all are counted")
                .containsExactly("3");
    }

    @Test
    void a_record_that_is_no_scores_or_fails_alone_is_left_out_and_holds_up_nothing() throws Exception {
        var sound = series("noise", Duration.ZERO);
        var poisonous = series("poison", Duration.ZERO);
        var key = sound.getBytes(StandardCharsets.UTF_8);
        scores.take(
                List.of(scored(key, null), scored((byte[]) null, key), scored(key, key), scored(sound, begin)),
                positions);
        assertThat(scoresOf(sound)).containsExactly("1");

        execute("""
                create or replace function refuse_score() returns trigger language plpgsql as 'begin raise exception ''poison''; end';
                create trigger refuse_score before update on series_scoring
                    for each row when (new.scored_until is not null and new.series = %s) execute function refuse_score()
                """.formatted(texts("select number from series where id = '" + poisonous + "'")
                .getFirst()));
        try {
            var records = List.of(scored(poisonous, begin), scored(sound, begin.plusSeconds(600)));
            assertThatThrownBy(() -> scores.take(records, positions)).hasStackTraceContaining("poison");
            scores.takeApart(records, positions);
        } finally {
            execute("drop trigger refuse_score on series_scoring; drop function refuse_score()");
        }
        assertThat(scoresOf(poisonous)).containsExactly("0");
        assertThat(scoresOf(sound)).containsExactly("2");
        assertThat(texts("select position from topic_position where topic = 'scored-" + partner + "'"))
                .containsExactly("6");
    }

    @Test
    void a_poisonous_message_is_set_aside_whole_once_it_failed_alone() throws Exception {
        var poisonous = series("poison", Duration.ZERO);
        var sound = series("noise", Duration.ZERO);
        execute("""
                create or replace function refuse_value() returns trigger language plpgsql as 'begin raise exception ''poison''; end';
                create trigger refuse_value before update on series_progress
                    for each row when (new.series = %s) execute function refuse_value()
                """.formatted(texts("select number from series where id = '" + poisonous + "'")
                .getFirst()));
        try {
            var records =
                    List.of(message(poisonous, List.of(begin), List.of(1)), message(sound, List.of(begin), List.of(1)));
            assertThatThrownBy(() -> round.take(records, positions)).hasStackTraceContaining("poison");
            assertThat(texts("select count(*) from topic_position where topic = '" + topic + "'"))
                    .as("all or nothing")
                    .containsExactly("0");
            round.takeApart(records, positions);
        } finally {
            execute("drop trigger refuse_value on series_progress; drop function refuse_value()");
        }
        assertThat(texts("select reason || ' ' || position from message_quarantine where partner = '" + partner + "'"))
                .containsExactly("FAILED 0");
        assertThat(texts("select count(*) from observation where series = (select number from series where id = '"
                        + sound + "')"))
                .containsExactly("1");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
