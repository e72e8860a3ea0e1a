package org.entente.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entente.observatory.ObservationReading.Given;
import org.entente.observatory.ObservationReading.SetAside;

/**
 * Sorts one series' part of a call into what is stored and what is not. Within a call the order is that of the instants; against what
 * came before, an observation up to the watermark is late. So what is scored depends on the calls in their order alone, never on how
 * fast they are scored.
 */
final class ObservationBatch {
    record Stored(long at, double value, boolean late) {}

    private final Series series;
    private final List<Given> usable;
    private final Map<ObservationKind, Integer> counts = new EnumMap<>(ObservationKind.class);
    final List<Stored> stored = new ArrayList<>();
    final List<SetAside> setAside = new ArrayList<>();

    /** @param series with its progress as it is locked now */
    ObservationBatch(Series series, ObservationReading read) {
        this.series = series;
        this.usable = read.usable;
        setAside.addAll(read.setAside);
        setAside.forEach(each -> count(each.kind()));
    }

    Series series() {
        return series;
    }

    Map<ObservationKind, Integer> counts() {
        return counts;
    }

    /** Whether its instant may be there already: all others are newer than any that is. */
    static boolean mayBeKnown(Given given, Instant newest) {
        return newest != null && !given.at().isAfter(newest);
    }

    /** @param known values of the series at the instants that may be, by instant */
    void take(Map<Long, Double> known) {
        Instant last = series.newest();
        Double lastValue = null;
        for (var given : usable) {
            double value = ObservationReading.number(given.value());
            long at = given.at().toEpochMilli();
            var there = known.get(at);
            if (there == null && lastValue != null && given.at().equals(last)) {
                there = lastValue;
            }
            if (there != null) {
                again(given, value, there);
                continue;
            }
            boolean old = mayBeKnown(given, series.newest());
            boolean late = old && !given.at().isAfter(series.watermark());
            stored.add(new Stored(at, value, late));
            count(late ? ObservationKind.LATE : ObservationKind.ACCEPTED);
            if (old) {
                known.put(at, value);
                if (!late) {
                    count(ObservationKind.REORDERED);
                }
            } else {
                gap(last, given.at());
                last = given.at();
                lastValue = value;
            }
        }
    }

    private void again(Given given, double value, double there) {
        if (Double.compare(value, there) == 0) {
            count(ObservationKind.DUPLICATE);
        } else {
            setAside(given, given.at(), ObservationKind.CONFLICTING);
        }
    }

    /** Sensors' clocks waver: only from one and a half times the usual distance on is one missing. */
    private void gap(Instant before, Instant at) {
        if (before != null) {
            double distances = (double) (at.toEpochMilli() - before.toEpochMilli())
                    / series.frequency().toMillis();
            if (distances >= 1.5) {
                counts.merge(ObservationKind.MISSING, (int) Math.min(1e9, Math.round(distances) - 1), Integer::sum);
            }
        }
    }

    private void setAside(Given given, Object at, ObservationKind kind) {
        setAside.add(new SetAside(given, Objects.toString(at, null), kind));
        count(kind);
    }

    private void count(ObservationKind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** The latest instant after this call; null while there is none. */
    Instant newest() {
        var last = stored.isEmpty()
                ? null
                : Instant.ofEpochMilli(
                        stored.stream().mapToLong(Stored::at).max().getAsLong());
        return series.newest() == null || last != null && last.isAfter(series.newest()) ? last : series.newest();
    }

    /** Whether some wait for late ones that would come before them. */
    boolean waits() {
        return watermark() != null && watermark().isBefore(newest());
    }

    /** Never goes back. */
    Instant watermark() {
        var newest = newest();
        if (newest == null) {
            return null;
        }
        var reached = newest.minus(series.lateness());
        return series.watermark() == null || reached.isAfter(series.watermark()) ? reached : series.watermark();
    }
}
