package org.entente.observatory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** One series in one round of scoring, whose row is locked. */
final class ScoringLane {
    private static final Logger LOG = Logger.getLogger(ScoringLane.class);
    static final String LOCK = """
            select g.series, s.dataset, s.with_shape, p.watermark, g.scored_until, g.version, g.told_until, g.adjustments, g.suspended,
                greatest((select since from reception),
                    (select since from topic_position t where t.topic = p.topic and t.partition = p.partition)),
                s.uses is not null, g.calendar, s.compares is not null
            from series_scoring g join series s on s.number = g.series join series_progress p on p.series = g.series
            where g.series = any (?) and not g.streamed and not exists (select from scoring_retry r where r.series = g.series)
            order by g.series for update of g
            """;
    static final String STATES = "select series, state from series_scoring where series = any (?)";
    static final String SAVE = """
            update series_scoring set scored_until = ?, state = ?, version = ?, told_until = ?, silent_from = ?,
                adjustments = ?, suspended = coalesce(?, suspended) where series = ?
            """;

    /** What all lanes share. */
    record Scoring(LiveScorers scorers, SeasonalContext context, Clock clock) {}

    /** @param seasons from there on; null where the calendars stay */
    private record Ahead(Adjustment adjustment, SeasonalContext seasons) {}

    /** What suspends a model, and why. */
    record Failed(Adjustment adjustment, String reason) {}

    /** Each may take a model a tenth of a second, and meanwhile the other series of the round wait. */
    private static final int STRETCH = 20;

    final int series;
    final List<KnownAnomaly> told = new ArrayList<>();
    final List<Long> instants = new ArrayList<>();
    final List<Judgement> judgements = new ArrayList<>();
    final List<Failed> failures = new ArrayList<>();
    private final Scoring scoring;
    private final UUID dataset;
    private final boolean withShape;
    private final Instant watermark;
    private final Set<DetectorKind> knownSuspended;
    private final long version;
    private final Instant receiving;
    private final boolean computed;
    private final boolean calendars;
    private final boolean comparing;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Deque<SilentSeries.Told> silences = new ArrayDeque<>();
    private final Deque<Observation> waiting = new ArrayDeque<>();
    private SeasonalContext seasons;
    private Instant until;
    private Instant toldUntil;
    private SeriesScorer scorer;
    private int adjustments;
    private boolean adjusted;
    private boolean again;
    private boolean anew;
    private boolean saved;
    private boolean isRefused;

    /** @param row of {@link #LOCK} */
    ScoringLane(Scoring scoring, ResultSet row) throws SQLException {
        this.scoring = scoring;
        series = row.getInt(1);
        dataset = row.getObject(2, UUID.class);
        withShape = row.getBoolean(3);
        watermark = SeriesStore.instant(row, 4);
        until = SeriesStore.instant(row, 5);
        version = row.getLong(6);
        toldUntil = SeriesStore.instant(row, 7);
        adjustments = row.getInt(8);
        knownSuspended = SeriesAdjustments.detectors(row.getArray(9));
        var since = SeriesStore.instant(row, 10);
        receiving = since == null ? Instant.MIN : since;
        computed = row.getBoolean(11);
        calendars = row.getInt(12) > 0;
        comparing = row.getBoolean(13);
        seasons = scoring.context;
    }

    Instant until() {
        return until;
    }

    Instant watermark() {
        return watermark;
    }

    boolean mayHaveMore() {
        return watermark.isAfter(until == null ? Instant.MIN : until);
    }

    int judged() {
        return judgements.size();
    }

    /** Whether some of it was scored by a former state. */
    boolean scoresAgain() {
        return again;
    }

    /** After the transaction that saved it, if it was. */
    void giveBack() {
        scoring.scorers.giveBack(series, saved ? version + 1 : version, scorer);
    }

    /** Whether it has a scorer now: one that was kept, or a new one where nothing was saved. */
    boolean isReady() {
        scorer = version == 0 ? unused() : scoring.scorers.take(series, version);
        return scorer != null;
    }

    private SeriesScorer unused() {
        return comparing ? SeriesScorer.comparing() : new SeriesScorer(withShape);
    }

    /** @param state as it was saved; null where there is none */
    void restore(byte[] state) {
        scorer = unused();
        if (state == null) {
            return;
        }
        try {
            scorer.restore(state);
        } catch (UnreadableStateException unreadable) {
            LOG.warnf("Series %d is learnt anew: %s", (Object) series, unreadable.getMessage());
            scorer = unused();
            toldUntil = until;
            until = null;
            anew = true;
        }
    }

    UUID dataset() {
        return dataset;
    }

    /** The number of the last adjustment that the scorer knows of, once it is ready. */
    int adjustmentsKnown() {
        return scorer.adjustments();
    }

    boolean hasAdjustments() {
        return scorer.adjustments() < adjustments;
    }

    /** Whether it ever had calendars of its own. */
    boolean hasCalendars() {
        return calendars;
    }

    /** What its scorer is at. */
    void isIn(SeasonalContext current) {
        seasons = current;
    }

    /**
     * One that the scorer does not know of, in the order of their numbers.
     *
     * @param from what holds from it on, null where it is about no calendar
     */
    void add(Adjustment adjustment, SeasonalContext from) {
        ahead.add(new Ahead(adjustment, from));
    }

    /** Of what was scored by a former state, in the order in which they were told. */
    void add(SilentSeries.Told silence) {
        silences.add(silence);
    }

