package org.entente.observatory;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one series by everything: rarity, shape, size and level shifts, of which {@link Suspicions} make one
 * probability, and the rules for silence and stuck sensors.
 *
 * <p>A model of the owner's takes part as one of them does, by the level that is given with each observation.
 *
 * <p>One that {@link #comparing compares} judges how far a sensor stands from its neighbours instead: nothing else of it counts.
 *
 * <p>One anomaly an {@link OpenEpisode episode}, none before 150 observations and a week. Not safe for several threads; one instance a
 * series. Under 1.5 µs a point and 13 KB a series, with shape 5 µs and 57 KB.
 */
public final class SeriesScorer implements Stateful {
    /** At most one ordinary day in a hundred. */
    public static final double USUAL_THRESHOLD = 0.01;
    /** Neighbours see plainly what they see at all: at ten times the days no more incidents were found (docs/decisions/0027). */
    static final double COMPARING_THRESHOLD = 0.001;

    private static final int VERSION = 5;
    private static final int SHIFT_WINDOW = 48;
    private static final double SHIFT_CUT = 4;
    private static final int PEERS_WINDOW = 12;
    private static final double PEERS_CUT = 20;
    private static final int FIRST_TOLD = 150;
    private static final long FIRST_DAYS = 7 * 86_400_000L;

    private final RarityDetector rarity;
    private final ShapeDetector shape;
    private final StandingDeparture shift = new StandingDeparture(SHIFT_WINDOW, SHIFT_CUT);
    private final StandingDeparture peers;
    private final SilenceRule silence = new SilenceRule();
    private final StuckRule stuck = new StuckRule();
    private final Suspicions suspicions = new Suspicions();
    private final OpenEpisode open = new OpenEpisode();
    private final Episodes episodes = new Episodes();
    private final SuspendedDetectors suspended = new SuspendedDetectors();
    private final EventDepartures events = new EventDepartures();
    private final ModelLevels levels = new ModelLevels();
    private double threshold;
    private long adjustments;
    private long observations;
    private long first;

    /**
     * @param withShape whether breaks within the usual range are looked for too, for four times the memory and the work
     */
    public SeriesScorer(boolean withShape) {
        this(new RarityDetector(), withShape ? new ShapeDetector() : null, null);
    }

    private SeriesScorer(RarityDetector rarity, ShapeDetector shape, StandingDeparture peers) {
        this.rarity = rarity;
        this.shape = shape;
        this.peers = peers;
        threshold = usual(peers != null);
    }

    /** What is told of without any label. */
    static double usual(boolean comparing) {
        return comparing ? COMPARING_THRESHOLD : USUAL_THRESHOLD;
    }

    /** Of observations that are departures from a {@link Neighbourhood}: 0 is expected, and as far as 1 is usual. */
    public static SeriesScorer comparing() {
        return new SeriesScorer(null, null, new StandingDeparture(PEERS_WINDOW, PEERS_CUT));
    }

    /** What people say of its anomalies moves the threshold: a higher one tells more, a lower one less. */
    public void adjust(double newThreshold) {
        threshold = newThreshold;
    }

    /** In the order of their numbers. */
    void adjust(Adjustment adjustment) {
        switch (adjustment.kind()) {
            case THRESHOLD -> adjust(Strictness.threshold(usual(peers != null), adjustment.strictness()));
            case SUSPENDED -> suspended.add(adjustment.detector());
            case RESUMED -> resume(adjustment.detector());
            // seasons are given with each observation
            case CALENDAR -> {}
            case MODEL -> begin(adjustment.model());
        }
        adjusted(adjustment.number());
    }

    private void resume(DetectorKind detector) {
        suspended.remove(detector);
        if (detector == DetectorKind.MODEL) {
            begin(levels.model());
        } else {
            Statistic.of(detector).ifPresent(suspicions::forgive);
        }
    }

    /** It is not asked while it is suspended, so that one that is resumed is learnt anew as well. */
    private void begin(PartnerModel model) {
        suspended.remove(DetectorKind.MODEL);
        levels.begin(model);
        if (model == null) {
            suspicions.endModel();
        } else {
            suspicions.beginModel();
        }
    }

    /** The one that its observations' levels are asked of; null where there is none, or it is suspended. */
    PartnerModel model() {
        return suspended.has(DetectorKind.MODEL) ? null : levels.model();
    }

    boolean hasModel() {
        return levels.model() != null;
    }

    /** The last values that are known, the oldest first: one less than the model's window, or fewer. */
    float[] recent() {
        return levels.recent();
    }

    /** Whether the model is asked about it: an event accounts for what departs. */
    static boolean isOfTheModel(Observation observation, Season season) {
        return observation.isMeasured() && !season.event();
    }

    /** The number of the last adjustment that it knows of, 0 before the first. */
    int adjustments() {
        return (int) adjustments;
    }

    /** Knows of adjustments up to this number. */
    void adjusted(int number) {
        adjustments = number;
    }

    /** Those whose score takes no part, for drift or because people said so. */
    public Set<DetectorKind> suspended() {
        return suspended.all();
    }

    /** In the order of time; what comes late is the caller's to leave out. */
    public Judgement judge(Observation observation, Season season) {
        return judge(observation, season, Double.NaN);
    }

    /**
     * Likewise.
     *
     * @param level what the {@link #model} says of it and the values before it; not a number where there is none
     */
    Judgement judge(Observation observation, Season season, double level) {
        if (!observation.isMeasured()) {
            return Judgement.SKIPPED;
        }
        count(observation);
        if (peers != null) {
            return compare(new Measured(observation, 0, 1), season);
        }
        silence.observe(observation.at());
        if (isOfTheModel(observation, season)) {
            levels.add(observation.value());
        }
        if (season.event() && rarity.hasLearnt()) {
            return duringEvent(observation, season);
        }
        events.end();
        var rare = rarity.score(observation, season);
        var measured = new Measured(observation, rare.expected(), rare.band());
        var suspicion = suspicions.calibrated(measured.day(), least(measured, season, rare, level));
        var anomaly = stuck.tells(observation.value(), season) && !suspended.has(DetectorKind.STUCK)
                ? Optional.of(byRule(measured, EvidenceKind.STUCK))
                : raise(measured, suspicion);
        return measured.judgement(suspicion, anomaly);
    }

    /** An event accounts for what departs: it teaches nothing, and is told where it goes beyond all events before, or by a rule. */
    private Judgement duringEvent(Observation observation, Season season) {
        var usual = rarity.expectation(season);
        var measured = new Measured(observation, usual.expected(), usual.band());
        boolean beyond = events.goesBeyond(measured.departure()) && !suspended.has(DetectorKind.SIZE);
        boolean repeats = stuck.tells(observation.value(), season) && !suspended.has(DetectorKind.STUCK);
        var anomaly = beyond || repeats
                ? Optional.of(byRule(measured, repeats ? EvidenceKind.STUCK : EvidenceKind.EVENT))
                : Optional.<Anomaly>empty();
        return measured.judgement(new Suspicion(1, Evidence.NONE), anomaly);
    }

    private void count(Observation observation) {
        first = observations == 0 ? observation.at().toEpochMilli() : first;
        observations++;
        open.next();
    }

    private Suspicion least(Measured measured, Season season, Score rare, double level) {
        double size = StrictMath.log1p(Math.abs(measured.departure()));
        var least = suspicion(Statistic.RARITY, measured, rare.level(), rare.evidence())
                .or(suspicion(Statistic.SIZE, measured, size, EvidenceKind.SIZE))
                .or(suspicion(Statistic.SHIFT, measured, shift.level(measured.departure()), EvidenceKind.SHIFT));
        if (shape != null) {
            var course = shape.score(measured.observation(), season);
            least = least.or(suspicion(Statistic.SHAPE, measured, course.level(), course.evidence()));
        }
        return Double.isNaN(level) || model() == null ? least : least.or(modelled(measured, level));
    }

    private Suspicion modelled(Measured measured, double level) {
        double above = levels.above(measured.day(), level);
        var suspicion = suspicion(Statistic.MODEL, measured, above, EvidenceKind.MODEL);
        return levels.takesPart(measured.day()) ? suspicion : suspicion.withoutWeight();
    }

    private Suspicion suspicion(Statistic statistic, Measured measured, double level, EvidenceKind kind) {
        return suspicion(statistic, measured, level, new Evidence(kind, level));
    }

    private Suspicion suspicion(Statistic statistic, Measured measured, double level, Evidence evidence) {
        var suspicion = suspicions.of(statistic, measured.day(), level, evidence);
        var detector = statistic.detector();
        if (suspicions.tellsDeparture(statistic)) {
            suspended.add(detector);
        }
        return suspended.has(detector) ? suspicion.withoutWeight() : suspicion;
    }

    /** An event may be one sensor's and not its neighbours'. */
    private Judgement compare(Measured measured, Season season) {
        if (season.event()) {
            return measured.judgement(new Suspicion(1, Evidence.NONE), Optional.empty());
        }
        double level = peers.level(measured.departure());
        var apart = suspicion(Statistic.PEERS, measured, level, EvidenceKind.PEERS);
        var suspicion = suspicions.calibrated(measured.day(), apart);
        return measured.judgement(suspicion, raise(measured, suspicion));
    }

    private Optional<Anomaly> raise(Measured measured, Suspicion suspicion) {
        boolean warm = observations >= FIRST_TOLD && measured.observation().at().toEpochMilli() - first >= FIRST_DAYS;
        if (!warm || !open.opens(suspicion.probability(), threshold)) {
            return Optional.empty();
        }
        return Optional.of(anomaly(measured, suspicion));
    }

    private Anomaly anomaly(Measured measured, Suspicion suspicion) {
        var similar = episodes.similar(suspicion.evidence(), measured.departure());
        episodes.add(measured.observation().at(), suspicion.evidence(), measured.departure());
        return measured.anomaly(suspicion, observations, similar);
    }

    private Anomaly byRule(Measured measured, EvidenceKind kind) {
        return anomaly(measured, Suspicion.byRule(kind));
    }

    /** When {@link #silence} will tell, unless an observation comes before. */
    public Instant silentFrom() {
        return suspended.has(DetectorKind.SILENCE) ? Instant.MAX : silence.due();
    }

    /** Told once a silence. */
    public Optional<Anomaly> silence(Instant now) {
        return suspended.has(DetectorKind.SILENCE) ? Optional.empty() : toldSilence(now);
    }

    /** As {@link #silence}, of one that was told, whatever is suspended now. */
    Optional<Anomaly> toldSilence(Instant now) {
        if (!silence.tells(now)) {
            return Optional.empty();
        }
        return Optional.of(byRule(Measured.nothing(now), EvidenceKind.SILENCE));
    }

    public byte[] save() {
        return save(VERSION);
    }

    /**
     * Takes over a saved state of a scorer made with the same choice of shape.
     *
     * @throws UnreadableStateException where it is damaged or of another version
     */
    public void restore(byte[] saved) {
        restore(VERSION, saved);
    }

    @Override
    public void exchange(StateExchange state) {
        if (state.whole(sights()) != sights()) {
            throw new UnreadableStateException("the state of a scorer that looks at other things");
        }
        if (peers != null) {
            peers.exchange(state);
        } else {
            exchangeOwn(state);
        }
        for (var part : new Stateful[] {suspicions, open, episodes, suspended}) {
            part.exchange(state);
        }
        threshold = state.real(threshold);
        adjustments = state.whole(adjustments);
        observations = state.whole(observations);
        first = state.whole(first);
    }

    /** By what is looked at. */
    private long sights() {
        return peers != null ? 2 : shape != null ? 1 : 0;
    }

    private void exchangeOwn(StateExchange state) {
        rarity.exchange(state);
        if (shape != null) {
            shape.exchange(state);
        }
        for (var part : new Stateful[] {shift, silence, stuck, events, levels}) {
            part.exchange(state);
        }
    }
}
