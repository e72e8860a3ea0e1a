package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a topology says of one series' observations, in their order, as it stands in the topic that hubs take it from. */
final class ScoredObservations implements Stateful {
    private static final int VERSION = 4;
    private static final EvidenceKind[] KINDS = EvidenceKind.values();
    private static final Told NONE = new Told(
            new Anomaly(EvidenceKind.VALUE, Instant.EPOCH, 0, 0, 0, 0, Evidence.NONE, 0, 0, List.of()), List.of());
    private static final PastEpisode NO_EPISODE = new PastEpisode(Instant.EPOCH, EvidenceKind.VALUE, 0);

    /** @param at in milliseconds since 1970 */
    record Point(long at, double probability, double expected, double band) {
        private static final Point NONE = new Point(0, 0, 0, 0);

        private Point exchanged(StateExchange state) {
            return new Point(state.whole(at), state.real(probability), state.real(expected), state.real(band));
        }
    }

    /** @param occasions of the calendar at that time */
    record Told(Anomaly anomaly, List<String> occasions) {}

    final List<Point> points = new ArrayList<>();
    final List<Told> anomalies = new ArrayList<>();
    /** That were suspended meanwhile, for their alarms came too often. */
    final SuspendedDetectors drifted = new SuspendedDetectors();

    /** The latest instant that was heard of, scored or waiting for late ones; in milliseconds since 1970. */
    long newest = Long.MIN_VALUE;
    /** When its series will be silent unless something comes; likewise, and never where that is not known. */
    long silentFrom = Long.MAX_VALUE;

    void add(long at, Judgement judgement, SeasonalContext seasons) {
        points.add(new Point(at, judgement.probability(), judgement.expected(), judgement.band()));
        judgement.anomaly().ifPresent(anomaly -> anomalies.add(new Told(anomaly, seasons.occasions(anomaly.at()))));
    }

    byte[] save() {
        return save(VERSION);
    }

    /** @throws UnreadableStateException where it is damaged or of another version */
    static ScoredObservations read(byte[] saved) {
        var scored = new ScoredObservations();
        scored.restore(VERSION, saved);
        return scored;
    }

    @Override
    public void exchange(StateExchange state) {
        long size = state.whole(points.size());
        for (int i = 0; i < size; i++) {
            put(points, i, (i < points.size() ? points.get(i) : Point.NONE).exchanged(state));
        }
        size = state.whole(anomalies.size());
        for (int i = 0; i < size; i++) {
            put(anomalies, i, exchanged(state, i < anomalies.size() ? anomalies.get(i) : NONE));
        }
        drifted.exchange(state);
        newest = state.whole(newest);
        silentFrom = state.whole(silentFrom);
    }

    private static <T> void put(List<T> list, int index, T value) {
        if (index < list.size()) {
            list.set(index, value);
        } else {
            list.add(value);
        }
    }

    private static Told exchanged(StateExchange state, Told told) {
        return new Told(exchanged(state, told.anomaly), occasions(state, told.occasions));
    }

    private static List<String> occasions(StateExchange state, List<String> occasions) {
        long size = state.whole(occasions.size());
        var exchanged = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            exchanged.add(state.text(i < occasions.size() ? occasions.get(i) : ""));
        }
        return exchanged;
    }

    private static Anomaly exchanged(StateExchange state, Anomaly anomaly) {
        return new Anomaly(
                kind(state, anomaly.kind()),
                Instant.ofEpochMilli(state.whole(anomaly.at().toEpochMilli())),
                state.real(anomaly.value()),
                state.real(anomaly.expected()),
                state.real(anomaly.band()),
                state.real(anomaly.probability()),
                evidence(state, anomaly.evidence()),
                state.whole(anomaly.observations()),
                state.whole(anomaly.oneIn()),
                similar(state, anomaly.similar()));
    }

    private static EvidenceKind kind(StateExchange state, EvidenceKind kind) {
        long ordinal = state.whole(kind.ordinal());
        if (ordinal < 0 || ordinal >= KINDS.length) {
            throw new UnreadableStateException("an unknown kind of evidence");
        }
        return KINDS[(int) ordinal];
    }

    private static Evidence evidence(StateExchange state, Evidence evidence) {
        return new Evidence(
                KINDS[0],
                Arrays.stream(KINDS)
                        .mapToDouble(kind -> state.real(evidence.strength(kind)))
                        .toArray());
    }

    private static List<PastEpisode> similar(StateExchange state, List<PastEpisode> episodes) {
        long size = state.whole(episodes.size());
        var exchanged = new ArrayList<PastEpisode>();
        for (int i = 0; i < size; i++) {
            var known = i < episodes.size() ? episodes.get(i) : NO_EPISODE;
            exchanged.add(new PastEpisode(
                    Instant.ofEpochMilli(state.whole(known.at().toEpochMilli())),
                    kind(state, known.kind()),
                    state.real(known.likeness())));
        }
        return exchanged;
    }
}