    /** @param next the instant of what is judged next */
    private void adjust(Instant next) {
        while (!silences.isEmpty() && silences.peek().after().isBefore(next)) {
            scorer.toldSilence(silences.remove().at());
        }
        while (!ahead.isEmpty() && ahead.peek().adjustment.holdsAt(next)) {
            var now = ahead.remove();
            scorer.adjust(now.adjustment);
            seasons = now.seasons == null ? seasons : now.seasons;
            adjusted = true;
        }
    }

    /** After the last judgement of a round: what holds from there on, and which detectors drifted meanwhile. */
    Set<DetectorKind> settle() {
        adjust(until == null ? Instant.MIN : until.plusNanos(1));
        var drifted = EnumSet.noneOf(DetectorKind.class);
        if (!isCatchingUp()) {
            drifted.addAll(scorer.suspended());
            drifted.removeAll(knownSuspended);
        }
        return drifted;
    }

    /** Writes down that a detector takes no part from here on, as something that was adjusted. */
    Adjustment suspended(DetectorKind detector) {
        var adjustment = new Adjustment(series, ++adjustments, until, Adjustment.Kind.SUSPENDED, detector, null);
        scorer.adjust(adjustment);
        knownSuspended.add(detector);
        adjusted = true;
        return adjustment;
    }

    /** Learnt anew, and not yet where it was. */
    boolean isCatchingUp() {
        return toldUntil != null && (until == null || until.isBefore(toldUntil));
    }

    /** Judges it, unless a model has to be asked before. */
    void take(Observation observation) {
        if (waiting.isEmpty() && !mayAsk()) {
            judge(observation, Double.NaN);
        } else {
            waiting.add(observation);
        }
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** What of those that wait is judged in the same way. */
    List<Observation> stretch() {
        var from = waiting.peek().at();
        adjust(from);
        boolean known = isKnown(from);
        return waiting.stream()
                .takeWhile(each -> isKnown(each.at()) == known
                        && (ahead.isEmpty() || !ahead.peek().adjustment.holdsAt(each.at())))
                .limit(STRETCH)
                .toList();
    }

    private boolean isKnown(Instant at) {
        return toldUntil != null && !at.isAfter(toldUntil);
    }

    /** Null where none is to be asked. */
    PartnerModel model() {
        return isRefused && isKnown(waiting.peek().at()) ? null : scorer.model();
    }

    /** Whether each observation may have to wait for a model. */
    boolean mayAsk() {
        return scorer.hasModel() || !ahead.isEmpty();
    }

    /** Whether its state could not be read, so that it is learnt from its beginning. */
    boolean isAnew() {
        return anew;
    }

    /** Those before the stretch, which the model is given with it. */
    float[] recent() {
        return scorer.recent();
    }

    boolean isOfTheModel(Observation observation) {
        return SeriesScorer.isOfTheModel(observation, seasons.at(observation.at()));
    }

    /** Goes on without the model, from here on. Of what was scored already nothing is changed. */
    void failed(String reason) {
        if (isKnown(waiting.peek().at())) {
            isRefused = true;
            LOG.warnf("Series %d is learnt anew without what its model said: %s", (Object) series, reason);
        } else {
            failures.add(new Failed(suspended(DetectorKind.MODEL), reason));
        }
    }

    /** @param levels of the stretch; not a number where there is none */
    void judge(double[] levels) {
        for (double level : levels) {
            judge(waiting.remove(), level);
        }
    }

    private void judge(Observation observation, double level) {
        adjust(observation.at());
        var judgement = scorer.judge(observation, seasons.at(observation.at()), level);
        instants.add(observation.at().toEpochMilli());
        judgements.add(judgement);
        until = observation.at();
        if (isKnown(observation.at())) {
            again = true;
        } else {
            judgement.anomaly().ifPresent(this::tell);
        }
    }

    void silence(Instant now) {
        scorer.silence(now).ifPresent(this::tell);
    }

    private void tell(Anomaly anomaly) {
        told.add(new KnownAnomaly(
                UUID.randomUUID(),
                0,
                series,
                dataset,
                anomaly,
                seasons.occasions(anomaly.at()),
                scoring.clock.instant()));
    }

    /** A call of late observations alone changes nothing. */
    boolean hasChanged() {
        return anew || adjusted || !judgements.isEmpty() || !told.isEmpty();
    }

    /** From when the hub was able to receive, as {@link Reception} and {@link TopicReception} say. */
    private Instant measured(Instant silent) {
        return until != null && until.isBefore(receiving) ? silent.plus(Duration.between(until, receiving)) : silent;
    }

    void save(PreparedStatement save) throws SQLException {
        saved = true;
        save.setObject(1, until == null ? null : until.atOffset(ZoneOffset.UTC));
        save.setBytes(2, scorer.save());
        save.setLong(3, version + 1);
        save.setObject(4, toldUntil == null ? null : toldUntil.atOffset(ZoneOffset.UTC));
        // what is computed waits for nobody
        var silent = computed ? Instant.MAX : scorer.silentFrom();
        save.setObject(5, silent.isBefore(Instant.MAX) ? measured(silent).atOffset(ZoneOffset.UTC) : null);
        save.setInt(6, adjustments);
        save.setArray(7, isCatchingUp() ? null : SeriesAdjustments.names(save.getConnection(), scorer.suspended()));
        save.setInt(8, series);
    }
}
