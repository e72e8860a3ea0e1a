package org.entente.observatory;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A series as a topology scores it: how far it came, what waits for those that may still overtake it, and its scorer. What is scored, and
 * when, is as {@link ObservationBatch} and {@link ScoringRound} have it between them.
 */
final class StreamedSeries implements Stateful {
    private static final int VERSION = 4;
    /** Before the first observation. */
    private static final long NEVER = Long.MIN_VALUE;

    private final SeriesScorer scorer;
    private final TreeMap<Long, Double> waiting = new TreeMap<>();
    private long newest = NEVER;
    private long watermark = NEVER;
    private long scoredUntil = NEVER;

    StreamedSeries(boolean withShape) {
        scorer = new SeriesScorer(withShape);
    }

    /** @param saved null before the first message; what another release left is learnt anew */
    static StreamedSeries of(Series series, byte[] saved) {
        var streamed = new StreamedSeries(series.withShape());
        try {
            if (saved != null) {
                streamed.restore(VERSION, saved);
            }
            return streamed;
        } catch (UnreadableStateException ofAnotherRelease) {
            return new StreamedSeries(series.withShape());
        }
    }

    /** In milliseconds since 1970. */
    long newest() {
        return newest;
    }

    byte[] save() {
        return save(VERSION);
    }

    /**
     * What this message lets be scored, in its order.
     *
     * @param adjustments in their order; those that the scorer does not know of hold from here on
     * @param calendars the seasons by the periods that an adjustment names, none for the hub's own
     */
    ScoredObservations take(
            ObservationReading reading, List<Adjustment> adjustments, Function<List<Long>, SeasonalContext> calendars) {
        for (var given : reading.usable) {
            long at = given.at().toEpochMilli();
            if (watermark == NEVER || at > watermark) {
                waiting.putIfAbsent(at, ObservationReading.number(given.value()));
                newest = Math.max(newest, at);
            }
        }
        var scored = new ScoredObservations();
        if (newest != NEVER) {
            watermark = Math.max(watermark, newest - reading.series.lateness().toMillis());
            var due = waiting.headMap(watermark, true);
            var seasons = calendars.apply(periods(adjustments));
            for (var each : due.entrySet()) {
                long at = each.getKey();
                var instant = Instant.ofEpochMilli(at);
                if (adjust(adjustments, instant)) {
                    seasons = calendars.apply(periods(adjustments));
                }
                var suspended = scorer.suspended();
                scored.add(at, scorer.judge(new Observation(instant, each.getValue()), seasons.at(instant)), seasons);
                scoredUntil = at;
                scorer.suspended().stream()
                        .filter(detector -> !suspended.contains(detector))
                        .forEach(scored.drifted::add);
            }
            due.clear();
        }
        scored.newest = newest;
        scored.silentFrom = silentFrom();
        return scored;
    }

    /** Of the calendars that it is scored by now. */
    private List<Long> periods(List<Adjustment> adjustments) {
        return adjustments.stream()
                .filter(each -> each.kind() == Adjustment.Kind.CALENDAR && each.number() <= scorer.adjustments())
                .reduce((before, last) -> last)
                .map(Adjustment::periods)
                .orElse(List.of());
    }

    /** What waits for late ones was heard, so that the silence begins after it. */
    private long silentFrom() {
        var due = scorer.silentFrom();
        return due.equals(Instant.MAX) ? Long.MAX_VALUE : due.toEpochMilli() + newest - scoredUntil;
    }

    /** Whether anything was. */
    private boolean adjust(List<Adjustment> adjustments, Instant next) {
        int known = scorer.adjustments();
        for (var each : adjustments) {
            if (each.number() == scorer.adjustments() + 1 && each.holdsAt(next)) {
                scorer.adjust(each);
            }
        }
        return scorer.adjustments() > known;
    }

    @Override
    public void exchange(StateExchange state) {
        newest = state.whole(newest);
        watermark = state.whole(watermark);
        scoredUntil = state.whole(scoredUntil);
        long count = state.whole(waiting.size());
        var entries = waiting.entrySet().iterator();
        var exchanged = new TreeMap<Long, Double>();
        for (long i = 0; i < count; i++) {
            var known = entries.hasNext() ? entries.next() : null;
            long at = state.whole(known == null ? 0 : known.getKey());
            exchanged.put(at, state.real(known == null ? 0 : known.getValue()));
        }
        waiting.clear();
        waiting.putAll(exchanged);
        scorer.exchange(state);
    }
}
